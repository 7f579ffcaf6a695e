/**
 * The records of this browser's database by themselves: of which form they are, and what follows which. docs/formats.md §8.
 */
import { TesseraError, expectBytes, expectInteger, expectText } from '../errors.js'
import { equal } from '../crypto/bytes.js'

/** @typedef {import('./keystore.js').OwnRecord} OwnRecord */
/** @typedef {import('./keystore.js').Pin} Pin */
/** @typedef {import('./keystore.js').Snapshot} Snapshot */
/** @typedef {import('./keystore.js').LocalRecord} LocalRecord */

/**
 * Whether a pin may be moved.
 * @param {Pin} held
 * @param {Pin} next
 * @returns {TesseraError | null} why not
 */
export function refusalOf(held, next) {
  const detail = { pinned: held.version, version: next.version }
  if (next.version < held.version || next.generation < held.generation) {
    return new TesseraError('vault-rolled-back', detail)
  }
  const same = next.version === held.version && next.generation === held.generation
  if (next.version === held.version && !(same && equal(held.head, next.head))) {
    return new TesseraError('vault-forked', detail)
  }
  return null
}

/**
 * The record with another key string to be, or none.
 * @param {OwnRecord} record
 * @param {string | null} next
 * @returns {OwnRecord}
 */
export function withNext({ next: _, ...record }, next) {
  return next === null ? record : { ...record, next }
}

/**
 * @param {unknown} value
 * @returns {value is OwnRecord}
 */
export function isOwnRecord(value) {
  return holds(() => {
    const record = /** @type {OwnRecord} */ (value)
    expectText('keyString', record.keyString)
    if (record.email !== undefined) expectText('email', record.email)
    if (record.next !== undefined) expectText('next', record.next)
    expectBytes('rowToken', record.rowToken, 32)
    expectInteger('storedAt', record.storedAt, Number.MAX_SAFE_INTEGER)
  })
}

/**
 * @param {unknown} value
 * @returns {value is Snapshot}
 */
export function isSnapshot(value) {
  return holds(() => {
    const record = /** @type {Snapshot} */ (value)
    expectInteger('generation', record.generation, 0xffffffff)
    expectInteger('version', record.version, Number.MAX_SAFE_INTEGER)
    expectBytes('sealed', record.sealed)
  })
}

/**
 * @param {unknown} value
 * @returns {value is LocalRecord}
 */
export function isLocalRecord(value) {
  return holds(() => {
    const record = /** @type {LocalRecord} */ (value)
    expectInteger('generation', record.generation, 0xffffffff)
    expectBytes('sealed', record.sealed)
  })
}

/** @param {() => void} expectations @returns {boolean} */
function holds(expectations) {
  try {
    expectations()
    return true
  } catch (reason) {
    if (reason instanceof TypeError || reason instanceof RangeError) return false
    throw reason
  }
}
