/** @typedef {import('./grey.js').Grey} Grey */

/**
 * `image` at another size: linear interpolation upwards, weighted means of all pixels covered downwards.
 * @param {Grey} image
 * @param {number} width
 * @param {number} height
 * @returns {Grey}
 */
export function resize(image, width, height) {
  const rows = across(image, width)
  const { firsts, weights, count } = taps(image.height, height)
  const data = new Uint8ClampedArray(width * height)
  const row = new Float32Array(width)
  for (let y = 0; y < height; y++) {
    row.fill(0)
    for (let i = 0; i < count; i++) addRow(row, rows, (firsts[y] + i) * width, weights[y * count + i])
    data.set(row, y * width)
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

/** The rows of `image` at another width, as many as before. @param {Grey} image @param {number} width */
function across(image, width) {
  const { firsts, weights, count } = taps(image.width, width)
  const rows = new Float32Array(width * image.height)
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      const from = y * image.width + firsts[x]
      let sum = 0
      for (let i = 0; i < count; i++) sum += image.data[from + i] * weights[x * count + i]
      rows[y * width + x] = sum
    }
  }
  return rows
}

/** @param {Float32Array} row @param {Float32Array} rows @param {number} from @param {number} weight */
function addRow(row, rows, from, weight) {
  if (weight === 0) return
  for (let x = 0; x < row.length; x++) row[x] += rows[from + x] * weight
}

/**
 * For each value of a line `to` long, which values of the line `from` long make it, and by what weights (their sum is 1).
 * @param {number} from
 * @param {number} to
 * @returns {{firsts: Int32Array, weights: Float32Array, count: number}} `count` weights for each value, beginning at its first
 */
function taps(from, to) {
  const ratio = from / to
  const reach = Math.max(1, ratio)
  const count = Math.min(from, Math.floor(2 * reach) + 1)
  const firsts = new Int32Array(to)
  const weights = new Float32Array(to * count)
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * ratio - 0.5
    firsts[i] = Math.min(Math.max(0, Math.ceil(centre - reach)), from - count)
    const own = weights.subarray(i * count, (i + 1) * count)
    own.forEach((_, j) => (own[j] = Math.max(0, 1 - Math.abs(firsts[i] + j - centre) / reach)))
    const sum = own.reduce((total, weight) => total + weight, 0)
    own.forEach((weight, j) => (own[j] = weight / sum))
  }
  return { firsts, weights, count }
}
