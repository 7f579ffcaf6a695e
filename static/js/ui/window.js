// The arithmetic of a list of which only the rows in sight exist. Rows are counted from 0, heights are in pixels.

/** Rows are asked for in blocks of so many, so that scrolling a little asks for nothing new. */
export const BLOCK = 20

/**
 * @typedef {object} Viewport
 * @property {number} scrollTop
 * @property {number} height     of the viewport
 * @property {number} rowHeight
 */

/**
 * The block of rows to have at hand: every visible row, widened to whole blocks.
 * @param {Viewport} viewport
 * @param {number} total  rows in the list
 * @returns {{start: number, end: number}} end is exclusive
 */
export function windowOf({ scrollTop, height, rowHeight }, total) {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight)
  const last = Math.ceil((Math.max(0, scrollTop) + height) / rowHeight)
  const start = Math.floor(Math.min(first, Math.max(0, total - 1)) / BLOCK) * BLOCK
  return { start, end: Math.min(total, Math.max(start + BLOCK, Math.ceil((last + 1) / BLOCK) * BLOCK)) }
}

/**
 * Where to scroll so that a row is wholly in sight, moving as little as possible.
 * @param {Viewport} viewport
 * @param {number} index
 * @returns {number} the new scrollTop
 */
export function scrollTo({ scrollTop, height, rowHeight }, index) {
  const top = index * rowHeight
  if (top < scrollTop) return top
  return Math.max(scrollTop, top + rowHeight - height)
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
