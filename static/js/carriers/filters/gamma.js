/** @typedef {import('./grey.js').Grey} Grey */

/**
 * Values raised to a power; one above 1 darkens and spreads the light tones, where glare has pushed black and white together.
 * @param {Grey} image
 * @param {number} power
 * @returns {Grey}
 */
export function gamma({ data, width, height }, power) {
  const table = Uint8Array.from({ length: 256 }, (_, value) => Math.round(255 * (value / 255) ** power))
  const out = new Uint8Array(data.length)
  for (let at = 0; at < data.length; at++) out[at] = table[data[at]]
  return { data: out, width, height }
}
