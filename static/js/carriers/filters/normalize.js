import { painted } from './grey.js'

/** @typedef {import('./grey.js').Grey} Grey */

// Deviations of a flat patch are noise: below this they are not stretched to full contrast.
const LEAST_DEVIATION = 4
const SPREAD = 64

/**
 * Local contrast normalization: each pixel by how many standard deviations it lies above the mean of the square around it.
 * Shadows, gradients and glare go; the mean becomes 128, so a fixed threshold in the middle parts black from white.
 * @param {Grey} image
 * @param {number} radius  pixels; the square's side is 2 radius + 1
 * @returns {Grey}
 */
export function normalize(image, radius) {
  const means = boxMeans(image.data, image, radius)
  const meanSquares = boxMeans(squared(image.data), image, radius)
  return painted(image, (at) => {
    const deviation = Math.sqrt(Math.max(0, meanSquares[at] - means[at] ** 2))
    return 128 + (SPREAD * (image.data[at] - means[at])) / Math.max(deviation, LEAST_DEVIATION)
  })
}

/** @param {Uint8Array} data */
function squared(data) {
  const out = new Float32Array(data.length)
  for (let at = 0; at < data.length; at++) out[at] = data[at] ** 2
  return out
}

/**
 * The mean over the square around each value, cut off at the borders.
 * @param {Uint8Array | Float32Array} data
 * @param {{width: number, height: number}} size
 * @param {number} radius
 */
function boxMeans(data, { width, height }, radius) {
  const rows = new Float32Array(data.length)
  const means = new Float32Array(data.length)
  for (let y = 0; y < height; y++) slide(data, rows, y * width, 1, width, radius)
  for (let x = 0; x < width; x++) slide(rows, means, x, width, height, radius)
  return means
}

/**
 * Means of a window that slides along one line.
 * @param {Uint8Array | Float32Array} from
 * @param {Float32Array} to
 * @param {number} origin  index of the line's first value
 * @param {number} step  from one value of the line to the next
 * @param {number} length  of the line
 * @param {number} radius
 */
function slide(from, to, origin, step, length, radius) {
  let sum = 0
  let count = 0
  for (let i = -radius; i < length; i++) {
    if (i + radius < length) {
      sum += from[origin + (i + radius) * step]
      count++
    }
    if (i > radius) {
      sum -= from[origin + (i - radius - 1) * step]
      count--
    }
    if (i >= 0) to[origin + i * step] = sum / count
  }
}
