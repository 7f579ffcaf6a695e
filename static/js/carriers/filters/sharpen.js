import { blur } from './blur.js'
import { painted } from './grey.js'

/** @typedef {import('./grey.js').Grey} Grey */

/**
 * Unsharp masking: what a blur would take away is added `amount` times, so soft edges get steeper.
 * @param {Grey} image
 * @param {number} [amount]
 * @returns {Grey}
 */
export function sharpen(image, amount = 2) {
  const soft = blur(image)
  return painted(image, (at) => image.data[at] + amount * (image.data[at] - soft.data[at]))
}
