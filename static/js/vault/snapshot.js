/**
 * The snapshot: the verified vault in one sealed value, so that the next unlock opens one thing instead of thousands.
 * docs/formats.md §8. It is a cache: one that does not open, or is of another generation, is as good as none.
 */
import { TesseraError } from '../errors.js'
import { fromBase64, toBase64, utf8 } from '../crypto/bytes.js'
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
/** @typedef {[string, number, string, Item]} Line b64(item id), revision, b64(SHA(blob)), item */
/**
 * @typedef {object} Snapshots the part of the keystore that is used here
 * @property {(accountId: Bytes) => Promise<Snapshot | null>} readSnapshot
 * @property {(accountId: Bytes, snapshot: Snapshot) => Promise<void>} writeSnapshot
 * @property {(accountId: Bytes) => Promise<void>} dropSnapshot
 */

const ID = 16
const DIGEST = 32

/**
 * @param {Keys} keys
 * @param {Snapshots} keystore
 * @returns {Promise<Known | null>} without its head, which the next pull brings and checks
 */
export async function readSnapshot(keys, keystore) {
  const stored = await keystore.readSnapshot(keys.accountId)
  if (!stored || stored.generation !== keys.generation) return null
  const { accountId, generation, vaultKey } = keys
  try {
    const text = await openSnapshot(vaultKey, { accountId, generation, version: stored.version }, stored.sealed)
    return parse(stored.version, JSON.parse(new TextDecoder().decode(text)))
  } catch (reason) {
    if (!(reason instanceof TesseraError || reason instanceof SyntaxError)) throw reason
    await keystore.dropSnapshot(accountId)
    return null
  }
}

/**
 * @param {Keys} keys
 * @param {Known} known
 * @returns {Promise<Snapshot>}
 */
export async function makeSnapshot({ accountId, generation, vaultKey }, known) {
  const { version } = known
  const sealed = await sealSnapshot(vaultKey, { accountId, generation, version }, utf8(write(known)))
  return { generation, version, sealed }
}

/** @param {Known} known @returns {string} JSON, its lines in the order of the table */
function write({ hash, table, items }) {
  /** @type {Line[]} */
  const lines = []
  for (let at = 0; at < table.length; at += ROW) {
    const id = toBase64(table.subarray(at, at + ID))
    const { revision, item } = /** @type {Entry} */ (items.get(id))
    lines.push([id, revision, toBase64(table.subarray(at + ROW - DIGEST, at + ROW)), item])
  }
  return JSON.stringify({ heads: toBase64(hash), items: lines })
}

/**
 * @param {number} version
 * @param {unknown} json
 * @returns {Known}
 * @throws {TesseraError} `damaged`
 */
function parse(version, json) {
  if (!isObject(json) || typeof json['heads'] !== 'string' || !Array.isArray(json['items']))
    throw new TesseraError('damaged')
  /** @type {Line[]} */
  const lines = json['items']
  const table = new Uint8Array(lines.length * ROW)
  const view = new DataView(table.buffer)
  /** @type {Map<string, Entry>} */
  const items = new Map()
  lines.forEach(([id, revision, digest, item], index) => {
    if (!isItem(item) || item.id !== id) throw new TesseraError('damaged')
    const at = index * ROW
    table.set(fromBase64(id, ID), at)
    view.setUint32(at + ID, revision)
    table.set(fromBase64(digest, DIGEST), at + ROW - DIGEST)
    items.set(id, { revision, item })
  })
  return { version, hash: fromBase64(json['heads'], DIGEST), head: null, table, items }
}
