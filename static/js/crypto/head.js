/**
 * The vault head: one sealed summary of the whole vault at each version, each naming the one before.
 * docs/formats.md §7.
 *
 * The list under the root is a table: one byte string of 52-byte rows `item id[16] | revision u32 | SHA(blob)[32]`,
 * sorted by item id, so that 100,000 items are 5.2 MB and one hash.
 */
import { TesseraError, expectBytes } from '../errors.js'
import { compare, concat, equal, sha256, u32, u64 } from './bytes.js'
import { versionContext } from './contexts.js'
import { openFixed, seal } from './envelope.js'
import { withKeys } from './generations.js'
import { LABELS } from './labels.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {import('./envelope.js').Key} Key */
/** @typedef {import('./envelope.js').Account} Account */
/** @typedef {{date: number, previous: Bytes, root: Bytes, count: number}} Summary `date` in ms since 1970 */
/** @typedef {{generation: number, version: number, hash: Bytes}} Pin the newest head that this browser accepted; `hash` is SHA(blob) */
/** @typedef {import('./generations.js').SealedHead} SealedHead */
/** @typedef {import('./generations.js').KeyedHead} KeyedHead */
/** @typedef {{version: number, hash: Bytes}} Link */
/** @typedef {Summary & Link} Head */
/** @typedef {{id: Bytes, revision: number, digest: Bytes}} Row `digest` is SHA(the item's blob) */

/** Bytes of a row of the table. */
export const ROW = 52
const ID = 16
const PLAINTEXT = 76
const BATCH = 500

/**
 * What the head of version 1 says: an empty vault, after no other head.
 * @param {number} date ms since 1970
 * @returns {Promise<Summary>}
 */
export async function firstSummary(date) {
  return { date, previous: new Uint8Array(32), root: await rootOf(new Uint8Array(0)), count: 0 }
}

/**
 * @param {Key} vaultKey VK
 * @param {Account & {version: number}} place
 * @param {Summary} summary
 * @returns {Promise<Bytes>} 141 bytes
 */
export async function sealHead(vaultKey, place, { date, previous, root, count }) {
  expectBytes('previous', previous, 32)
  expectBytes('root', root, 32)
  return seal(vaultKey, LABELS.head, versionContext(place), concat(u64(date), previous, root, u32(count)))
}

/**
 * @param {Key} vaultKey VK
 * @param {Account & {version: number}} place
 * @param {Bytes} blob
 * @returns {Promise<Summary>}
 * @throws {TesseraError} `cannot-open`
 */
export async function openHead(vaultKey, place, blob) {
  const plain = await openFixed(PLAINTEXT, vaultKey, LABELS.head, versionContext(place), blob)
  const view = new DataView(plain.buffer)
  const date = Number(view.getBigUint64(0))
  if (!Number.isSafeInteger(date)) throw new TesseraError('cannot-open')
  return { date, previous: plain.slice(8, 40), root: plain.slice(40, 72), count: view.getUint32(72) }
}

/**
 * Follow the heads from this browser's pin to the newest, before anything that came with them is used; over
 * generations, too.
 *
 * Without a pin any run is taken: all that a new browser can do is to show the date and the count.
 * @param {Key} vaultKey VK
 * @param {Account} account
 * @param {Pin | null} pin
 * @param {{version: number, heads: readonly SealedHead[]}} served the server's version, and its heads after the pin in order
 * @returns {Promise<Head | null>} the newest; null if there is none after the pin. It becomes the pin, by `pinOf`, once
 *   the table has been checked
 * @throws {TesseraError} `vault-rolled-back`: older than the pin. `vault-forked`: heads that do not continue the pinned
 *   one, one another, or up to the server's version. `vault-mismatch`: a head that does not open, or none at all
 */
export async function follow(vaultKey, account, pin, { version, heads }) {
  if (pin && (account.generation < pin.generation || version < pin.version)) throw new TesseraError('vault-rolled-back')
  if (!pin && heads.length === 0) throw new TesseraError('vault-mismatch')
  const keyed = await withKeys(vaultKey, account, heads)
  /** @type {Link | null} */
  let before = pin
  /** @type {Head | null} */
  let newest = null
  for (let at = 0; at < keyed.length; at += BATCH) {
    const batch = keyed.slice(at, at + BATCH)
    for (const head of await Promise.all(batch.map((one) => readHead(account, one)))) {
      refuseFork(before, head)
      before = newest = head
    }
  }
  if (before?.version !== version) throw new TesseraError('vault-forked', { version })
  return newest
}

/**
 * Open the pinned head itself: a browser that lost its snapshot needs its root although nothing is new.
 * @param {Account} account
 * @param {Pin} pin
 * @param {KeyedHead} head
 * @returns {Promise<Head>}
 * @throws {TesseraError} `vault-forked`: another head than was pinned. `vault-mismatch`: it does not open
 */
