/**
 * The local records in this browser's database: by account and name. docs/formats.md §8.
 */
import { equal } from '../crypto/bytes.js'
import { isLocalRecord } from './records.js'

/** @typedef {import('./stores.js').Database} Database */
/** @typedef {import('./keystore.js').LocalRecord} LocalRecord */
/** @typedef {'kept' | 'changed' | 'refused'} Outcome */

/** @param {string} account b64 @param {string} name */
export const keyOf = (account, name) => `${account}/${name}`

/** Every name of one account: its id has one length, and `0` follows `/` in ASCII. @param {string} account b64 */
export const allOf = (account) => IDBKeyRange.bound(`${account}/`, `${account}0`, false, true)

/**
 * @param {Database} database
 * @param {string} account b64
 * @returns {Promise<string[]>}
 */
export async function namesOf(database, account) {
  const keys = await database.getAllKeys('locals', allOf(account))
  return keys.map((key) => key.slice(keyOf(account, '').length))
}

/**
 * Keep a record, where there is a key copy of the account, and no pin of a later generation: a tab that learns late of a
 * revocation or a replacement brings nothing back. All in one transaction.
 * @param {Database} database
 * @param {string} account b64
 * @param {string} name
 * @param {LocalRecord} record
 * @param {LocalRecord | null} [held] what is there, if that matters: another tab may have written meanwhile
 * @returns {Promise<Outcome>}
 */
export async function writeLocal(database, account, name, record, held) {
  const transaction = database.transaction(['keys', 'pins', 'locals'], 'readwrite')
  const locals = transaction.objectStore('locals')
  const [own, pin, found] = await Promise.all([
    transaction.objectStore('keys').count(account),
    transaction.objectStore('pins').get(account),
    locals.get(keyOf(account, name)),
  ])
  const isHere = own > 0 && !(pin && pin.generation > record.generation)
  const isHeld = held === undefined || same(isLocalRecord(found) ? found : null, held)
  if (isHere && isHeld) await locals.put(record, keyOf(account, name))
  await transaction.done
  if (!isHere) return 'refused'
  return isHeld ? 'kept' : 'changed'
}

/** @param {LocalRecord | null} one @param {LocalRecord | null} other */
function same(one, other) {
  return one === null || other === null ? one === other : equal(one.sealed, other.sealed)
}
