/** @typedef {import('../../../../static/js/carriers/filters/grey.js').Grey} Grey */

/**
 * A small picture from its rows.
 * @param {...number[]} rows
 * @returns {Grey}
 */
export function rows(...rows) {
  return { data: Uint8Array.from(rows.flat()), width: rows[0].length, height: rows.length }
}

/**
 * A picture from what each pixel is.
 * @param {number} width
 * @param {number} height
 * @param {(x: number, y: number) => number} value
 * @returns {Grey}
 */
export function drawn(width, height, value) {
  const data = Uint8Array.from({ length: width * height }, (_, at) => value(at % width, Math.floor(at / width)))
  return { data, width, height }
}

/**
 * @param {Grey} image
 * @param {number} x
 * @param {number} y
 */
export function at(image, x, y) {
  return image.data[y * image.width + x]
}
