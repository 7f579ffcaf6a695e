/** @typedef {import('./grey.js').Grey} Grey */

/**
 * A Gaussian blur of one pixel's deviation, by the binomial 1 4 6 4 1; the border's pixels are repeated outwards.
 * It takes away the noise of a sensor and the grain of a screen, and leaves modules of 2.5 pixels apart.
 * @param {Grey} image
 * @returns {Grey}
 */
export function blur({ data, width, height }) {
  const rows = new Float32Array(data.length)
  const out = new Uint8ClampedArray(data.length)
  for (let y = 0; y < height; y++) binomial(data, rows, y * width, 1, width)
  for (let x = 0; x < width; x++) binomial(rows, out, x, width, height)
  return { data: new Uint8Array(out.buffer), width, height }
}

/**
 * @param {ArrayLike<number>} from
 * @param {Float32Array | Uint8ClampedArray} to
 * @param {number} origin  index of the line's first value
 * @param {number} step  from one value of the line to the next
 * @param {number} length  of the line
 */
function binomial(from, to, origin, step, length) {
  const last = origin + (length - 1) * step
  for (let i = 0, at = origin; i < length; i++, at += step) {
    const before = Math.max(at - step, origin)
    const after = Math.min(at + step, last)
    const ends = from[Math.max(before - step, origin)] + from[Math.min(after + step, last)]
    to[at] = (ends + 4 * (from[before] + from[after]) + 6 * from[at]) / 16
  }
}
