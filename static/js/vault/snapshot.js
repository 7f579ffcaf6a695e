/**
 * The snapshot: the verified vault in one sealed value, so that the next unlock opens one thing instead of thousands.
 * docs/formats.md §8. It is a cache: one that does not open, or is of another generation or form, is as good as none.
 */
import { TesseraError } from '../errors.js'
import { equal } from '../crypto/bytes.js'
import { openSnapshot, sealSnapshot } from '../crypto/envelope.js'
import { parse, write } from './snapshotbytes.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../account/keystore.js').Snapshot} Snapshot */
/** @typedef {import('./verify.js').Keys} Keys */
/** @typedef {import('./verify.js').Known} Known */
/** @typedef {import('./listed.js').Listed} Listed */
/** @typedef {Known & {order: import('./kept.js').KeptItem[]}} Taken */
/**
 * @typedef {object} Snapshots the part of the keystore that is used here
 * @property {(accountId: Bytes) => Promise<Snapshot | null>} readSnapshot
 * @property {(accountId: Bytes, snapshot: Snapshot) => Promise<void>} writeSnapshot
 * @property {(accountId: Bytes) => Promise<void>} dropSnapshot
 */

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
 * @param {readonly Listed[]} order its items in the order of their titles
 * @returns {Promise<Snapshot>}
 */
export async function makeSnapshot({ accountId, generation, vaultKey }, known, order) {
  const { version } = known
  const plain = await write(known, order)
  const sealed = await sealSnapshot(vaultKey, { accountId, generation, version }, plain)
  return { generation, version, sealed }
}

/**
 * A browser without room for the snapshot opens the vault from the server next time.
 * @param {unknown} reason
 */
export function unlessStorage(reason) {
  if (!(reason instanceof DOMException)) throw reason
}
