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
import { KeptItem } from './kept.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('./listed.js').Listed} Listed */
/** @typedef {import('./verify.js').Known} Known */
/** @typedef {{types: string[], tags: string[][]}} Names */
/** @typedef {{row: number, flags: number, type: number, tags: number, created: number, modified: number, text: number, line: number}} Mark `type` and `tags` as places among the names; `text` and `line` are lengths */

const FORM = utf8('TSS2')
const ID = 16
const DIGEST = 32
const COUNT = 4
const FRONT = FORM.length + DIGEST + COUNT
// row, flags, type, tags, created, modified, text, line
const MARK = 4 + 1 + 4 + 4 + 8 + 8 + 4 + 4
const TRASHED = 1
const FAVORITE = 2
/** Items that are written at a time: some milliseconds. */
const PIECE = 500

/**
 * @param {Known} known
 * @param {Iterable<Listed>} entries its items in the order of their titles
 * @returns {Promise<Bytes>} of the vault as it was when this began; others get their turns in between
 */
export async function write({ hash, table }, entries) {
  const order = [...entries]
  const rows = new Map(idsIn(table).map((id, row) => [id, row]))
  const [types, tags] = [new Places(), new Places()]
  const [texts, lines] = [new Runs(), new Runs()]
  const marks = new DataView(new ArrayBuffer(order.length * MARK))
  let fresh = 0
  for (const [at, entry] of order.entries()) {
    const kept = entry instanceof KeptItem ? entry.place : null
    if (!kept && (fresh += 1) % PIECE === 0) await new Promise((resolve) => setTimeout(resolve))
    writeMark(marks, at * MARK, {
      row: /** @type {number} */ (rows.get(entry.id)),
      flags: (entry.trashed ? TRASHED : 0) | (entry.favorite ? FAVORITE : 0),
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
  return joined([...front, ...texts.parts, ...lines.parts])
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
  const order = readItems(plain, table, { marks, count, names, texts })
  const items = new Map(order.map((kept) => [kept.id, kept]))
  if (items.size !== count) throw new TesseraError('damaged')
  return { version, hash: plain.slice(FORM.length, FRONT - COUNT), head: null, table, items, order }
}

/**
 * @param {Bytes} plain
 * @param {Bytes} table
 * @param {{marks: number, count: number, names: Names, texts: number}} places where marks and texts begin
 * @returns {KeptItem[]}
 */
function readItems(plain, table, { marks, count, names, texts }) {
  const [view, rows] = [new DataView(plain.buffer, plain.byteOffset), new DataView(table.buffer)]
  const all = Array.from({ length: count }, (_, at) => readMark(view, marks + at * MARK))
  const ids = idsIn(table)
  let text = texts
  let line = all.reduce((end, mark) => end + mark.text, texts)
  const order = all.map((mark) => {
    const { row, flags, created, modified } = mark
    const [id, type, tags] = [ids[row], names.types[mark.type], names.tags[mark.tags]]
    if (id === undefined || type === undefined || tags === undefined) throw new TesseraError('damaged')
    const known = { id, revision: rows.getUint32(row * ROW + ID), type, tags, created, modified }
    const place = { plain, text: { from: text, to: text + mark.text }, line: { from: line, to: line + mark.line } }
    text = place.text.to
    line = place.line.to
    return new KeptItem({ ...known, trashed: (flags & TRASHED) !== 0, favorite: (flags & FAVORITE) !== 0 }, place)
  })
  if (line !== plain.length) throw new TesseraError('damaged')
  return order
}

/** @param {DataView} view @param {number} at @param {Mark} mark */
function writeMark(view, at, { row, flags, type, tags, created, modified, text, line }) {
  view.setUint32(at, row)
  view.setUint8(at + 4, flags)
  view.setUint32(at + 5, type)
  view.setUint32(at + 9, tags)
  view.setFloat64(at + 13, created)
  view.setFloat64(at + 21, modified)
  view.setUint32(at + 29, text)
  view.setUint32(at + 33, line)
}

/** @param {DataView} view @param {number} at @returns {Mark} */
function readMark(view, at) {
  return {
    row: view.getUint32(at),
    flags: view.getUint8(at + 4),
    type: view.getUint32(at + 5),
    tags: view.getUint32(at + 9),
    created: view.getFloat64(at + 13),
    modified: view.getFloat64(at + 21),
    text: view.getUint32(at + 29),
    line: view.getUint32(at + 33),
  }
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
  const ids = []
  for (let at = 0; at < table.length; at += ROW) ids.push(toBase64(table.subarray(at, at + ID)))
  return ids
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

  /** @param {Bytes} plain @param {import('./kept.js').Span} span @returns {number} its length */
  copy(plain, { from, to }) {
    const goesOn = this.#run?.plain === plain && this.#run.to === from
    const run = goesOn && this.#run ? { ...this.#run, to } : { plain, from, to }
    if (goesOn) this.parts.pop()
    this.parts.push(plain.subarray(run.from, run.to))
    this.#run = run
    return to - from
  }
}
