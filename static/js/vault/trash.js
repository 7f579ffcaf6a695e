/** The trash, and what is deleted for good: overwritten by an item of which nothing is left. docs/formats.md §6. */

/** @typedef {import('./item.js').Item} Item */

/** Type of an item that was deleted for good. */
export const ERASED = 'erased'
/** How long things stay in the trash, in seconds. */
export const TRASH_TIME = 30 * 24 * 60 * 60

/**
 * @param {Item} item
 * @param {number | null} trashedAt seconds since 1970; null takes it out of the trash
 * @param {number} now
 * @returns {Item}
 */
export function trash(item, trashedAt, now) {
  const there = item.trashedAt !== null
  if (there === (trashedAt !== null)) return item
  // No state for the history: nothing that a person wrote has changed.
  return { ...item, trashedAt, modifiedAt: Math.max(now, item.modifiedAt) }
}

/** @param {Pick<Item, 'type'>} item whether it was deleted for good */
export function isErased({ type }) {
  return type === ERASED
}

/**
 * What is left of an item that is deleted for good.
 * @param {Item} item
 * @param {number} now seconds since 1970
 * @returns {Item}
 */
export function erase({ id, creationAt, modifiedAt }, now) {
  const at = Math.max(now, modifiedAt)
  const nothing = { title: '', favorite: false, tags: [], scope: { urls: [] }, credentials: [], history: [] }
  return { id, creationAt, modifiedAt: at, type: ERASED, erasedAt: at, trashedAt: at, ...nothing }
}

/**
 * Whether an item has been in the trash for so long that it goes for good: by this browser's clock, and by the server's as
 * well. One that is set ahead would take the trash of everybody with it, and a server may lie.
 * @param {Item} item
 * @param {{here: number, there: number}} now by both clocks, in seconds since 1970
 */
export function isOverdue(item, { here, there }) {
  if (item.trashedAt === null || isErased(item)) return false
  // The clock of the browser that put it there may have been wrong: its other date counts as well.
  return Math.max(item.trashedAt, item.modifiedAt) + TRASH_TIME <= Math.min(here, there)
}
