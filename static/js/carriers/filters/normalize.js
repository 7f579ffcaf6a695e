/** @typedef {import('./grey.js').Grey} Grey */

// Deviations of a flat patch are noise: below this they are not stretched to full contrast.
const LEAST_DEVIATION = 4
const SPREAD = 64

/**
 * Local contrast normalization: each pixel by how many standard deviations it lies above the mean of the square around it.
 * Shadows, gradients and glare go; the mean becomes 128, so a fixed threshold in the middle parts black from white.
 * @param {Grey} image
 * @param {number} radius  pixels; the square's side is 2 radius + 1, cut off at the borders
 * @returns {Grey}
 */
export function normalize({ data, width, height }, radius) {
  const out = new Uint8ClampedArray(data.length)
  const sums = new Float64Array(width)
  const squares = new Float64Array(width)
  for (let y = -radius; y < height; y++) {
    if (y + radius < height) gather(data, (y + radius) * width, sums, squares, 1)
    if (y - radius > 0) gather(data, (y - radius - 1) * width, sums, squares, -1)
    if (y < 0) continue
    const rows = Math.min(y + radius, height - 1) - Math.max(y - radius, 0) + 1
    normalizeRow(data, out, y * width, { sums, squares, rows, radius })
  }
  return { data: new Uint8Array(out.buffer), width, height }
}

/**
 * Adds a row to the sums of columns, or takes it away.
 * @param {Uint8Array} data
 * @param {number} start  index of the row's first value
 * @param {Float64Array} sums
 * @param {Float64Array} squares
 * @param {1 | -1} sign
 */
function gather(data, start, sums, squares, sign) {
  for (let x = 0; x < sums.length; x++) {
    const value = data[start + x]
    sums[x] += sign * value
    squares[x] += sign * value * value
  }
}

/**
 * @param {Uint8Array} data
 * @param {Uint8ClampedArray} out
 * @param {number} start  index of the row's first value
 * @param {{sums: Float64Array, squares: Float64Array, rows: number, radius: number}} columns  of the rows around
 */
function normalizeRow(data, out, start, { sums, squares, rows, radius }) {
  const width = sums.length
  let sum = 0
  let square = 0
  let count = 0
  for (let x = -radius; x < width; x++) {
    if (x + radius < width) {
      sum += sums[x + radius]
      square += squares[x + radius]
      count += rows
    }
    if (x > radius) {
      sum -= sums[x - radius - 1]
      square -= squares[x - radius - 1]
      count -= rows
    }
    if (x < 0) continue
    const mean = sum / count
    const deviation = Math.sqrt(Math.max(0, square / count - mean * mean))
    out[start + x] = 128 + (SPREAD * (data[start + x] - mean)) / Math.max(deviation, LEAST_DEVIATION)
  }
}
