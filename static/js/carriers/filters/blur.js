/** @typedef {import('./grey.js').Grey} Grey */

/**
 * A Gaussian blur of one pixel's deviation, by the binomial 1 4 6 4 1; the border's pixels are repeated outwards.
 * It takes away the noise of a sensor and the grain of a screen, and leaves modules of 2.5 pixels apart.
 * @param {Grey} image
 * @returns {Grey}
 */
export function blur({ data, width, height }) {
  const rows = new Uint16Array(data.length)
  for (let y = 0; y < height; y++) blurRow(data, rows, y * width, width)
  const out = new Uint8Array(data.length)
  // Row by row here too: memory is read in its order, which is most of the time that a filter takes.
  for (let y = 0; y < height; y++) {
    const at = (/** @type {number} */ row) => Math.min(Math.max(row, 0), height - 1) * width
    mixRows(rows, out, y * width, width, [at(y - 2), at(y - 1), at(y + 1), at(y + 2)])
  }
  return { data: out, width, height }
}

/**
 * Sixteen times the blurred values of one row.
 * @param {Uint8Array} from
 * @param {Uint16Array} to
 * @param {number} start  index of the row's first value
 * @param {number} width
 */
function blurRow(from, to, start, width) {
  const end = start + width - 1
  for (let at = start; at <= end; at++) {
    const before = from[Math.max(at - 1, start)]
    const after = from[Math.min(at + 1, end)]
    to[at] = from[Math.max(at - 2, start)] + from[Math.min(at + 2, end)] + 4 * (before + after) + 6 * from[at]
  }
}

/**
 * @param {Uint16Array} from
 * @param {Uint8Array} to
 * @param {number} start  index of the row's first value
 * @param {number} width
 * @param {[number, number, number, number]} others  where the rows two above, above, below and two below begin
 */
function mixRows(from, to, start, width, [a, b, d, e]) {
  for (let x = 0; x < width; x++) {
    const ends = from[a + x] + from[e + x]
    to[start + x] = (ends + 4 * (from[b + x] + from[d + x]) + 6 * from[start + x] + 128) >> 8
  }
}