export async function openPinned(account, pin, head) {
  const same = head.version === pin.version && equal(await sha256(head.blob), pin.hash)
  if (!same) throw new TesseraError('vault-forked', { version: pin.version })
  return readHead(account, head)
}

/**
 * The pin that remembers a head.
 * @param {Account} account
 * @param {Head} head that was followed to, and whose table was checked
 * @returns {Pin}
 */
export function pinOf({ generation }, { version, hash }) {
  return { generation, version, hash }
}

/**
 * Insist that a table is the one under a head.
 * @param {Summary} head
 * @param {Bytes} table
 * @returns {Promise<void>}
 * @throws {TesseraError} `vault-mismatch`: items were dropped, added, swapped or put back to an earlier revision
 */
export async function checkTable(head, table) {
  const same = head.count === table.length / ROW && equal(head.root, await rootOf(table))
  if (!same) throw new TesseraError('vault-mismatch')
}

/**
 * @param {Bytes} table sorted by item id, no id twice
 * @returns {Promise<Bytes>} the root, 32 bytes
 * @throws {TypeError} for a table that is not one
 */
export async function rootOf(table) {
  expectBytes('table', table)
  if (table.length % ROW !== 0) throw new TypeError(`table: expected rows of ${ROW} bytes, found ${table.length} bytes`)
  for (let at = ROW; at < table.length; at += ROW) {
    if (compareIds(table, at - ROW, table, at) >= 0) throw new TypeError('table: expected ids in order, found disorder')
  }
  return sha256(table)
}

/**
 * Put rows into a table: a row of a known id replaces the old one.
 * @param {Bytes} table sorted; an empty byte string for an empty vault
 * @param {readonly Row[]} rows in any order
 * @returns {Bytes} a new sorted table
 * @throws {TesseraError} `vault-mismatch` for rows that name an id twice, as only a dishonest server's would
 */
export function withRows(table, rows) {
  const added = rows.map(rowOf).sort(compare)
  refuseTwice(added)
  const merged = new Uint8Array(table.length + added.length * ROW)
  let from = 0
  let to = 0
  for (const row of added) {
    const until = seek(table, from, row)
    merged.set(table.subarray(from, until), to)
    to += until - from
    merged.set(row, to)
    to += ROW
    from = until < table.length && compareIds(table, until, row, 0) === 0 ? until + ROW : until
  }
  merged.set(table.subarray(from), to)
  return merged.slice(0, to + table.length - from)
}

/**
 * @param {Row} row
 * @returns {Bytes} 52 bytes
 */
function rowOf({ id, revision, digest }) {
  expectBytes('id', id, ID)
  expectBytes('digest', digest, 32)
  return concat(id, u32(revision), digest)
}

/**
 * @param {readonly Bytes[]} sorted rows
 * @throws {TesseraError} `vault-mismatch`
 */
function refuseTwice(sorted) {
  const twice = sorted.some((row, i) => i > 0 && compareIds(/** @type {Bytes} */ (sorted[i - 1]), 0, row, 0) === 0)
  if (twice) throw new TesseraError('vault-mismatch')
}

/**
 * The first row from an offset on whose id is not below the given row's.
 * @param {Bytes} table
 * @param {number} from offset in bytes
 * @param {Bytes} row
 * @returns {number} offset in bytes, the table's length if there is none
 */
function seek(table, from, row) {
  let low = from / ROW
  let high = table.length / ROW
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareIds(table, middle * ROW, row, 0) < 0) low = middle + 1
    else high = middle
  }
  return low * ROW
}

/**
 * @param {Bytes} a
 * @param {number} atA
 * @param {Bytes} b
 * @param {number} atB
 * @returns {number} below, at or above 0
 */
function compareIds(a, atA, b, atB) {
  for (let i = 0; i < ID; i += 1) {
    const difference = /** @type {number} */ (a[atA + i]) - /** @type {number} */ (b[atB + i])
    if (difference !== 0) return difference
  }
  return 0
}

/**
 * @param {Link | null} before the pinned head or the one just followed; null for the first that a new browser gets
 * @param {Head} head
 * @throws {TesseraError} `vault-forked`
 */
function refuseFork(before, { version, previous }) {
  const continues = before
    ? version === before.version + 1 && equal(previous, before.hash)
    : version !== 1 || equal(previous, new Uint8Array(32))
  if (!continues) throw new TesseraError('vault-forked', { version })
}

/**
 * @param {Account} account
 * @param {KeyedHead} sealed
 * @returns {Promise<Head>}
 * @throws {TesseraError} `vault-mismatch`
 */
async function readHead({ accountId }, { version, blob, key, generation }) {
  try {
    const place = { accountId, generation, version }
    const [hash, summary] = await Promise.all([sha256(blob), openHead(key, place, blob)])
    return { ...summary, version, hash }
  } catch (reason) {
    // In a run of heads that a server sent, one that does not open is the server's doing.
    if (reason instanceof TesseraError) throw new TesseraError('vault-mismatch', { version })
    throw reason
  }
}
