/**
 * The account password typed once more: an unlocked browser that nobody watches is not enough for what changes a secret.
 *
 * It is judged here, by the keyset that it opens together with the Account Key: the server learns of it by a signature
 * alone. That keyset is also where the vault key comes from when it has to be sealed anew, as the open session holds it in
 * a form that does not come out.
 */
import { TesseraError } from '../errors.js'
import { toBase64, zero } from '../crypto/bytes.js'
import { openKeyset } from '../crypto/envelope.js'
import { deriveUnlockKey } from '../crypto/kdf.js'
import { SUITE } from '../crypto/labels.js'
import { hashPassword, proofKeyOf } from './admission.js'
import { hasCode } from './standing.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./admission.js').Who} Who */
/**
 * @typedef {object} Retyped
 * @property {Who} who with M of the present password; zeroed when the work has ended
 * @property {Bytes} vaultKey VK; likewise
 * @property {CryptoKey} proofKey the private half, made anew from both secrets
 * @property {number} turn of the open session
 */

/**
 * Do what needs the password again.
 * @template Value
 * @param {Context} context
 * @param {string} password
 * @param {(retyped: Retyped) => Promise<Value>} work
 * @returns {Promise<Value>}
 * @throws {TesseraError} `wrong-password`; `locked`, also when there was a lock meanwhile
 */
export async function withPassword(context, password, work) {
  const { session } = context
  const { turn } = session
  const { salt, generation } = session.opened
  const { email, accountId } = session.known
  const hash = await hashPassword(context, { email, password, suite: SUITE, salt: toBase64(salt) })
  const who = { email, hash, accountId, generation }
  /** @type {Bytes | undefined} */
  let vaultKey
  try {
    session.expectTurn(turn)
    vaultKey = await openWith(session, turn, who)
    const { privateKey: proofKey } = await proofKeyOf(who, session.opened.accountKey)
    session.expectTurn(turn)
    return await work({ who, vaultKey, proofKey, turn })
  } finally {
    zero(hash, ...(vaultKey ? [vaultKey] : []))
  }
}

/**
 * @param {import('./session.js').Session} session
 * @param {number} turn
 * @param {Who} who
 * @returns {Promise<Bytes>} VK
 */
async function openWith(session, turn, who) {
  const { accountKey, keyset } = session.opened
  const unlockKey = await deriveUnlockKey(who.hash, accountKey, who.accountId)
  try {
    return await openKeyset(unlockKey, who, keyset)
  } catch (error) {
    session.expectTurn(turn) // a lock has zeroed the Account Key: that says nothing about the password
    throw hasCode(error, 'cannot-open') ? new TesseraError('wrong-password') : error
  } finally {
    zero(unlockKey)
  }
}
