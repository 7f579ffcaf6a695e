/**
 * The snapshot: the verified vault in one sealed value, so that the next unlock opens one thing instead of thousands.
 * docs/formats.md §8. It is a cache: one that does not open, or is of another generation, is as good as none.
 */
import { TesseraError } from '../errors.js'
import { concat, equal, toBase64, u32, utf8 } from '../crypto/bytes.js'
import { openSnapshot, sealSnapshot } from '../crypto/envelope.js'
import { ROW } from '../crypto/head.js'
import { isItem } from './item.js'
import { isObject } from './json.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../account/keystore.js').Snapshot} Snapshot */
/** @typedef {import('./verify.js').Keys} Keys */
/** @typedef {import('./verify.js').Known} Known */
/** @typedef {import('./verify.js').Entry} Entry */
/** @typedef {import('./item.js').Item} Item */
/** @typedef {Known & {order: KeptItem[]}} Taken */
/**
 * @typedef {object} Snapshots the part of the keystore that is used here
 * @property {(accountId: Bytes) => Promise<Snapshot | null>} readSnapshot
 * @property {(accountId: Bytes, snapshot: Snapshot) => Promise<void>} writeSnapshot
 * @property {(accountId: Bytes) => Promise<void>} dropSnapshot
 */

const ID = 16
const DIGEST = 32
const COUNT = 4
// Of each item in the order of titles: its row, and whether it is in the trash.
const PLACE = 4
const MARK = PLACE + 1
const BREAK = '\n'

/**
 * @param {Keys} keys
 * @param {Snapshots} keystore
 * @param {Promise<Snapshot | null>} [fetched] as it was fetched while there was no key yet
 * @returns {Promise<Taken | null>} without its head, which the next pull brings and checks; its
 *   items also in the order of their titles
 */
export async function readSnapshot(keys, keystore, fetched = keystore.readSnapshot(keys.accountId)) {
  const stored = await fetched
  const { accountId, generation, vaultKey } = keys
  // From before a replacement of the Account Key: nothing opens it any more.
  if (stored && stored.generation < generation) await keystore.dropSnapshot(accountId)
  if (stored?.generation !== generation) return null
  try {
    const plain = await openSnapshot(vaultKey, { accountId, generation, version: stored.version }, stored.sealed)
    return parse(stored.version, plain)
  } catch (reason) {
    if (!(reason instanceof TesseraError || reason instanceof SyntaxError)) throw reason
    await keystore.dropSnapshot(accountId)
    return null
  }
}

/**
 * Whether a snapshot may be gone on from. One that this browser did not take on its way to the pin is of no use; one
 * from behind the pin is held against the chain of heads.
 * @param {Known} known
 * @param {import('../account/keystore.js').Pin} pin
 */
export function fits(known, pin) {
  return known.version < pin.version || (known.version === pin.version && equal(known.hash, pin.head))
}

/**
 * @param {Keys} keys
 * @param {Known} known
 * @param {Iterable<{id: string, trashed: boolean}>} order its items in the order of their titles
 * @returns {Promise<Snapshot>}
 */
export async function makeSnapshot({ accountId, generation, vaultKey }, known, order) {
  const { version } = known
  const sealed = await sealSnapshot(vaultKey, { accountId, generation, version }, write(known, [...order]))
  return { generation, version, sealed }
}

/**
 * A browser without room for the snapshot opens the vault from the server next time.
 * @param {unknown} reason
 */
export function unlessStorage(reason) {
  if (!(reason instanceof DOMException)) throw reason
}

/**
 * @param {Known} known
 * @param {{id: string, trashed: boolean}[]} order
 * @returns {Bytes}
 */
function write({ hash, table, items }, order) {
  const rows = new Map(idsIn(table).map((id, row) => [id, row]))
  const marks = new Uint8Array(order.length * MARK)
  const view = new DataView(marks.buffer)
  const lines = order.map(({ id, trashed }, at) => {
    view.setUint32(at * MARK, /** @type {number} */ (rows.get(id)))
    view.setUint8(at * MARK + PLACE, Number(trashed))
    return JSON.stringify(/** @type {Entry} */ (items.get(id)).item)
  })
  return concat(hash, u32(rows.size), table, marks, utf8(lines.join(BREAK)))
}

/**
 * @param {number} version
 * @param {Bytes} plain
 * @returns {Taken}
 * @throws {TesseraError} `damaged`
 */
function parse(version, plain) {
  const view = new DataView(plain.buffer, plain.byteOffset, plain.byteLength)
  if (plain.length < DIGEST + COUNT) throw new TesseraError('damaged')
  const count = view.getUint32(DIGEST)
  const marks = DIGEST + COUNT + count * ROW
  const text = marks + count * MARK
  if (text > plain.length) throw new TesseraError('damaged')
  const table = plain.slice(DIGEST + COUNT, marks)
  const lines = count === 0 ? [] : new TextDecoder().decode(plain.subarray(text)).split(BREAK)
  if (lines.length !== count) throw new TesseraError('damaged')
  const ids = idsIn(table)
  const order = lines.map((line, at) => {
    const row = view.getUint32(marks + at * MARK)
    const id = ids[row]
    if (id === undefined) throw new TesseraError('damaged')
    const revision = view.getUint32(DIGEST + COUNT + row * ROW + ID)
    return new KeptItem({ id, revision, trashed: view.getUint8(marks + at * MARK + PLACE) === 1, line })
  })
  const items = new Map(order.map((kept) => [kept.id, kept]))
  if (items.size !== count) throw new TesseraError('damaged')
  return { version, hash: plain.slice(0, DIGEST), head: null, table, items, order }
}

/** @param {Bytes} table @returns {string[]} the items' ids, as the items spell them */
function idsIn(table) {
  const ids = []
  for (let at = 0; at < table.length; at += ROW) ids.push(toBase64(table.subarray(at, at + ID)))
  return ids
}

/** An item of the snapshot, which is read when it is first looked at: reading all of them takes longer than showing some. */
class KeptItem {
  #line
  /** @type {Item | null} */
  #item = null

  /** @param {{id: string, revision: number, trashed: boolean, line: string}} parts `line` is its JSON */
  constructor({ id, revision, trashed, line }) {
    this.id = id
    this.revision = revision
    this.trashed = trashed
    this.#line = line
  }

  /** @throws {TesseraError} `item-damaged` for a line that is no item: this program has written it, and sealed it */
  get item() {
    this.#item ??= this.#read()
    return this.#item
  }

  #read() {
    const item = JSON.parse(this.#line)
    this.#line = ''
    if (!isObject(item) || !isItem(item) || item.id !== this.id) throw new TesseraError('item-damaged')
    return item
  }
}
