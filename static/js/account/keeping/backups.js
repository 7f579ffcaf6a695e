/**
 * Automatic backups: made when one is due, kept in the first place that takes it, the oldest dropped.
 */
import { TesseraError } from '../../errors.js'
import { hasCode } from '../standing.js'
import { KEPT, begun, counted, ended, failed, failureOf, isDue } from './ledger.js'
import { keyStringAt } from './keyfiles.js'
import { placesAtHand, writeInto } from './places.js'

/** @typedef {import('../../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('./ledger.js').Failure} Failure */
/** @typedef {import('./place.js').Place} Place */
/** @typedef {{name: string, bytes: Bytes}} Made */
/** @typedef {(from: {keyString: string}) => Promise<Made>} Make a backup of the open vault, carrying that key string; names sort by date */
/** @typedef {{generation: number, failure: Failure | null}} Kept */

/** What makes an automatic backup known: others in its folder are left alone. */
const AUTOMATIC = /^tessera-backup-\d{4}-\d\d-\d\d\.tesserabackup$/

/**
 * Note what was committed. The count is kept through reloads.
 * @param {Context} context
 * @param {Bytes} accountId
 * @param {number} count of items
 */
export async function countChanges({ keystore }, accountId, count) {
  await keystore.changeLedger(accountId, (ledger) => counted(ledger, count))
}

/**
 * Make a backup if one is due and no other tab is at it.
 * @param {Context} context with an open session
 * @param {Make} make
 * @param {() => number} now in ms
 * @returns {Promise<boolean>} whether one was made
 * @throws what made it fail; noted in the ledger as well, unless it was a lock
 */
export async function backUpIfDue(context, make, now) {
  const { keystore, session } = context
  const { accountId } = session.known
  if (!(await begin(context, now()))) return false
  try {
    const kept = await backUp(context, make, now)
    await keystore.changeLedger(accountId, (ledger) => ledger && ended(ledger, { now: now(), ...kept }))
    return true
  } catch (reason) {
    const failure = hasCode(reason, 'locked') ? null : failureOf(reason, now())
    await keystore.changeLedger(accountId, (ledger) => ledger && failed(ledger, failure))
    throw reason
  }
}

/**
 * @param {Context} context
 * @param {number} now
 * @returns {Promise<boolean>} whether it is for this tab to make one
 */
async function begin({ keystore, session }, now) {
  const { generation } = session.opened
  let mine = false
  await keystore.changeLedger(session.known.accountId, (ledger) => {
    mine = ledger !== null && isDue(ledger, now, generation)
    return ledger && mine ? begun(ledger, now) : null
  })
  return mine
}

/**
 * @param {Context} context
 * @param {Make} make
 * @param {() => number} now
 * @returns {Promise<Kept>} `failure` of a place that was passed over for another
 * @throws {TesseraError} of the last place, when none took it
 */
async function backUp(context, make, now) {
  const { generation } = context.session.opened
  /** @type {unknown} */
  let refusal = new TesseraError('folder-failed')
  /** @type {Failure | null} */
  let failure = null
  for (const place of await placesAtHand(context, context.session.known.accountId)) {
    try {
      await backUpInto(context, make, place)
      return { generation, failure }
    } catch (reason) {
      if (hasCode(reason, 'locked')) throw reason
      refusal = reason
      failure = failureOf(reason, now())
    }
  }
  throw refusal
}

/**
 * @param {Context} context
 * @param {Make} make
 * @param {Place} place
 */
async function backUpInto(context, make, place) {
  const { session } = context
  const { turn } = session
  const { accountId } = session.known
  const made = await make({ keyString: await keyStringAt(context, place) })
  session.expectTurn(turn)
  await writeInto(context, accountId, place, made)
  const kept = (await place.list()).map(({ name }) => name).filter((name) => AUTOMATIC.test(name))
  for (const name of kept.slice(KEPT)) await place.drop(name)
}
