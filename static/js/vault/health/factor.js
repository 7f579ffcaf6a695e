/**
 * What a person says of an item's second factor, where no code of it is stored in the item: docs/formats.md §6.
 */
import { isObject } from '../json.js'

/** @typedef {import('../item.js').Item} Item */
/** @typedef {'elsewhere' | 'none'} Kept the code is kept elsewhere; the site has none */

const NAME = 'tessera.second-factor'
const KEPT = /** @type {readonly unknown[]} */ (['elsewhere', 'none'])

/**
 * @param {Item} item
 * @returns {Kept | null} null where nothing was said
 */
export function keptOf({ extensions }) {
  const mark = listOf(extensions).find(isMark)
  return isObject(mark) && KEPT.includes(mark['kept']) ? /** @type {Kept} */ (mark['kept']) : null
}

/**
 * @param {Item} item
 * @param {Kept | null} kept null takes it back
 * @returns {Item} the same where it says so already
 */
export function withKept(item, kept) {
  if (keptOf(item) === kept) return item
  const others = listOf(item['extensions']).filter((extension) => !isMark(extension))
  if (kept !== null) return { ...item, extensions: [...others, { name: NAME, kept }] }
  const { extensions: _, ...rest } = item
  return /** @type {Item} */ (others.length > 0 ? { ...item, extensions: others } : rest)
}

/**
 * @param {unknown} kept
 * @returns {asserts kept is Kept | null}
 */
export function expectKept(kept) {
  if (kept !== null && !KEPT.includes(kept)) throw new RangeError('kept: expected elsewhere, none or null')
}

/** @param {unknown} extension */
function isMark(extension) {
  return isObject(extension) && extension['name'] === NAME
}

/** @param {unknown} extensions @returns {unknown[]} */
function listOf(extensions) {
  return Array.isArray(extensions) ? extensions : []
}
