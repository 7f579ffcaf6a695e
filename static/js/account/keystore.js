/**
 * What this browser keeps: IndexedDB `tessera`, whose stores hold records of accounts, and a folder an account in its
 * private file system. docs/formats.md §8.
 *
 * Everything is sealed or public, except for the row token, which by itself opens nothing. Records are checked when
 * they are read: somebody else may have written them.
 */
import { TesseraError, expectBytes, expectInteger } from '../errors.js'
import { toBase64 } from '../crypto/bytes.js'
import { isLedger } from './keeping/ledger.js'
import { Place } from './keeping/place.js'
import { allOf, keyOf, namesOf, writeLocal } from './locals.js'
import { isLocalRecord, isOwnRecord, isSnapshot, refusalOf, withNext } from './records.js'
import { openStores } from './stores.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/**
 * @typedef {object} OwnRecord this browser's own key copy
 * @property {string} keyString sealed; its release share is on the server only
 * @property {string} [email] normalised: the address that its owner typed here, and the only one that is hashed for unlocking
 * @property {Bytes} rowToken 32 bytes
 * @property {number} storedAt ms since 1970
 * @property {boolean} [pending] made at sign-up, not authorized yet
 * @property {boolean} [mailKey] the key is to be mailed once this browser is authorized
 * @property {string} [next] the key string that takes the place of `keyString` once the account is of its generation
 */
/** @typedef {{generation: number, version: number, head: Bytes}} Pin `head` is SHA-256 of the vault head's blob */
/** @typedef {{generation: number, version: number, sealed: Bytes}} Snapshot */
/** @typedef {{generation: number, sealed: Bytes}} LocalRecord */
/** @typedef {{name: string, record: LocalRecord}} NamedLocal */
/** @typedef {import('./keeping/ledger.js').Ledger} Ledger */
/** @typedef {import('./stores.js').Database} Database */

export class Keystore {
  #name
  #privateRoot
  /** @type {Promise<Database> | null} */
  #database = null

  /**
   * @param {string} [name] of the database; tests use their own
   * @param {() => Promise<FileSystemDirectoryHandle | null>} [privateRoot] the private file system, where there is one
   */
  constructor(name = 'tessera', privateRoot = async () => null) {
    this.#name = name
    this.#privateRoot = privateRoot
  }

