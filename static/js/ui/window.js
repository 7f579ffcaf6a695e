// The arithmetic of a list of which only the rows in sight exist. Rows are counted from 0, heights are in pixels.

/** Rows are asked for in blocks of so many, so that scrolling a little asks for nothing new. */
export const BLOCK = 20

/** Browsers lay out no element taller than 17 to 33 million pixels, zoom included. A longer list is scrolled in proportion. */
export const TALLEST = 8_000_000

/**
 * @typedef {object} Viewport
 * @property {number} scrollTop  on the runway
 * @property {number} height     of the viewport
 * @property {number} rowHeight
 */

/**
 * The height of what is scrolled: that of all rows, as far as browsers can lay it out.
 * @param {number} total  rows in the list
 * @param {number} rowHeight
 */
export function runwayOf(total, rowHeight) {
  return Math.min(total * rowHeight, TALLEST)
}

/** Pixels of the list for one of the runway. @param {Viewport} viewport @param {number} total */
function stretch({ height, rowHeight }, total) {
  const runway = runwayOf(total, rowHeight)
  return runway > height ? (total * rowHeight - height) / (runway - height) : 1
}

/**
 * Where in the list, in pixels from its first row, the upper edge of the viewport is.
 * @param {Viewport} viewport
 * @param {number} total
 */
export function topOf(viewport, total) {
  return Math.max(0, viewport.scrollTop) * stretch(viewport, total)
}

/**
 * The block of rows to have at hand: every visible row, widened to whole blocks.
 * @param {Viewport} viewport
 * @param {number} total
 * @returns {{start: number, end: number}} end is exclusive
 */
export function windowOf(viewport, total) {
  const { height, rowHeight } = viewport
  const top = topOf(viewport, total)
  const first = Math.floor(top / rowHeight)
  const last = Math.ceil((top + height) / rowHeight)
  const start = Math.floor(Math.min(first, Math.max(0, total - 1)) / BLOCK) * BLOCK
  return { start, end: Math.min(total, Math.max(start + BLOCK, Math.ceil((last + 1) / BLOCK) * BLOCK)) }
}

/**
 * Where to scroll so that a row is wholly in sight, moving as little as possible.
 * @param {Viewport} viewport
 * @param {number} index
 * @param {number} total
 * @returns {number} the new scrollTop
 */
export function scrollTo(viewport, index, total) {
  const { height, rowHeight, scrollTop } = viewport
  const [row, top] = [index * rowHeight, topOf(viewport, total)]
  if (row >= top && row + rowHeight <= top + height) return scrollTop
  return (row < top ? row : row + rowHeight - height) / stretch(viewport, total)
}

/**
 * The row that a key leads to.
 * @param {string} key  KeyboardEvent.key
 * @param {{active: number, total: number, page: number}} list  active is -1 when there is none; page is rows in sight
 * @returns {number | null} null for other keys and empty lists
 */
export function step(key, { active, total, page }) {
  /** @type {Record<string, number>} */
  const targets = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: total - 1,
  }
  const target = targets[key]
  return target === undefined || total === 0 ? null : Math.min(total - 1, Math.max(0, target))
}
