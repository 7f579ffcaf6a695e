/**
 * An item as the text that is sealed: JSON, padded so that lengths tell little. docs/formats.md §6.
 */
import { TesseraError, expectBytes } from '../errors.js'
import { toBase64, utf8 } from './bytes.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {{id: string, [member: string]: unknown}} ItemJson its `id` is b64(item id) */

/** Texts are padded to a multiple of so many bytes. */
export const BLOCK = 256
const SPACE = 0x20
const OPENING = 0x7b
const CLOSING = 0x7d
/** Objects and lists nest at most so deep, the item itself included. */
export const DEPTH = 8
/** Strict, and made once: making one takes longer than it takes an item. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * An item's text, padded with spaces to a multiple of 256 bytes.
 * @param {ItemJson} item
 * @param {Bytes} id 16 bytes
 * @returns {Bytes}
 * @throws {TypeError} for an item of another id
 * @throws {RangeError} for JSON that nests deeper than 8
 */
export function sealableJson(item, id) {
  expectBytes('id', id, 16)
  if (item.id !== toBase64(id)) throw new TypeError('item: expected the id that it is sealed for, found another')
  if (!nestsWithin(item, DEPTH)) throw new RangeError(`item: expected JSON at most ${DEPTH} deep, found deeper`)
  return pad(utf8(JSON.stringify(item)))
}

/**
 * The item in a padded text.
 * @param {Bytes} text
 * @param {Bytes} id 16 bytes
 * @returns {ItemJson}
 * @throws {TesseraError} `item-damaged` for text that `sealableJson` would not have made for this id
 */
export function openJson(text, id) {
  const item = readPadded(text)
  const itsOwn = isItem(item) && item.id === toBase64(id) && nestsWithin(item, DEPTH)
  if (!itsOwn) throw new TesseraError('item-damaged')
  return item
}

/**
 * @param {Bytes} text
 * @returns {Bytes} spaces added to the next multiple of 256 bytes
 */
export function pad(text) {
  const padded = new Uint8Array(Math.ceil(text.length / BLOCK) * BLOCK).fill(SPACE)
  padded.set(text)
  return padded
}

/**
 * The object in a text that `pad` has made.
 * @param {Bytes} text
 * @returns {unknown} undefined for what is not a padded JSON object
 */
export function readPadded(text) {
  if (text.length % BLOCK !== 0) return undefined
  const end = text.findLastIndex((byte) => byte !== SPACE)
  // JSON.parse would take other white space around the object; padding is spaces behind it and nothing else.
  if (text[0] !== OPENING || text[end] !== CLOSING) return undefined
  try {
    return JSON.parse(decoder.decode(text.subarray(0, end + 1)))
  } catch {
    // TypeError for broken UTF-8, SyntaxError for broken JSON: the caller refuses both alike.
    return undefined
  }
}

/**
 * @param {unknown} value
 * @returns {value is ItemJson}
 */
function isItem(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'id' in value
}

/**
 * Does JSON nest at most so many objects and arrays into one another?
 * @param {unknown} value
 * @param {number} levels
 * @returns {boolean}
 */
export function nestsWithin(value, levels) {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((member) => nestsWithin(member, levels - 1))
}
