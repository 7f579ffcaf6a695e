/**
 * What a snapshot says, as bytes. docs/formats.md §8.
 *
 * Lists and searches need a few marks and one text of each item. These lie by themselves, so that opening a vault reads no
 * item; and what has not changed goes from one snapshot into the next as it is.
 */
import { TesseraError } from '../errors.js'
import { equal, toBase64, u32, utf8 } from '../crypto/bytes.js'
import { ROW } from '../crypto/head.js'
import { isObject } from './json.js'
import { byId } from './listed.js'
import { flagsOf, KeptItem, MARK, readPlaces, writeMark } from './kept.js'
import { Texts } from './texts.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('./listed.js').Listed} Listed */
/** @typedef {import('./verify.js').Known} Known */
/** @typedef {import('./kept.js').Names} Names */
/** @typedef {import('./kept.js').Source} Source */

// To be raised with every change of what is kept, `textOf`, `fold` and the order of titles included: it is made of theirs.
const FORM = utf8('TSS3')
const ID = 16
const DIGEST = 32
const COUNT = 4
const FRONT = FORM.length + DIGEST + COUNT
/** Characters of an id, and of one whose bytes were filled up to whole groups of characters. */
const SPELT = 22
const FILLED = 24
/** Items that are written at a time: some milliseconds. */
const PIECE = 500

/**
 * @param {Known} known
 * @param {Iterable<Listed>} entries its items in the order of their titles
 * @returns {Promise<Bytes>} of the vault as it was when this began; others get their turns in between
 * @throws {RangeError} for entries that are not exactly the vault's: what is left out would be missed after the next unlock
 */
export async function write({ hash, table }, entries) {
  const order = [...entries]
  const rows = await rowsOf(table)
  if (rows.size !== order.length) throw new RangeError(`entries: expected ${rows.size}, found ${order.length}`)
  const [types, tags] = [new Places(), new Places()]
  const [texts, lines] = [new Runs(), new Runs()]
  const marks = new DataView(new ArrayBuffer(order.length * MARK))
  let done = 0
  for (const [at, entry] of order.entries()) {
    const kept = entry instanceof KeptItem ? entry.place : null
    // What is copied takes a tenth of the time.
    if ((done += kept ? 0.1 : 1) >= PIECE) done = await laterOn()
    writeMark(marks, at, {
      row: takeRow(rows, entry.id),
      flags: flagsOf(entry),
      type: types.of(entry.type),
      tags: tags.of(JSON.stringify(entry.tags)),
      created: entry.created,
      modified: entry.modified,
      text: kept ? texts.copy(kept.plain, kept.text) : texts.add(utf8(entry.text)),
      line: kept ? lines.copy(kept.plain, kept.line) : lines.add(utf8(JSON.stringify(entry.item))),
    })
  }
  const names = utf8(JSON.stringify({ types: types.all, tags: tags.all.map((list) => JSON.parse(list)) }))
  const front = [FORM, hash, u32(order.length), table, new Uint8Array(marks.buffer), u32(names.length), names]
  const whole = joined([...front, ...texts.parts, ...lines.parts])
  // Sealing begins with a copy of its own, which is another piece of work.
  if (order.length > PIECE) await laterOn()
  return whole
}

/**
 * @param {number} version
 * @param {Bytes} plain
 * @returns {Known & {order: KeptItem[]}}
 * @throws {TesseraError} `damaged`, also for one of an earlier form
 */
export function parse(version, plain) {
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength)
  const ends = plain.length >= FRONT && equal(plain.subarray(0, FORM.length), FORM)
  const count = ends ? view.getUint32(FRONT - COUNT) : 0
  const marks = FRONT + count * ROW
  const start = marks + count * MARK
  if (!ends || start + COUNT > plain.length) throw new TesseraError('damaged')
  const texts = start + COUNT + view.getUint32(start)
  if (texts > plain.length) throw new TesseraError('damaged')
  const table = plain.slice(FRONT, marks)
  const names = readNames(plain.subarray(start + COUNT, texts))
  const order = readItems(plain, table, {
    marks: new DataView(plain.buffer, plain.byteOffset + marks),
    count,
    names,
    texts,
  })
  const items = byId(order)
  if (items.size !== count) throw new TesseraError('damaged')
  return { version, hash: plain.slice(FORM.length, FRONT - COUNT), head: null, table, items, order }
}

