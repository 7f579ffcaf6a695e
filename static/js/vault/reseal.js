/**
 * The whole vault under the vault key to be, sent ahead page by page, and the head over it. docs/formats.md §2, §6, §7.
 *
 * What was sent is remembered: when another browser has changed something meanwhile, only that is sealed and sent again.
 */
import { concat, fromBase64, sha256, toBase64, u32, u64 } from '../crypto/bytes.js'
import { sealItem } from '../crypto/envelope.js'
import { ROW, rootOf, sealHead, withRows } from '../crypto/head.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../api/vault.js').ItemBlob} ItemBlob */
/** @typedef {import('./verify.js').Entry} Entry */
/** @typedef {import('./verify.js').Keys} Keys */
/** @typedef {import('./verify.js').Known} Known */
/** @typedef {import('../crypto/head.js').Row & {blob: Bytes}} Row */
/**
 * @typedef {object} Options
 * @property {(items: ItemBlob[]) => Promise<void>} send at most as much as the server takes at once
 * @property {() => boolean} isStopped asked between two batches
 * @property {(done: number, total: number) => void} onProgress
 */

/** Enough calls in flight to keep the engine's threads busy, few enough to be stopped between and to show progress. */
const BATCH = 500
const ITEMS_A_PAGE = 2000
const BYTES_A_PAGE = 7 * 1024 * 1024

export class Reseal {
  #keys
  #options
  /** The rows under the root to be (§7), of what was sent. */
  #table = new Uint8Array(0)
  /** @type {Map<string, number>} by b64 of the id, the revision in the present vault that was sealed anew */
  #sent = new Map()

  /**
   * @param {Keys} keys of the generation to be
   * @param {Options} options
   */
  constructor(keys, options) {
    this.#keys = keys
    this.#options = options
  }

  /**
   * Seal and send whatever has not been, or has changed since.
   * @param {Known} known the newest of the vault
   * @returns {Promise<boolean>} false when it was stopped
   */
  async bring(known) {
    const due = [...known.items].filter(([id, { revision }]) => this.#sent.get(id) !== revision)
    const total = due.length
    /** @type {Row[]} */
    let page = []
    for (let at = 0; at < total; at += BATCH) {
      if (this.#options.isStopped()) return false
      const rows = await Promise.all(due.slice(at, at + BATCH).map(([id, entry]) => this.#seal(id, entry)))
      page = await this.#sendFull([...page, ...rows])
      this.#options.onProgress(Math.min(at + BATCH, total) - page.length, total)
    }
    if (this.#options.isStopped()) return false
    if (page.length > 0) await this.#send(page)
    this.#options.onProgress(total, total)
    return true
  }

  /**
   * The vault as it will be, and the head that says so.
   * @param {Known} known that all of which was brought
   * @param {number} now in ms
   */
  async summary(known, now) {
    const { accountId, generation, vaultKey } = this.#keys
    const table = this.#table
    const version = known.version + 1
    const root = await rootOf(table)
    const date = Math.max(now, known.head?.date ?? 0)
    const summary = { date, previous: known.hash, root, count: table.length / ROW }
    const blob = await sealHead(vaultKey, { accountId, generation, version }, summary)
    return { base: known.version, version, root, blob, hash: await sha256(blob), table }
  }

  /**
   * @param {string} id
   * @param {Entry} entry
   * @returns {Promise<Row>}
   */
  async #seal(id, { revision, item }) {
    const place = { id: fromBase64(id, 16), revision: revision + 1 }
    const blob = await sealItem(this.#keys.vaultKey, this.#keys, place, item)
    return { ...place, blob, digest: await sha256(blob) }
  }

  /**
   * @param {Row[]} rows
   * @returns {Promise<Row[]>} those that do not fill a page yet
   */
  async #sendFull(rows) {
    let rest = rows
    for (let count = fitting(rest); count < rest.length; count = fitting(rest)) {
      await this.#send(rest.slice(0, count))
      rest = rest.slice(count)
    }
    return rest
  }

  /** @param {Row[]} rows */
  async #send(rows) {
    await this.#options.send(
      rows.map(({ id, revision, blob }) => ({ id: toBase64(id), revision, blob: toBase64(blob) })),
    )
    this.#table = withRows(this.#table, rows)
    for (const { id, revision } of rows) this.#sent.set(toBase64(id), revision - 1)
  }
}

/**
 * @param {readonly Row[]} rows
 * @returns {number} how many of the first go into one page; at least one
 */
function fitting(rows) {
  let room = BYTES_A_PAGE
  const over = rows.findIndex(({ blob }, at) => {
    room -= blob.length
    return at > 0 && (room < 0 || at >= ITEMS_A_PAGE)
  })
  return over === -1 ? rows.length : over
}

/**
 * What the swap is signed over (§4).
 * @param {number} generation the one that begins with it
 * @param {{base: number, root: Bytes, blob: Bytes}} vault `blob` is the head's
 * @param {import('../account/successor.js').Sealed} sealed
 * @param {string} copyId b64
 * @returns {Bytes}
 */
export function swapBody(generation, { base, root, blob }, sealed, copyId) {
  const { proofKey, keyset, carrierRecord, former } = sealed
  const place = concat(u32(generation), u64(base), root)
  return concat(place, proofKey, keyset, carrierRecord, blob, former, fromBase64(copyId, 16))
}
