/** @typedef {import('./grey.js').Grey} Grey */

/**
 * `image` at another size: linear interpolation upwards, weighted means of all pixels covered downwards.
 * @param {Grey} image
 * @param {number} width
 * @param {number} height
 * @returns {Grey}
 */
export function resize(image, width, height) {
  const across = taps(image.width, width)
  const rows = new Float32Array(width * image.height)
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) rows[y * width + x] = weigh(image.data, y * image.width, 1, across[x])
  }
  const down = taps(image.height, height)
  const data = new Uint8ClampedArray(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = weigh(rows, x, width, down[y])
  }
  return { data: new Uint8Array(data.buffer), width, height }
}

/**
 * `image` times `factor` in both directions, at least one pixel each.
 * @param {Grey} image
 * @param {number} factor
 */
export function scale(image, factor) {
  const side = (/** @type {number} */ pixels) => Math.max(1, Math.round(pixels * factor))
  return resize(image, side(image.width), side(image.height))
}

/**
 * `image` itself, or a copy made small enough to have no more than `pixels`.
 * @param {Grey} image
 * @param {number} pixels
 */
export function fit(image, pixels) {
  const area = image.width * image.height
  return area <= pixels ? image : scale(image, Math.sqrt(pixels / area))
}

/**
 * @param {ArrayLike<number>} data
 * @param {number} origin  index of the line's first value
 * @param {number} step  from one value of the line to the next
 * @param {{first: number, weights: Float32Array}} tap
 */
function weigh(data, origin, step, { first, weights }) {
  let sum = 0
  for (let i = 0, at = origin + first * step; i < weights.length; i++, at += step) sum += data[at] * weights[i]
  return sum
}

/**
 * For each value of a line `to` long, which values of the line `from` long make it, and by what weights (their sum is 1).
 * @param {number} from
 * @param {number} to
 */
function taps(from, to) {
  const ratio = from / to
  const reach = Math.max(1, ratio)
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * ratio - 0.5
    const first = Math.max(0, Math.ceil(centre - reach))
    const last = Math.min(from - 1, Math.floor(centre + reach))
    const weights = new Float32Array(last - first + 1).map((_, j) => 1 - Math.abs(first + j - centre) / reach)
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return { first, weights: weights.map((weight) => weight / sum) }
  })
}
