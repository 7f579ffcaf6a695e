import { painted } from './grey.js'

/** @typedef {import('./grey.js').Grey} Grey */

/**
 * Values raised to a power; one above 1 darkens and spreads the light tones, where glare has pushed black and white together.
 * @param {Grey} image
 * @param {number} power
 * @returns {Grey}
 */
export function gamma(image, power) {
  const table = Uint8Array.from({ length: 256 }, (_, value) => Math.round(255 * (value / 255) ** power))
  return painted(image, (at) => table[image.data[at]])
}
