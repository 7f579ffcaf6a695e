/**
 * Pull and push: the vault as the server has it, verified, and changes to it, sealed and committed.
 *
 * The one place that moves the pin. It moves when a vault has been verified or a commit has been taken, never before.
 */
import { TesseraError } from '../errors.js'
import { equal, fromBase64, sha256, toBase64 } from '../crypto/bytes.js'
import { sealItem } from '../crypto/envelope.js'
import { ROW, rootOf, sealHead, withRows } from '../crypto/head.js'
import { fit } from './item.js'
import { merge } from './merge.js'
import { Opening } from './opening.js'
import { headsAfter, isBlocking, readPage, verify } from './verify.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../crypto/head.js').Head} Head */
/** @typedef {import('../account/keystore.js').Pin} Pin */
/** @typedef {import('../api/vault.js').Page} Page */
/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./verify.js').Keys} Keys */
/** @typedef {import('./verify.js').Known} Known */
/** @typedef {import('./verify.js').Served} Served */
/** @typedef {import('./verify.js').Verified} Verified */
/** @typedef {{pull: (pull: {since: number, headsAfter?: number, after?: string | null}) => Promise<Page>, commit: (commit: {base: number, head: string, items: {id: string, revision: number, blob: string}[]}) => Promise<{version: number}>}} Api */
/** @typedef {{readPin: (accountId: Bytes) => Promise<Pin | null>, advancePin: (accountId: Bytes, pin: Pin) => Promise<void>}} Pins */
/** @typedef {{item: Item, base: Item | null}} Change an item as it shall be, and the state that was changed; null for a new one */
/** @typedef {{id: Bytes, revision: number, item: Item, blob: Bytes, digest: Bytes}} Row an item as it is committed */
/** @typedef {{base: number, blob: Bytes, rows: Row[], verified: Verified}} Sealed a commit; `blob` is the head's, `verified` what it makes of the vault */
/** @typedef {{code: import('../errors.js').Code, detail: import('../errors.js').Detail, served: Served | null}} Block */

const TRIES = 5
/** Far above what a server keeps for an account: an answer that goes on for ever is none. */
const MOST_ITEMS = 1_000_000

export class Sync {
  /** @type {Known | null} */
  known
  /** @type {Block | null} */
  blocked = null
  #stopped = false
  /** @type {boolean | undefined} whether the pin was of a later generation when this began */
  #stale
  #keys
  #api
  #pins
  #onProgress
  #onAccept
  #now

  /**
   * @param {Keys} keys
   * @param {Known | null} known from a snapshot
   * @param {{api: Api, keystore: Pins, now: () => number, onAccept: (items: Item[]) => void, onProgress?: (done: number, total: number) => void}} parts
   *   `now` in ms; `onAccept` is given what changed in the same moment as `known`, also where a push fails afterwards
   */
  constructor(keys, known, { api, keystore, now, onAccept, onProgress = () => {} }) {
    this.#keys = keys
    this.known = known
    this.#api = api
    this.#pins = keystore
    this.#now = now
    this.#onAccept = onAccept
    this.#onProgress = onProgress
  }

