/**
 * Unlock: in an authorized browser the account password is enough. Its login secret releases carrier record and release
 * share, so that nothing on a stolen, locked machine can be guessed offline. PROTOCOL: "Keys".
 */
import { TesseraError } from '../errors.js'
import { fromBase64, toBase64 } from '../crypto/bytes.js'
import { deriveLoginSecret, normalizeEmail } from '../crypto/kdf.js'
import { acceptSuite, admit, hashPassword, openCopy } from './admission.js'
import { readOwn } from './owncopy.js'
import { signIn } from './signin.js'
import { hasCode, refused } from './standing.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../crypto/accountkey.js').KeyString} KeyString */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Outcome} Outcome */
/** @typedef {{email: string, accountId: Bytes, suite: unknown, salt: unknown}} Party */

/**
 * @param {Context} context
 * @param {{password: string}} input
 * @returns {Promise<Outcome>} of a whole sign-in when this browser's own key copy is missing, damaged or stale
 * @throws {TesseraError} `wrong-password`, `slow-down`, `signed-out`, `browser-revoked`, `suite-refused`, `salt-refused`
 */
export async function unlock(context, { password }) {
  const party = await partyOf(context)
  const turn = context.session.turn
  try {
    return await openOwnCopy(context, turn, party, password)
  } catch (error) {
    context.session.expectTurn(turn)
    context.session.lock()
    if (!hasCode(error, 'own-copy-damaged', 'own-copy-stale', 'copy-unknown', 'cannot-open', 'browser-not-authorized'))
      throw error
    // Not a dead end: the sign-in finds the cause again, says it, and asks for another key copy.
    return signIn(context, { email: party.email, password })
  }
}

/**
 * Who may unlock here.
 * @param {Context} context
 * @returns {Promise<Party>}
 */
async function partyOf(context) {
  const { state, email, account_id: id, suite, salt } = await context.accounts.session()
  if (state === 'revoked') {
    await refused(context, 'browser-revoked')
    throw new TesseraError('browser-revoked')
  }
  if (state === 'anonymous' || email === undefined || id === undefined) throw new TesseraError('signed-out')
  const accountId = fromBase64(id, 16)
  context.session.identify({ email: normalizeEmail(email), accountId })
  return { email, accountId, suite, salt }
}

/**
 * @param {Context} context
 * @param {number} turn
 * @param {Party} party
 * @param {string} password
 * @returns {Promise<Outcome>}
 */
async function openOwnCopy(context, turn, { email, accountId, suite, salt }, password) {
  acceptSuite({ suite, salt })
  // What the server says of the account is fetched while the password is hashed; a refusal is told where it is used.
  const account = context.accounts.account()
  account.catch(() => {})
  const record = await context.keystore.readOwn(accountId)
  if (!record) throw new TesseraError('own-copy-stale')
  const keyString = await readOwn(record, accountId)
  const hash = await hashPassword(context, { email, password, suite, salt })
  context.session.enter(turn, { email, passwordHash: hash, accountId })
  const body = { login: await deriveLoginSecret(hash), copy_id: toBase64(keyString.copyId) }
  const released = await context.accounts.unlock(body)
  const who = { email, hash, accountId, generation: keyString.generation }
  const share = fromBase64(released.share, 32)
  const secrets = await openCopy(who, fromBase64(released.carrier_record), keyString, share)
  return admit(context, turn, who, secrets, account)
}
