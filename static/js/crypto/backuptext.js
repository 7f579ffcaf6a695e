/**
 * What a backup holds, as the text that is sealed: JSON. docs/formats.md §10.
 */
import { TesseraError } from '../errors.js'
import { fromBase64, utf8 } from './bytes.js'
import { DEPTH, nestsWithin } from './itemtext.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {import('./itemtext.js').ItemJson} ItemJson */
/** @typedef {{date: number, version: number, items: ItemJson[]}} Content `date` in seconds since 1970; no id twice */

/** Items at most, as many as a server keeps for an account. */
export const MOST_ITEMS = 200_000

const OPENING = 0x7b
const CLOSING = 0x7d
const BATCH = 500

/**
 * The text of a vault. Done in parts, so that a page can show how far it is.
 * @param {Content} content
 * @param {(done: number, total: number) => void} [onProgress] called after each 500 items
 * @returns {Bytes}
 * @throws {TesseraError} `too-large` {what} over 200,000 items
 */
export function writeContent({ date, version, items }, onProgress = () => {}) {
  if (items.length > MOST_ITEMS) throw new TesseraError('too-large', { what: 'backup', items: items.length })
  const parts = []
  for (let at = 0; at < items.length; at += BATCH) {
    parts.push(JSON.stringify(items.slice(at, at + BATCH)).slice(1, -1))
    onProgress(Math.min(at + BATCH, items.length), items.length)
  }
  return utf8(`{"date":${date},"version":${version},"items":[${parts.join(',')}]}`)
}

/**
 * @param {Bytes} text that VK has vouched for
 * @returns {Content}
 * @throws {TesseraError} `damaged-backup` for text that is no backup's
 */
export function readContent(text) {
  const content = parse(text)
  if (!isContent(content)) throw new TesseraError('damaged-backup')
  const ids = new Set(content.items.map(({ id }) => id))
  if (ids.size < content.items.length) throw new TesseraError('damaged-backup')
  return content
}

/**
 * @param {Bytes} text
 * @returns {unknown} undefined for what is not one JSON object
 */
function parse(text) {
  // JSON.parse would take white space around the object; writers add none.
  if (text[0] !== OPENING || text.at(-1) !== CLOSING) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text))
  } catch {
    // TypeError for broken UTF-8, SyntaxError for broken JSON: the caller refuses both alike.
    return undefined
  }
}

/**
 * @param {unknown} value
 * @returns {value is Content}
 */
function isContent(value) {
  if (typeof value !== 'object' || value === null) return false
  const own = Object.entries(value)
  /** @param {string} name */
  const member = (name) => own.find(([key]) => key === name)?.[1]
  const items = member('items')
  const isListed = Array.isArray(items) && items.length <= MOST_ITEMS && items.every(isItem)
  return isListed && isCount(member('date')) && isCount(member('version'))
}

/** @param {unknown} value */
function isCount(value) {
  return Number.isSafeInteger(value) && /** @type {number} */ (value) >= 0
}

/** @param {unknown} value */
function isItem(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.hasOwn(value, 'id') && isId(/** @type {{id: unknown}} */ (value).id) && nestsWithin(value, DEPTH)
}

/** @param {unknown} id */
function isId(id) {
  try {
    return typeof id === 'string' && fromBase64(id, 16).length === 16
  } catch (reason) {
    if (reason instanceof TesseraError) return false
    throw reason
  }
}
