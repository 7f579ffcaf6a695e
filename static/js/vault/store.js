/**
 * The open vault: its items, one change at a time, and the snapshot that is kept of it.
 *
 * What is shown is what was verified. A change is shown when the server has taken it; one that fails leaves nothing.
 */
import { TesseraError } from '../errors.js'
import { createTurns } from '../account/inturn.js'
import { Ahead } from './ahead.js'
import { Search } from './search.js'
import { fits, makeSnapshot, readSnapshot, unlessStorage } from './snapshot.js'
import { Sync } from './sync.js'
import { isErased } from './trash.js'
import { salvage } from './verify.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./undo.js').Change} Change */
/** @typedef {import('./search.js').Asked} Asked */
/** @typedef {import('./search.js').Wanted} Wanted */
/** @typedef {import('./verify.js').Keys} Keys */
/** @typedef {import('./verify.js').Known} Known */
/** @typedef {import('./sync.js').Api} Api */
/** @typedef {import('../account/keystore.js').Pin} Pin */
/** @typedef {import('./sync.js').Pins & import('./snapshot.js').Snapshots} Keystore */
/** @typedef {(event: 'changed' | 'progress', detail: object) => void} Emit */
/** @typedef {{api: Api, keystore: Keystore, emit: Emit, now: () => number, pause: number}} Parts `now` in ms; `pause` before a snapshot is written, in ms */

/** Fewer items open faster than a progress bar can be drawn, and are not worth a second reading of their snapshot. */
const MANY = 1000

export class Store {
  #keys
  #parts
  #sync
  #pin
  #search = new Search()
  #turns = createTurns()
  /** @type {Promise<{version: number}> | null} */
  #pulling = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  #open = true
  /** Items that came since the snapshot that this vault was taken from. */
  #loose = 0
  #ahead = new Ahead(() => (this.#open ? this.#search : null))

