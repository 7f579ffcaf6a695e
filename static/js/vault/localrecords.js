/**
 * Local records as this browser keeps them: read, and written where their keys are still of use. docs/formats.md §8.
 */
import { TesseraError } from '../errors.js'
import { openLocal, sealLocal } from '../crypto/localrecord.js'

/** @typedef {import('../account/keystore.js').LocalRecord} LocalRecord */
/** @typedef {import('./verify.js').Keys} Keys */
/** @typedef {Pick<import('../account/keystore.js').Keystore, 'localNames' | 'readLocal' | 'writeLocal' | 'dropLocal'>} Locals the part of the keystore that is used here */
/** @typedef {<Value>(work: (keys: Keys) => Promise<Value>) => Promise<Value>} WithKeys */

/**
 * One that does not open is dropped.
 * @param {Locals} keystore
 * @param {Keys} keys
 * @param {string} name
 * @returns {Promise<{value: object | null, held: LocalRecord | null}>} what opens, and the record as it is there now
 */
export async function read(keystore, { accountId, generation, vaultKey }, name) {
  const held = await keystore.readLocal(accountId, name)
  // Of a later generation: this tab has not heard yet that the Account Key was replaced.
  if (!held || held.generation > generation) return { value: null, held }
  try {
    if (held.generation < generation) throw new TesseraError('cannot-open')
    return { value: await openLocal(vaultKey, { accountId, generation, name }, held.sealed), held }
  } catch (reason) {
    if (!(reason instanceof TesseraError)) throw reason
    await keystore.dropLocal(accountId, name)
    return { value: null, held: null }
  }
}

/**
 * @param {Locals} keystore
 * @param {Keys} keys
 * @param {string} name
 * @param {object} value
 * @param {LocalRecord | null} [held] what it takes the place of, if that matters: another tab may have written meanwhile
 * @returns {Promise<'kept' | 'changed' | 'full'>}
 * @throws {TesseraError} `locked` when these keys are of no use here any more; `too-large`
 */
export async function write(keystore, keys, name, value, held) {
  const record = await sealRecord(keys, name, value)
  try {
    const outcome = await keystore.writeLocal(keys.accountId, name, record, held)
    if (outcome === 'refused') throw new TesseraError('locked')
    return outcome
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'QuotaExceededError') return 'full'
    throw reason
  }
}

/** @param {Keys} keys @param {string} name @param {object} value @returns {Promise<LocalRecord>} */
export async function sealRecord({ accountId, generation, vaultKey }, name, value) {
  return { generation, sealed: await sealLocal(vaultKey, { accountId, generation, name }, value) }
}