/**
 * @param {Bytes} plain
 * @param {Bytes} table
 * @param {{marks: DataView, count: number, names: Names, texts: number}} parts `texts`: where they begin
 * @returns {KeptItem[]}
 */
function readItems(plain, table, { marks, count, names, texts }) {
  const ids = idsIn(table)
  const ends = { texts: new Uint32Array(count + 1), lines: new Uint32Array(count + 1) }
  const source = {
    plain,
    rows: new DataView(table.buffer),
    marks,
    names,
    texts: new Texts(plain, ends.texts),
    lines: new Texts(plain, ends.lines),
  }
  let [text, line] = [texts, 0]
  const order = ids.map((_, at) => {
    const place = readPlaces(marks, at)
    const id = ids[place.row]
    if (id === undefined || place.type >= names.types.length || place.tags >= names.tags.length)
      throw new TesseraError('damaged')
    ends.texts[at] = text
    ends.lines[at] = line
    text += place.text
    line += place.line
    return new KeptItem(id, source, at)
  })
  if (text + line !== plain.length) throw new TesseraError('damaged')
  ends.texts[count] = text
  ends.lines[count] = line
  for (let at = 0; at <= count; at += 1) ends.lines[at] += text
  return order
}

/** @param {Bytes} bytes @returns {Names} @throws {TesseraError | SyntaxError} for anything else */
function readNames(bytes) {
  const names = JSON.parse(new TextDecoder().decode(bytes))
  const isList = (/** @type {unknown} */ list) => Array.isArray(list) && list.every((one) => typeof one === 'string')
  const { types, tags } = isObject(names) ? names : { types: null, tags: null }
  if (!isList(types) || !Array.isArray(tags) || !tags.every(isList)) throw new TesseraError('damaged')
  return /** @type {Names} */ ({ types, tags })
}

/** @param {Bytes} table @returns {string[]} the items' ids, as the items spell them */
function idsIn(table) {
  const count = table.length / ROW
  // All at once takes a tenth of the time of each by itself.
  const filled = new Uint8Array((count * FILLED * 6) / 8)
  for (let at = 0; at < count; at += 1) filled.set(table.subarray(at * ROW, at * ROW + ID), (at * FILLED * 6) / 8)
  const text = toBase64(filled)
  return Array.from({ length: count }, (_, at) => text.slice(at * FILLED, at * FILLED + SPELT))
}

/** @param {Bytes} table @returns {Promise<Map<string, number>>} the row of each item */
async function rowsOf(table) {
  const rows = new Map()
  for (const [row, id] of idsIn(table).entries()) {
    rows.set(id, row)
    if (rows.size % (10 * PIECE) === 0) await laterOn()
  }
  return rows
}

/**
 * The row of an item, which nobody else has after that.
 * @param {Map<string, number>} rows
 * @param {string} id
 * @throws {RangeError}
 */
function takeRow(rows, id) {
  const row = rows.get(id)
  if (row === undefined) throw new RangeError('entries: expected each item of the vault once, found another')
  rows.delete(id)
  return row
}

/** Lets others have their turns. @returns {Promise<0>} */
function laterOn() {
  return new Promise((resolve) => setTimeout(resolve, 0, 0))
}

/** @param {readonly Bytes[]} parts more than a call takes arguments @returns {Bytes} */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Different texts, by the place at which each was first met. */
class Places {
  /** @type {Map<string, number>} */
  #places = new Map()

  /** @param {string} text @returns {number} */
  of(text) {
    const place = this.#places.get(text) ?? this.#places.size
    this.#places.set(text, place)
    return place
  }

  get all() {
    return [...this.#places.keys()]
  }
}

/** Bytes one after another, of which what lay together in another snapshot is copied together. */
class Runs {
  /** @type {Bytes[]} */
  parts = []
  /** @type {{plain: Bytes, from: number, to: number} | null} the last part, if it was copied */
  #run = null

  /** @param {Bytes} bytes @returns {number} their length */
  add(bytes) {
    this.#run = null
    this.parts.push(bytes)
    return bytes.length
  }

  /** @param {Bytes} plain @param {import('./texts.js').Span} span @returns {number} its length */
  copy(plain, { from, to }) {
    const goesOn = this.#run?.plain === plain && this.#run.to === from
    const run = goesOn && this.#run ? { ...this.#run, to } : { plain, from, to }
    if (goesOn) this.parts.pop()
    this.parts.push(plain.subarray(run.from, run.to))
    this.#run = run
    return to - from
  }
}