  /**
   * @param {Keys} keys
   * @param {import('./snapshot.js').Taken | null} known
   * @param {Pin | null} pin when it was opened
   * @param {Parts} parts
   */
  constructor(keys, known, pin, parts) {
    this.#keys = keys
    this.#parts = parts
    this.#pin = pin
    const { api, keystore, now } = parts
    const told = { onProgress: this.#tell.bind(this), onAccept: this.#take.bind(this) }
    this.#sync = new Sync(keys, known, { api, keystore, now, ...told })
    if (known) this.#search.fill(known.order)
  }

  /**
   * The vault as far as this browser has it by itself.
   * @param {Keys} keys
   * @param {Parts} parts
   * @param {Promise<import('../account/keystore.js').Snapshot | null>} [fetched] the snapshot, if it is on its way
   */
  static async load(keys, parts, fetched) {
    const { keystore } = parts
    const [known, pin] = await Promise.all([readSnapshot(keys, keystore, fetched), keystore.readPin(keys.accountId)])
    return new Store(keys, known && pin && fits(known, pin) ? known : null, pin, parts)
  }

  /**
   * Go on from there: at once if the snapshot is as new as the pin, with the server's answer else. Also a vault that
   * turns out blocked is open: its owner can still take out what verifies.
   * @throws {TesseraError} `unreachable` and the like when the server has to be asked and does not answer
   */
  async start() {
    const isNewest = this.#sync.known !== null && this.#sync.known.version === this.#pin?.version
    const pulled = this.sync().catch((reason) => {
      // A snapshot can be shown without a server. Whoever asks to sync next meets the failure again, and is told.
      if (!isNewest && !this.#sync.blocked) throw reason
    })
    if (!isNewest) await pulled
    this.#ahead.opened()
  }

  /** Settled when every item has been read ahead. @returns {Promise<void>} */
  get read() {
    return this.#ahead.done
  }

  /** @param {Wanted} wanted */
  list(wanted) {
    this.#ahead.listed()
    return this.#search.list(wanted)
  }

  shelves() {
    return this.#search.shelves()
  }

  /** Learn which items are weak. @param {(id: string) => boolean} weak */
  mark(weak) {
    this.#search.mark(weak)
  }

  /** @param {Asked & {id: string}} asked */
  indexOf(asked) {
    return this.#search.indexOf(asked)
  }

  /** @param {Asked & {text: string, from: number}} asked */
  nextTitle(asked) {
    return this.#search.nextTitle(asked)
  }

  /** @returns {readonly import('./listed.js').Listed[]} everything, what no list shows too, in the order of titles */
  listed() {
    return this.#search.inOrder()
  }

  /**
   * @param {string} id
   * @returns {Item | null} null for one that is not there, or was deleted for good
   */
  find(id) {
    const item = this.#sync.known?.items.get(id)?.item ?? null
    return item && isErased(item) ? null : item
  }

  /** @param {string} id @returns {Item} @throws {TesseraError} `not-found` */
  item(id) {
    const item = this.find(id)
    if (!item) throw new TesseraError('not-found')
    return item
  }

  /** @returns {Promise<{version: number}>} callers at the same time share one pull */
  sync() {
    this.#pulling ??= this.#inTurn(() => this.#pull())
    return this.#pulling
  }

  vaultInfo() {
    const { known, blocked } = this.#sync
    const { all, trash } = this.#search.shelves()
    return {
      version: known?.version ?? 0,
      count: all + trash,
      date: known?.head?.date ?? null,
      pinned: this.#pin !== null,
      blocked: blocked && { code: blocked.code },
    }
  }

  /** @returns {Promise<string>} JSON of every item that opens under its own id and revision, also of a blocked vault */
  async exportVerified() {
    const { known, blocked } = this.#sync
    const found = await salvage(this.#keys, known, blocked?.served?.items ?? [])
    const items = found.filter((item) => !isErased(item))
    return JSON.stringify({ exportedAt: new Date(this.#parts.now()).toISOString(), items }, null, 2)
  }

  /** Write the snapshot now if it is due: before the vault is locked. */
  async flush() {
    if (this.#timer === undefined) return
    clearTimeout(this.#timer)
    this.#timer = undefined
    const { known, blocked } = this.#sync
    if (!known || blocked) return
    const { snapshot, taken } = await makeSnapshot(this.#keys, known, this.#search.inOrder())
    // A browser that was revoked meanwhile has wiped its snapshot, and shall not have it again.
    if (this.#open) await this.#parts.keystore.writeSnapshot(this.#keys.accountId, snapshot)
    if (this.#loose > MANY) await this.#turns(async () => this.#goOnFrom(known, taken))
  }

  /**
   * Thousands of items that were opened one by one take several times the room of their snapshot, and have to be written
   * anew into the next one.
   * @param {Known} known of which the snapshot was made
   * @param {() => import('./snapshot.js').Taken} taken
   */
  #goOnFrom(known, taken) {
    if (!this.#open || this.#sync.known !== known) return
    const { order, ...same } = taken()
    this.#loose = 0
    this.#sync.known = same
    this.#search.fill(order)
    this.#ahead.words()
  }

  /** Forget everything. A snapshot that was due is not written: see `flush`. */
  close() {
    this.#open = false
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#search = new Search()
    this.#sync.stop()
  }

  async #pull() {
    this.#pulling = null
    const { known } = this.#sync
    try {
      const changed = await this.#sync.pull()
      this.#sync.refuse()
      // A vault out of its snapshot has no date before its head has come.
      if (changed.length === 0 && !known?.head) this.#parts.emit('changed', { version: this.#sync.known?.version })
    } catch (reason) {
      if (this.#sync.blocked) this.#parts.emit('changed', {})
      throw reason
    }
    return { version: this.#sync.known?.version ?? 0 }
  }

  /** Every item by its id, to be read when it is looked at. @throws {TesseraError} the block's code */
  entries() {
    this.#sync.refuse()
    return this.#sync.known?.items ?? new Map()
  }

  /** The whole verified vault, trash and histories included. @throws {TesseraError} the block's code */
  content() {
    const items = Array.from(this.entries().values(), ({ item }) => item)
    return { version: this.#sync.known?.version ?? 0, items: items.filter((item) => !isErased(item)) }
  }

  /**
   * Commit changes of many items at once, on top of what they are by then.
   * @param {(at: (id: string) => Item | null, now: number) => Item[]} act what to make of them: at most 2,000 items and
   *   7 MiB; `now` in seconds since 1970
   * @returns {Promise<Change[]>} what was made of each, before other browsers' changes were merged into it
   */
  async changeAll(act) {
    return this.#inTurn(async () => {
      this.#sync.refuse()
      const at = (/** @type {string} */ id) => this.#sync.known?.items.get(id)?.item ?? null
      const changes = act(at, Math.floor(this.#parts.now() / 1000)).map((item) => ({ item, base: at(item.id) }))
      const revived = changes.length > 0 ? await this.#sync.push(changes) : null
      this.#sync.refuse()
      return changes.map(({ item, base }) => ({ before: base, after: item, revived: revived?.has(item.id) ?? false }))
    })
  }

  /**
   * Work on the newest version of the verified vault, with no change of this browser's in between.
   * @template Value
   * @param {(known: Known, order: readonly import('./listed.js').Listed[]) => Promise<Value>} work
   * @returns {Promise<Value>}
   */
  async withNewest(work) {
    return this.#inTurn(async () => {
      await this.#pull()
      return work(/** @type {Known} */ (this.#sync.known), this.#search.inOrder())
    })
  }

  /**
   * One after the other, and nothing more once the vault is closed.
   * @template Value
   * @param {() => Promise<Value>} work
   * @returns {Promise<Value>}
   */
  #inTurn(work) {
    return this.#turns(async () => {
      if (!this.#open) throw new TesseraError('locked')
      return work()
    })
  }

  /** In the same moment as the verified vault: a snapshot is written of both. @param {Item[]} changed */
  #take(changed) {
    if (!this.#open || changed.length === 0) return
    this.#loose += changed.length
    this.#search.put(changed)
    this.#parts.emit('changed', { version: this.#sync.known?.version })
    // Each time all of it is written: of 100,000 items 90 MB, which wait for more changes than one.
    const many = this.#loose > MANY ? 1 : Math.max(1, this.#search.shelves().all / 10_000)
    this.#timer ??= setTimeout(() => void this.flush().catch(unlessStorage), many * this.#parts.pause)
  }

  /** @param {number} done @param {number} total */
  #tell(done, total) {
    if (total >= MANY) this.#parts.emit('progress', { what: 'opening', done, total })
  }
}
