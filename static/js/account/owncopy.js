/**
 * This browser's own key copy: found, it is used without a question; damaged or stale, it leads to *Authorize this
 * browser* with the reason. PROTOCOL: "Sign-in" 3 and 4, *continue*.
 */
import { TesseraError } from '../errors.js'
import { equal, fromBase64, sha256, toBase64, zero } from '../crypto/bytes.js'
import { open, parse } from '../crypto/accountkey.js'
import { answer, challenge } from './acts.js'
import { admit, authorizeBrowser, openCarrier, orZeroed, proofKeyOf } from './admission.js'
import { mailFirst } from './delivery.js'
import { authorizeWithFound } from './keeping/found.js'
import { hasCode } from './standing.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../crypto/accountkey.js').KeyString} KeyString */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Outcome} Outcome */
/** @typedef {import('./acts.js').Challenge} Challenge */
/** @typedef {import('./admission.js').Who} Who */
/** @typedef {import('./admission.js').Secrets} Secrets */
/** @typedef {import('./keystore.js').OwnRecord} OwnRecord */

/**
 * Whose session it is now. A sign-up knows that already: then it must be that one.
 * @param {Context} context
 * @throws {TesseraError} `vault-mismatch`
 */
export async function learnAccount({ session, accounts }) {
  const { email, account_id: id } = await accounts.session()
  if (id === undefined) throw new TesseraError('signed-out')
  const accountId = fromBase64(id, 16)
  const expected = session.holder ?? accountId
  if (email !== session.entry.email || !equal(expected, accountId)) throw new TesseraError('vault-mismatch')
  session.identify({ email, accountId })
}

/**
 * Go on from the password's half, with this browser's own key copy if there is a good one, or else with one that it finds
 * among its files. Not after a copy that is stale: as a rule this browser was revoked, and shall be authorized by its owner.
 * @param {Context} context
 * @param {number} turn
 * @returns {Promise<Outcome>}
 */
export async function continueOrAuthorize(context, turn) {
  const { session, keystore } = context
  /** @type {Outcome} */
  let asking = { next: 'authorize' }
  try {
    const record = await keystore.readOwn(session.known.accountId)
    if (record) return await useOwnCopy(context, turn, record)
  } catch (error) {
    session.expectTurn(turn) // keys zeroed by a lock open nothing, which says nothing about the key copy
    if (!hasCode(error, 'own-copy-damaged', 'own-copy-stale')) throw error
    asking = { next: 'authorize', reason: { code: error.code, detail: error.detail } }
  }
  if (asking.reason?.code === 'own-copy-stale') return asking
  return (await authorizeWithFound(context)) ?? asking
}

/**
 * @param {Context} context
 * @param {number} turn
 * @param {OwnRecord} record
 * @returns {Promise<Outcome>}
 * @throws {TesseraError} `own-copy-damaged`, `own-copy-stale`
 */
async function useOwnCopy(context, turn, record) {
  const { email, accountId } = context.session.known
  const current = await ofGeneration(record, async () => (await challenge(context, accountId)).generation)
  const keyString = await readOwn(current, accountId)
  const asked = await challenge(context, accountId, keyString.copyId)
  const who = { email, hash: context.session.entry.passwordHash, accountId, generation: asked.generation }
  const { secrets, share } = await openOwn(who, asked, keyString)
  await orZeroed(secrets, async () => {
    if (!record.pending) return continueBrowser(context, who, asked, secrets, current)
    const own = { copy_id: toBase64(keyString.copyId), share: toBase64(share) }
    return authorizeBrowser(context, who, asked, secrets, { record, own })
  })
  const outcome = await admit(context, turn, who, secrets)
  if (current !== record) await context.keystore.writeOwn(accountId, { ...current, email })
  return record.mailKey && outcome.next === 'welcome' ? mailFirst(context) : outcome
}

/**
 * The record with whichever of its two key strings counts: a replacement of the Account Key broke off, and the account's
 * generation says on which side of the swap. To be written once that one has opened the account.
 * @template {OwnRecord} Found
 * @param {Found} record
 * @param {() => Promise<number>} generation asked only when there are two
 * @returns {Promise<Found>} the same one when there are not
 */
export async function ofGeneration(record, generation) {
  if (record.next === undefined) return record
  const { next, ...rest } = record
  const keyString = await parse(next).catch(nullIfDamaged)
  const current = keyString?.generation === (await generation()) ? { ...rest, keyString: next } : rest
  return /** @type {Found} */ (current)
}

/** @param {unknown} error @returns {null} */
function nullIfDamaged(error) {
  if (error instanceof TesseraError) return null
  throw error
}

/**
 * The key string of a record, if it is one of this account.
 * @param {OwnRecord} record
 * @param {Bytes} accountId
 * @returns {Promise<KeyString>}
 * @throws {TesseraError} `own-copy-damaged`
 */
export async function readOwn(record, accountId) {
  const keyString = await parse(record.keyString).catch(nullIfDamaged)
  if (!keyString || !equal(keyString.accountId, accountId)) throw new TesseraError('own-copy-damaged')
  return keyString
}

/**
 * @param {Who} who
 * @param {Challenge} asked
 * @param {KeyString} keyString
 * @returns {Promise<{secrets: Secrets, share: Bytes}>}
 * @throws {TesseraError} `own-copy-stale`, `own-copy-damaged`; `cannot-open` for a carrier record that is not ours
 */
async function openOwn(who, { generation, copy, carrierRecord, replacedAt }, keyString) {
  if (keyString.generation < generation) throw new TesseraError('own-copy-stale', { at: replacedAt, replaced: true })
  // Newer than the account: it is the server that shows an old state.
  if (keyString.generation > generation) throw new TesseraError('own-copy-stale')
  if (copy.state !== 'good') throw new TesseraError('own-copy-stale', copy.state === 'cancelled' ? { at: copy.at } : {})
  const carrierSecret = await openCarrier(who, carrierRecord)
  try {
    const accountKey = await open(keyString, { carrierSecret, share: copy.share })
    return { secrets: { accountKey, carrierSecret }, share: copy.share }
  } catch (error) {
    zero(carrierSecret)
    if (hasCode(error, 'cannot-open')) throw new TesseraError('own-copy-damaged')
    throw error
  }
}

/**
 * Show the server that this is a browser that it knows.
 * @param {Context} context
 * @param {Who} who
 * @param {Challenge} asked
 * @param {Secrets} secrets
 * @param {OwnRecord} record
 * @throws {TesseraError} `own-copy-stale` when the server knows no browser with this row token
 */
async function continueBrowser(context, who, asked, { accountKey }, record) {
  const { rowToken } = record
  const { privateKey } = await proofKeyOf(who, accountKey)
  const signed = await answer(context, 'continue', privateKey, asked, await sha256(rowToken))
  try {
    await context.accounts.continue({ ...signed, token: toBase64(rowToken) })
  } catch (error) {
    if (hasCode(error, 'browser-unknown')) throw new TesseraError('own-copy-stale')
    throw error
  }
  const { email, accountId } = who
  // The address was typed: from now on it is known here, and this browser can be unlocked.
  if (record.email !== email) await context.keystore.writeOwn(accountId, { ...record, email })
}
