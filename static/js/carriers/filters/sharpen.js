import { blur } from './blur.js'

/** @typedef {import('./grey.js').Grey} Grey */

/**
 * Unsharp masking: what a blur would take away is added `amount` times, so soft edges get steeper.
 * @param {Grey} image
 * @param {number} [amount]
 * @returns {Grey}
 */
export function sharpen({ data, width, height }, amount = 2) {
  const soft = blur({ data, width, height }).data
  const out = new Uint8ClampedArray(data.length)
  for (let at = 0; at < data.length; at++) out[at] = data[at] + amount * (data[at] - soft[at])
  return { data: new Uint8Array(out.buffer), width, height }
}
