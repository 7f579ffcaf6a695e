/**
 * When an automatic backup is due. Rules alone: what is known comes in, what is known then goes out.
 */

import { TesseraError } from '../../errors.js'

/** @typedef {{code: import('../../errors.js').Code, detail: import('../../errors.js').Detail, at: number}} Failure */
/**
 * @typedef {object} Ledger what this browser knows of one account's folder and automatic backups
 * @property {number} changes committed here since the last backup
 * @property {import('./place.js').Directory} [folder] the one that the owner picked
 * @property {number} [madeAt] when the last backup was made, ms since 1970
 * @property {number} [generation] of the Account Key then
 * @property {{at: number, changes: number}} [making] a tab is at it since then, for so many changes
 * @property {Failure} [failure] why the last attempt did not go well
 * @property {Failure} [keyFailure] why a key file could not be put where it belongs
 */

export const CHANGES = 5
export const KEPT = 10
const DAY = 24 * 60 * 60_000
/** A disk that failed is not tried again with every change. */
const RETRY = 10 * 60_000
/** A tab that was closed while making one does not finish it. */
const PATIENCE = 5 * 60_000

/** @type {Ledger} */
const EMPTY = { changes: 0 }

/**
 * @param {Ledger | null} ledger
 * @param {number} count of items that were committed
 * @returns {Ledger}
 */
export function counted(ledger, count) {
  const held = ledger ?? EMPTY
  return { ...held, changes: held.changes + count }
}

/**
 * After five changes, and a day after the last one at the earliest. A replaced Account Key makes the earlier ones void
 * for whoever has only the new: then at once.
 * @param {Ledger} ledger
 * @param {number} now in ms
 * @param {number} generation
 */
export function isDue({ changes, madeAt, generation: made, making, failure }, now, generation) {
  if (isWithin(PATIENCE, making?.at, now) || isWithin(RETRY, failure?.at, now)) return false
  if (made !== undefined && made < generation) return true
  return changes >= CHANGES && !isWithin(DAY, madeAt, now)
}

/**
 * @param {Ledger} ledger
 * @param {number} now
 * @returns {Ledger} in which this tab is making one
 */
export function begun(ledger, now) {
  return { ...ledger, making: { at: now, changes: ledger.changes } }
}

/**
 * @param {Ledger} ledger
 * @param {{now: number, generation: number, failure: Failure | null}} made `failure`: it was made, and not as it should be
 * @returns {Ledger} changes that were committed meanwhile count for the next one
 */
export function ended({ making, failure: _, ...ledger }, { now, generation, failure }) {
  const changes = Math.max(0, ledger.changes - (making?.changes ?? 0))
  return { ...ledger, changes, madeAt: now, generation, ...(failure && { failure }) }
}

/**
 * @param {Ledger} ledger
 * @param {Failure | null} failure null when it was given up because the vault was locked
 * @returns {Ledger}
 */
export function failed({ making: _, failure: before, ...ledger }, failure) {
  const last = failure ?? before
  return { ...ledger, ...(last && { failure: last }) }
}

/**
 * @param {Ledger | null} ledger
 * @param {Failure | null} failure of putting the key files where they belong
 * @returns {Ledger | null} null when that is no news
 */
export function keyFilesSeenTo(ledger, failure) {
  if (!failure && !ledger?.keyFailure) return null
  const { keyFailure: _, ...held } = ledger ?? EMPTY
  return failure ? { ...held, keyFailure: failure } : held
}

/**
 * @param {Ledger | null} ledger
 * @param {number} now
 * @returns {{changes: number, from: number | null}} what the next one waits for: so many changes more, and that time
 */
export function nextOf(ledger, now) {
  const { changes, madeAt } = ledger ?? EMPTY
  const from = madeAt !== undefined && isWithin(DAY, madeAt, now) ? madeAt + DAY : null
  return { changes: Math.max(0, CHANGES - changes), from }
}

/**
 * @param {unknown} reason
 * @param {number} at in ms
 * @returns {Failure}
 */
export function failureOf(reason, at) {
  const { code, detail } = reason instanceof TesseraError ? reason : new TesseraError('folder-failed')
  return { code, detail, at }
}

/**
 * @param {unknown} value
 * @returns {value is Ledger}
 */
export function isLedger(value) {
  if (typeof value !== 'object' || value === null) return false
  const { changes, madeAt = 0, generation = 0, making, failure, keyFailure } = /** @type {Ledger} */ (value)
  const claim = [making?.at ?? 0, making?.changes ?? 0]
  const numbers = [changes, madeAt, generation, ...claim, failure?.at ?? 0, keyFailure?.at ?? 0]
  return numbers.every((number) => Number.isSafeInteger(number) && number >= 0)
}

/**
 * A time to come is a clock that was put right since: it holds nothing up.
 * @param {number} span in ms
 * @param {number | undefined} since
 * @param {number} now
 */
function isWithin(span, since, now) {
  return since !== undefined && since <= now && now - since < span
}