  /**
   * Take in what is new on the server, after verifying all of it.
   * @returns {Promise<Item[]>} the items that changed
   * @throws {TesseraError} the block's code, at once and without asking the server, when the vault is blocked
   */
  async pull() {
    for (let tries = 1; ; tries += 1) {
      this.refuse()
      const pin = await this.#readPin()
      const opening = new Opening(this.#keys, { refuse: () => this.refuse(), onProgress: this.#onProgress })
      const served = await this.#fetch(pin, opening)
      const verified = await this.#blockUnless(served, () =>
        verify(this.#keys, this.known, pin, served, () => opening.all()),
      )
      if (await this.#advance(verified.head)) return this.#accept(verified)
      // Another tab pinned something newer while the server answered: this answer says nothing against the server.
      if (tries === TRIES) throw new TesseraError('conflict')
    }
  }

  /**
   * Seal, commit, and take the changes in. When another browser was first: pull, merge, seal anew.
   * @param {Change[]} changes at most 2,000
   * @returns {Promise<Set<string>>} ids of those that another browser had moved to the trash meanwhile: an edit beats that
   * @throws {TesseraError} `conflict` when others keep being first; `unreachable` and the like when it is not committed
   */
  async push(changes) {
    this.refuse()
    let wanted = changes.map((change) => ({ ...change, item: fit(change.item) }))
    /** @type {Set<string>} */
    const revived = new Set()
    if (!this.known?.head) {
      await this.pull()
      // They were made on a snapshot that others have gone on from.
      wanted = wanted.flatMap((change) => this.#rebase(change, revived))
    }
    for (let tries = 1; wanted.length > 0; tries += 1) {
      const sealed = await this.#seal(wanted)
      this.refuse()
      const refusal = await this.#commit(sealed)
      if (!refusal) {
        await this.#acceptOwn(sealed.verified)
        return revived
      }
      if (tries === TRIES) throw refusal
      await this.pull()
      if (this.#holds(sealed.rows)) return revived
      if (refusal.code !== 'conflict') throw refusal
      wanted = wanted.flatMap((change) => this.#rebase(change, revived))
    }
    return revived
  }

  /** Send nothing further: the vault is being closed. */
  stop() {
    this.#stopped = true
  }

  /** @throws {TesseraError} `locked` once stopped; the block's code when blocked */
  refuse() {
    if (this.#stopped) throw new TesseraError('locked')
    if (this.blocked) throw new TesseraError(this.blocked.code, this.blocked.detail)
  }

  /**
   * @returns {Promise<Pin | null>}
   * @throws {TesseraError} `key-replaced` when the pin has come to a later generation than these keys': another tab has
   *   replaced them, and is about to lock this one. A pin that was so from the start says that the server shows an old
   *   state: see `verify`.
   */
  async #readPin() {
    const pin = await this.#pins.readPin(this.#keys.accountId)
    const outgrown = pin !== null && pin.generation > this.#keys.generation
    this.#stale ??= outgrown
    if (outgrown && !this.#stale) throw new TesseraError('key-replaced')
    return pin
  }

  /**
   * All pages, the next of which is asked for before one is read.
   * @param {Pin | null} pin
   * @param {Opening} opening is given the items of each
   * @returns {Promise<Served>}
   */
  async #fetch(pin, opening) {
    const since = this.known?.version ?? 0
    const after = headsAfter(this.known, pin)
    const ask = after === undefined ? { since } : { since, headsAfter: after }
    /** @type {Map<string, Served['items'][number]>} of an item that comes twice, the later one */
    const items = new Map()
    this.refuse()
    for (let coming = this.#api.pull({ ...ask, after: null }), total = 0; ;) {
      const page = await coming
      this.refuse()
      if (page.next) coming = this.#api.pull({ ...ask, after: page.next })
      coming.catch(() => {}) // told by the next turn, unless there was something to tell before
      const served = await this.#blockUnless(null, async () => readPage(page))
      const its = new Map(served.items.map((item, at) => [/** @type {{id: string}} */ (page.items[at]).id, item]))
      opening.add(its, page.next ? page.left : 0)
      for (const [id, item] of its) items.set(id, item)
      if (!page.next) return { ...served, items: [...items.values()] }
      total += Math.max(1, served.items.length)
      if (total > MOST_ITEMS) throw new TesseraError('server-error')
    }
  }

  /**
   * @template Value
   * @param {Served | null} served kept for the owner to take out what verifies
   * @param {() => Promise<Value>} check
   * @returns {Promise<Value>}
   */
  async #blockUnless(served, check) {
    try {
      return await check()
    } catch (reason) {
      if (isBlocking(reason)) this.blocked = { code: reason.code, detail: reason.detail, served }
      throw reason
    }
  }

  /** @param {Head} head @returns {Promise<boolean>} false when another tab was further */
  async #advance({ version, hash }) {
    const { accountId, generation } = this.#keys
    try {
      await this.#pins.advancePin(accountId, { generation, version, head: hash })
      return true
    } catch (reason) {
      if (isBlocking(reason)) return false
      throw reason
    }
  }

  /** @param {Verified} verified @returns {Item[]} */
  #accept({ head, table, changed }) {
    const items = this.known?.items ?? new Map()
    for (const { revision, item } of changed) items.set(item.id, { revision, item })
    this.known = { version: head.version, hash: head.hash, head, table, items }
    const accepted = changed.map(({ item }) => item)
    this.#onAccept(accepted)
    return accepted
  }

  /** @param {Verified} verified of our own making */
  async #acceptOwn(verified) {
    const isFirst = await this.#advance(verified.head)
    // In one moment with the answer to whoever saved: what is told of the change in between would be shown before it.
    this.#accept(verified)
    if (!isFirst) await this.pull()
  }

  /** @param {Change[]} changes @returns {Promise<Sealed>} */
  async #seal(changes) {
    const known = /** @type {Known} */ (this.known)
    const { accountId, generation, vaultKey } = this.#keys
    const account = { accountId, generation }
    const rows = await Promise.all(
      changes.map(async ({ item }) => {
        const place = { id: fromBase64(item.id, 16), revision: (known.items.get(item.id)?.revision ?? 0) + 1 }
        const blob = await sealItem(vaultKey, account, place, item)
        return { ...place, item, blob, digest: await sha256(blob) }
      }),
    )
    const table = withRows(known.table, rows)
    const version = known.version + 1
    const date = Math.max(this.#now(), known.head?.date ?? 0)
    const summary = { date, previous: known.hash, root: await rootOf(table), count: table.length / ROW }
    const blob = await sealHead(vaultKey, { ...account, version }, summary)
    const head = { ...summary, version, hash: await sha256(blob) }
    return { base: known.version, blob, rows, verified: { head, table, changed: rows } }
  }

  /**
   * @param {Sealed} sealed
   * @returns {Promise<TesseraError | null>} why it was not taken, or perhaps not: an answer can get lost on its way
   */
  async #commit({ base, blob, rows }) {
    const items = rows.map((row) => ({ id: toBase64(row.id), revision: row.revision, blob: toBase64(row.blob) }))
    try {
      await this.#api.commit({ base, head: toBase64(blob), items })
      return null
    } catch (reason) {
      if (reason instanceof TesseraError && DOUBTFUL.has(reason.code)) return reason
      throw reason
    }
  }

  /**
   * Whether the vault has exactly these sealed items: then a commit whose answer got lost was taken after all.
   * @param {Row[]} rows
   */
  #holds(rows) {
    const { table } = /** @type {Known} */ (this.known)
    return equal(withRows(table, rows), table)
  }

  /**
   * The change on top of what another browser committed.
   * @param {Change} change
   * @param {Set<string>} revived to be added to
   * @returns {Change[]} none when they made the same change
   */
  #rebase({ item, base }, revived) {
    const theirs = this.known?.items.get(item.id)?.item ?? null
    if (!theirs || theirs === base) return [{ item, base }]
    const merged = merge(base, item, theirs)
    if (theirs.trashedAt !== null && merged.trashedAt === null) revived.add(item.id)
    return merged === theirs ? [] : [{ item: fit(merged), base: theirs }]
  }
}

/** After these the server may or may not have taken a commit; what stands there is pulled before it is tried again. */
const DOUBTFUL = new Set(['conflict', 'unreachable', 'server-error'])