  /**
   * @param {Bytes} accountId
   * @returns {Promise<OwnRecord | null>}
   * @throws {TesseraError} `own-copy-damaged` for a record that is not of this form
   */
  async readOwn(accountId) {
    const record = await (await this.#open()).get('keys', nameOf(accountId))
    if (record === undefined) return null
    if (!isOwnRecord(record)) throw new TesseraError('own-copy-damaged')
    return record
  }

  /**
   * The row token that this browser keeps for an account, found by the address that was typed here.
   * @param {string} email normalised
   * @returns {Promise<Bytes | null>}
   */
  async tokenOf(email) {
    const records = await (await this.#open()).getAll('keys')
    return records.find((record) => isOwnRecord(record) && record.email === email)?.rowToken ?? null
  }

  /**
   * @param {Bytes} accountId
   * @param {OwnRecord} record
   */
  async writeOwn(accountId, record) {
    if (!isOwnRecord(record)) throw new TypeError('record: expected one of this browser’s own key copy')
    await (await this.#open()).put('keys', record, nameOf(accountId))
  }

  /**
   * Keep the key string to be beside the one that is, or no longer.
   * @param {Bytes} accountId
   * @param {string | null} next
   * @throws {TesseraError} `own-copy-damaged` when there is none to keep it beside
   */
  async keepNext(accountId, next) {
    const transaction = (await this.#open()).transaction('keys', 'readwrite')
    const record = await transaction.store.get(nameOf(accountId))
    const found = isOwnRecord(record)
    if (found) await transaction.store.put(withNext(record, next), nameOf(accountId))
    await transaction.done
    if (!found && next !== null) throw new TesseraError('own-copy-damaged')
  }

  /**
   * The Account Key was replaced: the next key string is this browser's own, the pin is of the new generation, and what
   * is sealed under the former vault key goes. All in one transaction.
   * @param {Bytes} accountId
   * @param {string} keyString
   * @param {Pin} pin
   * @param {{snapshot: Snapshot, locals: NamedLocal[]}} anew under the new vault key
   */
  async succeed(accountId, keyString, pin, { snapshot, locals }) {
    const name = nameOf(accountId)
    const transaction = (await this.#open()).transaction(['keys', 'pins', 'snapshots', 'locals'], 'readwrite')
    const [record, held] = await Promise.all([
      transaction.objectStore('keys').get(name),
      transaction.objectStore('pins').get(name),
    ])
    const refusal = held && refusalOf(held, pin)
    if (isOwnRecord(record) && !refusal) {
      const own = { ...withNext(record, null), keyString, storedAt: Date.now() }
      await transaction.objectStore('keys').put(own, name)
      await transaction.objectStore('pins').put(pin, name)
      await transaction.objectStore('snapshots').put(snapshot, name)
      await transaction.objectStore('locals').delete(allOf(name))
      for (const local of locals) await transaction.objectStore('locals').put(local.record, keyOf(name, local.name))
    }
    await transaction.done
    if (refusal) throw refusal
  }

  /** @param {Bytes} accountId */
  async dropOwn(accountId) {
    await (await this.#open()).delete('keys', nameOf(accountId))
  }

  /**
   * @param {Bytes} accountId
   * @returns {Promise<Pin | null>}
   */
  async readPin(accountId) {
    return (await (await this.#open()).get('pins', nameOf(accountId))) ?? null
  }

  /**
   * Move the pin forward, in one transaction: of two tabs that pull at once, the one with the older vault loses.
   * @param {Bytes} accountId
   * @param {Pin} pin
   * @throws {TesseraError} `vault-rolled-back` for an earlier version or generation than the pin's, `vault-forked` for
   *   another head of the same version
   */
  async advancePin(accountId, { generation, version, head }) {
    expectInteger('generation', generation, 0xffffffff)
    expectInteger('version', version, Number.MAX_SAFE_INTEGER)
    expectBytes('head', head, 32)
    const transaction = (await this.#open()).transaction('pins', 'readwrite')
    const held = await transaction.store.get(nameOf(accountId))
    const refusal = held && refusalOf(held, { generation, version, head })
    if (!refusal) await transaction.store.put({ generation, version, head }, nameOf(accountId))
    await transaction.done
    if (refusal) throw refusal
  }

  /**
   * @param {Bytes} accountId
   * @returns {Promise<Snapshot | null>} null also for a record that is not of this form: a snapshot is only a cache
   */
  async readSnapshot(accountId) {
    const record = await (await this.#open()).get('snapshots', nameOf(accountId))
    return record !== undefined && isSnapshot(record) ? record : null
  }

  /**
   * @param {Bytes} accountId
   * @param {Snapshot} snapshot
   */
  async writeSnapshot(accountId, snapshot) {
    if (!isSnapshot(snapshot)) throw new TypeError('snapshot: expected generation, version and sealed bytes')
    await (await this.#open()).put('snapshots', snapshot, nameOf(accountId))
  }

  /** @param {Bytes} accountId */
  async dropSnapshot(accountId) {
    await (await this.#open()).delete('snapshots', nameOf(accountId))
  }

  /** @param {Bytes} accountId @returns {Promise<string[]>} of the local records */
  async localNames(accountId) {
    return namesOf(await this.#open(), nameOf(accountId))
  }

  /**
   * @param {Bytes} accountId
   * @param {string} name
   * @returns {Promise<LocalRecord | null>} null also for a record that is not of this form
   */
  async readLocal(accountId, name) {
    const record = await (await this.#open()).get('locals', keyOf(nameOf(accountId), name))
    return isLocalRecord(record) ? record : null
  }

  /**
   * @param {Bytes} accountId
   * @param {string} name
   * @param {LocalRecord} record
   * @param {LocalRecord | null} [held] what it takes the place of, if that matters
   * @returns {Promise<import('./locals.js').Outcome>}
   */
  async writeLocal(accountId, name, record, held) {
    if (!isLocalRecord(record)) throw new TypeError('record: expected generation and sealed bytes')
    return writeLocal(await this.#open(), nameOf(accountId), name, record, held)
  }

  /** @param {Bytes} accountId @param {string} name */
  async dropLocal(accountId, name) {
    await (await this.#open()).delete('locals', keyOf(nameOf(accountId), name))
  }

  /**
   * What is known of the folder and of the automatic backups.
   * @param {Bytes} accountId
   * @returns {Promise<Ledger | null>} null also for a record that is not of this form: it is begun anew
   */
  async readLedger(accountId) {
    const record = await (await this.#open()).get('folders', nameOf(accountId))
    return isLedger(record) ? record : null
  }

  /**
   * Change that in one transaction, so that two tabs neither lose a count nor make one backup twice.
   * @param {Bytes} accountId
   * @param {(held: Ledger | null) => Ledger | null} change null leaves it as it is
   */
  async changeLedger(accountId, change) {
    const transaction = (await this.#open()).transaction('folders', 'readwrite')
    const held = await transaction.store.get(nameOf(accountId))
    const next = change(isLedger(held) ? held : null)
    if (next) await transaction.store.put(next, nameOf(accountId))
    await transaction.done
  }

  /**
   * The account's folder in the browser's private file system.
   * @param {Bytes} accountId
   * @returns {Promise<Place | null>} null where the browser has none
   */
  async privatePlace(accountId) {
    const root = await this.#privateRoot()
    return root && new Place('browser', root, accountId)
  }

  /**
   * What a revoked browser does: key copy, snapshot, local records and the leave to use a folder go in one transaction, then
   * the private files. The pin stays, so that a server that says "revoked" and then shows an old vault is still caught.
   * @param {Bytes} accountId
   */
  async wipe(accountId) {
    const stores = /** @type {const} */ (['keys', 'snapshots', 'folders'])
    const transaction = (await this.#open()).transaction(['locals', ...stores], 'readwrite')
    await Promise.all([
      ...stores.map((store) => transaction.objectStore(store).delete(nameOf(accountId))),
      transaction.objectStore('locals').delete(allOf(nameOf(accountId))),
      transaction.done,
    ])
    // After the record: who writes here looks at it afterwards, and wipes what came too late.
    await (await this.privatePlace(accountId))?.wipe()
  }

  /** Close the database; the next call opens it again. */
  async close() {
    const opening = this.#database
    this.#database = null
    const database = await opening
    database?.close()
  }

  /** @returns {Promise<Database>} */
  #open() {
    this.#database ??= openStores(this.#name, {
      // A newer version of Tessera in another tab waits for this one to let go.
      blocking: () => void this.close(),
      terminated: () => {
        this.#database = null
      },
    }).catch((reason) => {
      this.#database = null // the next call tries again
      throw reason
    })
    return this.#database
  }
}

/** @param {Bytes} accountId */
function nameOf(accountId) {
  expectBytes('accountId', accountId, 16)
  return toBase64(accountId)
}
