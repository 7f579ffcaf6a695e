/**
 * Challenges, and the signed acts that answer them. docs/formats.md §4.
 */
import { TesseraError } from '../errors.js'
import { equal, fromBase64, toBase64 } from '../crypto/bytes.js'
import { sign } from '../crypto/proof.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../crypto/proof.js').Act} Act */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {{state: 'good', share: Bytes} | {state: 'cancelled', at: string} | {state: 'unknown'}} Copy */
/**
 * @typedef {object} Challenge
 * @property {Bytes} accountId
 * @property {number} generation
 * @property {Bytes} nonce 32 bytes, of this session, good for one act
 * @property {Bytes | null} carrierRecord only for a session that still has to prove itself
 * @property {Copy} copy `unknown` also when none was asked for
 * @property {string | null} mailedAt when the key was last mailed
 * @property {string | null} replacedAt when the Account Key was last replaced
 */

/**
 * @param {Context} context
 * @param {Bytes} accountId whose challenge it must be: another account's is refused
 * @param {Bytes} [copyId] of the key copy whose release share is wanted
 * @returns {Promise<Challenge>}
 * @throws {TesseraError} `vault-mismatch`
 */
export async function challenge({ accounts }, accountId, copyId) {
  const answer = await accounts.challenge(copyId && toBase64(copyId))
  if (!equal(fromBase64(answer.account_id, 16), accountId)) throw new TesseraError('vault-mismatch')
  return {
    accountId,
    generation: answer.generation,
    nonce: fromBase64(answer.nonce, 32),
    carrierRecord: answer.carrier_record === null ? null : fromBase64(answer.carrier_record),
    copy: readCopy(answer.copy),
    mailedAt: answer.mailed_at,
    replacedAt: answer.replaced_at,
  }
}

/**
 * @param {import('../api/accounts.js').CopyState | null} copy
 * @returns {Copy}
 */
function readCopy(copy) {
  if (copy?.state === 'good') return { state: 'good', share: fromBase64(copy.share, 32) }
  return copy ?? { state: 'unknown' }
}

/**
 * Answer a challenge with an act.
 * @param {Context} context
 * @param {Act} act
 * @param {CryptoKey} proofKey
 * @param {{accountId: Bytes, generation: number, nonce: Bytes}} asked
 * @param {Bytes} body
 * @returns {Promise<import('../api/accounts.js').Signed>}
 */
export async function answer({ origin }, act, proofKey, { accountId, generation, nonce }, body) {
  const signature = await sign(act, proofKey, { accountId, generation, nonce, origin }, body)
  return { nonce: toBase64(nonce), signature: toBase64(signature) }
}

/**
 * Fetch a challenge and answer it with an act of the open session.
 * @param {Context} context
 * @param {Act} act
 * @param {Bytes} body
 * @param {CryptoKey} [proofKey] made anew from a password that was typed again, where the act asks for that
 * @returns {Promise<import('../api/accounts.js').Signed>}
 * @throws {TesseraError} `locked`, `vault-mismatch`
 */
export async function signedAct(context, act, body, proofKey = context.session.opened.proofKey) {
  const { generation } = context.session.opened
  const { accountId } = context.session.known
  const { nonce } = await challenge(context, accountId)
  return answer(context, act, proofKey, { accountId, generation, nonce }, body)
}
