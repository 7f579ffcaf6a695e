/**
 * An item of the snapshot, as bytes of it until somebody looks: reading all of them takes longer than showing some, and all
 * of them read take many times the room.
 */
import { TesseraError } from '../errors.js'
import { isItem } from './item.js'
import { isObject } from './json.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./listed.js').Listed} Listed */
/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {{from: number, to: number}} Span of bytes of a snapshot */
/** @typedef {{plain: Bytes, text: Span, line: Span}} Place of an item in a snapshot: its text (./listed.js), its JSON */
/**
 * @typedef {object} Mark what the snapshot says of an item apart from itself
 * @property {string} id
 * @property {number} revision
 * @property {string} type
 * @property {boolean} trashed
 * @property {boolean} favorite
 * @property {readonly string[]} tags
 * @property {number} created seconds since 1970, as `modified`
 * @property {number} modified
 */

const decoder = new TextDecoder()

/** @implements {Listed} */
export class KeptItem {
  #place
  /** @type {string | null} */
  #read = null
  /** @type {WeakRef<Item> | null} whoever holds the item gets the same one again */
  #item = null

  /**
   * @param {Mark} mark
   * @param {Place} place
   */
  constructor({ id, revision, type, trashed, favorite, tags, created, modified }, place) {
    this.id = id
    this.revision = revision
    this.type = type
    this.trashed = trashed
    this.favorite = favorite
    this.tags = tags
    this.created = created
    this.modified = modified
    this.#place = place
  }

  get text() {
    this.#read ??= this.#decode(this.#place.text)
    return this.#read
  }

  /** @throws {TesseraError} `item-damaged` for a line that is no item: this program has written it, and sealed it */
  get item() {
    const known = this.#item?.deref()
    if (known) return known
    const item = JSON.parse(this.#decode(this.#place.line))
    if (!isObject(item) || !isItem(item) || item.id !== this.id) throw new TesseraError('item-damaged')
    this.#item = new WeakRef(item)
    return item
  }

  /** Where it lies, for the next snapshot. */
  get place() {
    return this.#place
  }

  /** @param {Span} span */
  #decode({ from, to }) {
    return decoder.decode(this.#place.plain.subarray(from, to))
  }
}
