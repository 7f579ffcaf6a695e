/**
 * The only holder of open keys. `lock()` zeroes and drops them; nothing else keeps a reference.
 *
 * A session is in one of three states, and who it belongs to outlives all of them:
 * - *closed*: no key
 * - *entering*: the password has been hashed (M), the Account Key is not here yet, or not yet accepted
 * - *open*: AK, VK, CS and the proof key. M has gone: nothing that comes later needs it.
 *
 * A flow takes a `turn` when it begins and shows it when it hands keys over. A lock in between makes the turn void, so
 * that a slow answer cannot open what was locked meanwhile.
 */
import { TesseraError } from '../errors.js'
import { equal, zero } from '../crypto/bytes.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {{readonly email: string, readonly accountId: Bytes}} Identity */
/**
 * @typedef {object} Entry a sign-in or sign-up under way
 * @property {string} email
 * @property {Bytes} passwordHash M
 * @property {Bytes | null} [rowToken] of this browser, where the account knows it
 * @property {Bytes} salt S, which M was derived with
 */
/**
 * @typedef {object} OpenKeys
 * @property {Bytes} accountKey AK
 * @property {Bytes} carrierSecret CS
 * @property {CryptoKey} vaultKey VK, as `importKey` holds it: it seals and opens, and does not come out again
 * @property {CryptoKey} proofKey the private half, which does not come out either
 */
/**
 * @typedef {object} Standing what the server said of the account when it was opened
 * @property {number} generation
 * @property {string} browserId
 * @property {boolean} keyTaken whether a key copy exists outside the browsers
 * @property {Bytes} salt S of the account password, as it was used; a change of password or address puts the new one here
 * @property {Bytes} keyset the one that both secrets opened; likewise
 * @property {string} [kit] the key string recorded as a printed kit since the vault was opened
 * @property {Map<string, string>} [made] key strings made since then, sealed, by copy id (base64url): a copy that is proved
 *   later has to be the same
 */
/** @typedef {OpenKeys & Standing & {successor?: import('./successor.js').Successor}} Opened `successor` while the Account Key is being replaced */

export class Session {
  /** @type {Identity | null} */
  #identity = null
  /** @type {Entry | null} */
  #entry = null
  /** @type {Opened | null} */
  #opened = null
  #turn = 0
  #closed

  /** @param {{closed?: () => void}} [options] `closed` is called whenever open keys are dropped: what they opened has to go too */
  constructor({ closed = () => {} } = {}) {
    this.#closed = closed
  }

  /** Who the session belongs to, when known; no secret, and kept through a lock. While keys are here, their owner. */
  get identity() {
    return this.#identity
  }

  /** The account whose keys are here, open or entering: the one that requests are made for. Null without keys. */
  get holder() {
    return this.isOpen || this.isEntering ? (this.#identity?.accountId ?? null) : null
  }

  get isOpen() {
    return this.#opened !== null
  }

  /** Whether the password's half is here, so that a key is all that is missing. */
  get isEntering() {
    return this.#entry !== null
  }

  /** Void after the next lock. */
  get turn() {
    return this.#turn
  }

  /** @throws {TesseraError} `locked` */
  get opened() {
    if (!this.#opened) throw new TesseraError('locked')
    return this.#opened
  }

  /** @throws {TesseraError} `signed-out` when there is no sign-in under way: it must begin with the password again */
  get entry() {
    if (!this.#entry) throw new TesseraError('signed-out')
    return this.#entry
  }

  /** @throws {TesseraError} `signed-out` */
  get known() {
    if (!this.#identity) throw new TesseraError('signed-out')
    return this.#identity
  }

  /**
   * Say whose session it is. Keys that are here stay their owner's, whoever the server names since.
   * @param {Identity} identity
   */
  identify(identity) {
    const { holder } = this
    if (holder && !equal(holder, identity.accountId))
      throw new TypeError('accountId: expected that of the keys, found another')
    this.#identity = identity
  }

  /**
   * @param {number} turn
   * @param {...Bytes} refused keys that were to be handed over: zeroed when the turn is void
   * @throws {TesseraError} `locked` when there was a lock since the turn was taken
   */
  expectTurn(turn, ...refused) {
    if (turn === this.#turn) return
    zero(...refused)
    throw new TesseraError('locked')
  }

  /**
   * Take the password's half. Keys of an earlier sign-in go, and whose they were.
   * @param {number} turn
   * @param {Entry} entry
   * @param {Bytes} [accountId] made at sign-up, known when unlocking; at sign-in `identify` tells it, once the server has
   *   taken the login secret
   * @throws {TesseraError} `locked` when there was a lock since the turn was taken
   */
  enter(turn, entry, accountId) {
    this.expectTurn(turn, entry.passwordHash)
    this.#drop()
    this.#entry = entry
    this.#identity = accountId ? { email: entry.email, accountId } : null
  }

  /**
   * Take the open keys; the password's half goes.
   * @param {number} turn
   * @param {Opened} opened
   * @throws {TesseraError} `locked` when there was a lock since the turn was taken
   */
  open(turn, opened) {
    this.expectTurn(turn, ...keysOf(opened))
    this.#drop()
    this.#opened = opened
  }

  /** Zero and drop every key. Flows under way lose their turn. */
  lock() {
    this.#turn += 1
    this.#drop()
  }

  /** Lock, and forget whose session it was. */
  forget() {
    this.lock()
    this.#identity = null
  }

  #drop() {
    if (this.#entry) zero(this.#entry.passwordHash)
    const opened = this.#opened
    this.#entry = null
    this.#opened = null
    if (!opened) return
    zero(...keysOf(opened))
    this.#closed()
  }
}

/** @param {Opened} opened */
function keysOf({ accountKey, carrierSecret, successor }) {
  return [accountKey, carrierSecret, ...(successor ? [successor.accountKey, successor.carrierSecret] : [])]
}
