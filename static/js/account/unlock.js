/**
 * Unlock: in an authorized browser the account password is enough. Its login secret releases carrier record and release
 * share, so that nothing on a stolen, locked machine can be guessed offline. PROTOCOL: "Keys".
 */
import { TesseraError } from '../errors.js'
import { equal, fromBase64, toBase64 } from '../crypto/bytes.js'
import { deriveLoginSecret } from '../crypto/kdf.js'
import { acceptSuite, admit, hashPassword, openCopy } from './admission.js'
import { ofGeneration, readOwn } from './owncopy.js'
import { signIn } from './signin.js'
import { ended, hasCode, idIn, knownRecord, refused } from './standing.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../crypto/accountkey.js').KeyString} KeyString */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Outcome} Outcome */
/** @typedef {{email: string, accountId: Bytes, record: import('./standing.js').Known, suite: unknown, salt: unknown}} Party `email` is the record's */

/**
 * @param {Context} context
 * @param {{password: string}} input
 * @returns {Promise<Outcome>} of a whole sign-in when this browser's own key copy is damaged or stale
 * @throws {TesseraError} `wrong-password`, `slow-down`, `browser-revoked`, `session-ended`, `suite-refused`, `salt-refused`; `vault-mismatch`
 *   when the server names another address than this browser knows; `signed-out` also when this browser knows none: then
 *   the address has to be typed
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
 * Who may unlock here. The address enters the password hash, so it is this browser's own: a server that could choose it
 * would give everybody one address and one salt, and hold login secrets against hashes made beforehand.
 * @param {Context} context
 * @returns {Promise<Party>}
 * @throws {TesseraError} `browser-revoked`, `session-ended`, `signed-out`, `vault-mismatch`
 */
async function partyOf(context) {
  const answer = await context.accounts.session()
  const accountId = idIn(answer)
  const { state, email, suite, salt } = answer
  if (state === 'ended') throw await ended(context, answer)
  if (state === 'anonymous' || email === undefined || !accountId) throw new TesseraError('signed-out')
  const { identity } = context.session
  // Somebody else signed in beside this page, which asked for the password of another account.
  if (identity && !equal(identity.accountId, accountId)) throw await refused(context, 'signed-out')
  const record = await knownRecord(context, accountId)
  if (!record) throw new TesseraError('signed-out')
  if (email !== record.email) throw new TesseraError('vault-mismatch')
  context.session.identify({ email, accountId })
  return { email, accountId, record, suite, salt }
}

/**
 * @param {Context} context
 * @param {number} turn
 * @param {Party} party
 * @param {string} password
 * @returns {Promise<Outcome>}
 */
async function openOwnCopy(context, turn, { email, accountId, record, suite, salt }, password) {
  const accepted = acceptSuite({ suite, salt })
  // What the server says of the account is fetched while the password is hashed; a refusal is told where it is used.
  const account = context.accounts.account()
  account.catch(() => {})
  const current = await ofGeneration(record, async () => (await account).generation)
  const keyString = await readOwn(current, accountId)
  const hash = await hashPassword(context, { email, password, suite, salt })
  context.session.enter(turn, { email, passwordHash: hash, salt: accepted }, accountId)
  const body = { login: await deriveLoginSecret(hash), copy_id: toBase64(keyString.copyId) }
  const released = await context.accounts.unlock(body)
  const who = { email, hash, accountId, generation: keyString.generation }
  const share = fromBase64(released.share, 32)
  const secrets = await openCopy(who, fromBase64(released.carrier_record), keyString, share)
  const outcome = await admit(context, turn, who, secrets, account)
  if (current !== record) await context.keystore.writeOwn(accountId, current)
  return outcome
}
