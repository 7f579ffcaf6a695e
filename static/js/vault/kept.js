/**
 * An item of the snapshot, as bytes of it until somebody looks: reading all of them takes longer than showing some, and all
 * of them read take many times the room. docs/formats.md §8.
 */
import { TesseraError } from '../errors.js'
import { ROW } from '../crypto/head.js'
import { isItem } from './item.js'
import { isObject } from './json.js'
import { titleIn } from './listed.js'
import { sortKeyOf } from './natural.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./listed.js').Listed} Listed */
/** @typedef {{row: number, flags: number, type: number, tags: number, created: number, modified: number, text: number, line: number}} Mark `type` and `tags` are places among the names, `text` and `line` lengths */
/** @typedef {{types: string[], tags: string[][]}} Names */
/** @typedef {import('./texts.js').Span} Span */
/** @typedef {import('./texts.js').Texts} Texts */
/**
 * @typedef {object} Source a snapshot that was opened
 * @property {Bytes} plain
 * @property {DataView} rows
 * @property {DataView} marks
 * @property {Names} names
 * @property {Texts} texts one of each item
 * @property {Texts} lines likewise
 */

const ID = 16
const TRASHED = 1
const FAVORITE = 2
const AT = { row: 0, flags: 4, type: 5, tags: 9, created: 13, modified: 21, text: 29, line: 33 }
/** Bytes of a mark. */
export const MARK = 37

/** @implements {Listed} */
export class KeptItem {
  #source
  #at
  /** @type {string | null} */
  #text = null
  /** @type {string | null} */
  #sortKey = null
  /** @type {WeakRef<Item> | null} whoever holds the item gets the same one again */
  #item = null

  /**
   * @param {string} id
   * @param {Source} source
   * @param {number} at which of its items
   */
  constructor(id, source, at) {
    this.id = id
    this.#source = source
    this.#at = at
  }

  get revision() {
    const { rows, marks } = this.#source
    return rows.getUint32(marks.getUint32(this.#at * MARK) * ROW + ID)
  }

  get type() {
    const { names, marks } = this.#source
    return /** @type {string} */ (names.types[marks.getUint32(this.#at * MARK + AT.type)])
  }

  get tags() {
    const { names, marks } = this.#source
    return /** @type {readonly string[]} */ (names.tags[marks.getUint32(this.#at * MARK + AT.tags)])
  }

  get trashed() {
    return (this.#source.marks.getUint8(this.#at * MARK + AT.flags) & TRASHED) !== 0
  }

  get favorite() {
    return (this.#source.marks.getUint8(this.#at * MARK + AT.flags) & FAVORITE) !== 0
  }

  get created() {
    return this.#source.marks.getFloat64(this.#at * MARK + AT.created)
  }

  get modified() {
    return this.#source.marks.getFloat64(this.#at * MARK + AT.modified)
  }

  get text() {
    this.#text ??= this.#source.texts.at(this.#at)
    return this.#text
  }

  get sortKey() {
    this.#sortKey ??= sortKeyOf(titleIn(this.text))
    return this.#sortKey
  }

  /** @throws {TesseraError} `item-damaged` for a line that is no item: this program has written it, and sealed it */
  get item() {
    const known = this.#item?.deref()
    if (known) return known
    const item = JSON.parse(this.#source.lines.one(this.#at))
    if (!isObject(item) || !isItem(item) || item.id !== this.id) throw new TesseraError('item-damaged')
    this.#item = new WeakRef(item)
    return item
  }

  /** @returns {{plain: Bytes, text: Span, line: Span}} where it lies, for the next snapshot */
  get place() {
    const { plain, texts, lines } = this.#source
    return { plain, text: texts.spanOf(this.#at), line: lines.spanOf(this.#at) }
  }
}

/** @param {Pick<Listed, 'trashed' | 'favorite'>} listed */
export function flagsOf({ trashed, favorite }) {
  return (trashed ? TRASHED : 0) | (favorite ? FAVORITE : 0)
}

/** @param {DataView} view @param {number} at which of the marks @param {Mark} mark */
export function writeMark(view, at, { row, flags, type, tags, created, modified, text, line }) {
  const start = at * MARK
  view.setUint32(start + AT.row, row)
  view.setUint8(start + AT.flags, flags)
  view.setUint32(start + AT.type, type)
  view.setUint32(start + AT.tags, tags)
  view.setFloat64(start + AT.created, created)
  view.setFloat64(start + AT.modified, modified)
  view.setUint32(start + AT.text, text)
  view.setUint32(start + AT.line, line)
}

/**
 * The part of a mark that says where the rest is.
 * @param {DataView} view
 * @param {number} at which of the marks
 */
export function readPlaces(view, at) {
  const start = at * MARK
  return {
    row: view.getUint32(start + AT.row),
    type: view.getUint32(start + AT.type),
    tags: view.getUint32(start + AT.tags),
    text: view.getUint32(start + AT.text),
    line: view.getUint32(start + AT.line),
  }
}
