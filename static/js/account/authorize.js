/**
 * Authorize this browser: a key string or the words, against the password's half of a sign-in under way. What can be
 * told without the server is told without it. PROTOCOL: "Sign-in" 4, *authorize*.
 */
import { TesseraError } from '../errors.js'
import { equal, random, zero } from '../crypto/bytes.js'
import { ends, parse } from '../crypto/accountkey.js'
import { read as readWords } from '../carriers/words.js'
import { challenge } from './acts.js'
import { admit, authorizeBrowser, makeCopy, openCarrier, openCopy, orZeroed } from './admission.js'
import { hasCode } from './standing.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../crypto/accountkey.js').KeyString} KeyString */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Outcome} Outcome */
/** @typedef {import('./acts.js').Challenge} Challenge */

/**
 * With any key copy. The key string itself is not kept: this browser makes a copy of its own.
 * @param {Context} context
 * @param {{keyString: string}} input
 * @returns {Promise<Outcome>}
 * @throws {TesseraError} in this order: `not-a-key`, `newer-format`, `damaged`; `wrong-account` {ends, email, mailed_at};
 *   `key-replaced` {at}, `key-unfinished`; `copy-cancelled` {at}, `copy-unknown`; `cannot-open`; `proof-refused`. `signed-out` when no
 *   sign-in is under way
 */
export async function authorizeWith(context, { keyString: text }) {
  const { session } = context
  const turn = session.turn
  const { accountId } = partyOf(context)
  const keyString = await parse(text)
  if (!keyString) throw new TesseraError('not-a-key', { what: 'other' })
  if (!equal(keyString.accountId, accountId)) throw await wrongAccount(context, keyString)
  const asked = await challenge(context, accountId, keyString.copyId)
  const share = shareFor(keyString, asked)
  return enter(context, turn, asked, await openCopy(whoOf(context, asked), asked.carrierRecord, keyString, share))
}

/**
 * With the 24 words of a kit: the bare Account Key, which no release share guards. Only the server can say whether
 * they are this account's.
 * @param {Context} context
 * @param {{words: string}} input
 * @returns {Promise<Outcome>}
 * @throws {TesseraError} `words-refused`; `signed-out` when no sign-in is under way
 */
export async function authorizeWithWords(context, { words }) {
  const turn = context.session.turn
  const { accountId } = partyOf(context)
  const read = readWords(words)
  if (!read) throw new TesseraError('words-refused')
  const accountKey = new Uint8Array(read)
  zero(read)
  try {
    const asked = await challenge(context, accountId)
    const carrierSecret = await openCarrier(whoOf(context, asked), asked.carrierRecord)
    return await enter(context, turn, asked, { accountKey, carrierSecret })
  } catch (error) {
    zero(accountKey)
    if (hasCode(error, 'proof-refused')) throw new TesseraError('words-refused')
    throw error
  }
}

/**
 * From opened secrets to the open session: a copy of its own for this browser, the proof, the keyset.
 * @param {Context} context
 * @param {number} turn
 * @param {Challenge} asked
 * @param {import('./admission.js').Secrets} secrets the session's from here on
 * @returns {Promise<Outcome>}
 * @throws {TesseraError} `proof-refused`, `vault-mismatch`, `locked`
 */
export async function enter(context, turn, asked, secrets) {
  context.session.expectTurn(turn, secrets.accountKey, secrets.carrierSecret)
  const who = whoOf(context, asked)
  await orZeroed(secrets, async () => {
    const { keyString, own } = await makeCopy(who, secrets)
    const record = { keyString, rowToken: random(32), storedAt: Date.now() }
    context.session.expectTurn(turn)
    await authorizeBrowser(context, who, asked, secrets, { record, own })
  })
  return admit(context, turn, who, secrets)
}

/**
 * Who is signing in.
 * @param {Context} context
 * @returns {{email: string, hash: Bytes, accountId: Bytes}}
 */
export function partyOf({ session }) {
  const { email, passwordHash: hash } = session.entry
  return { email, hash, accountId: session.known.accountId }
}

/**
 * @param {Context} context
 * @param {Challenge} asked
 */
export function whoOf(context, { generation }) {
  return { ...partyOf(context), generation }
}

/**
 * The release share of a key copy that still counts.
 * @param {{generation: number}} keyString
 * @param {Challenge} asked
 * @returns {Bytes}
 * @throws {TesseraError} `key-replaced`, `key-unfinished`, `copy-cancelled`, `copy-unknown`
 */
export function shareFor({ generation }, { generation: current, copy, replacedAt }) {
  if (generation < current) throw new TesseraError('key-replaced', { at: replacedAt })
  // Of a replacement that was stopped, or else one that the server has forgotten: only the owner can tell.
  if (generation > current) throw new TesseraError('key-unfinished')
  if (copy.state === 'cancelled') throw new TesseraError('copy-cancelled', { at: copy.at })
  if (copy.state === 'unknown') throw new TesseraError('copy-unknown')
  return copy.share
}

/**
 * @param {Context} context
 * @param {KeyString} keyString of another account, of which the server is told nothing
 * @returns {Promise<TesseraError>}
 */
export async function wrongAccount(context, keyString) {
  const { email, accountId } = partyOf(context)
  const { mailedAt } = await challenge(context, accountId)
  return new TesseraError('wrong-account', { ends: ends(keyString.accountId), email, mailed_at: mailedAt })
}
