/**
 * What hangs on password and address, made anew under others. The Account Key, the vault key and the carrier secret stay:
 * that is why no browser, key copy or backup breaks. PROTOCOL: "Change of password or e-mail address"; docs/formats.md §4.
 */
import { concat, random, toBase64, utf8, zero } from '../crypto/bytes.js'
import { deriveLoginSecret } from '../crypto/kdf.js'
import { SUITE } from '../crypto/labels.js'
import { hashPassword } from './admission.js'
import { sealCredentials } from './credentials.js'
import { hasCode } from './standing.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('./context.js').Context} Context */
/**
 * @typedef {object} Renewed
 * @property {import('../api/changes.js').Renewal} body what the server gets
 * @property {Bytes} signed the same, as the act signs it
 * @property {{salt: Bytes, keyset: Bytes, proofKey: CryptoKey}} held what the open session has of it
 */

/**
 * @param {Context} context
 * @param {import('./retype.js').Retyped} retyped under the present password and address
 * @param {{email: string, password: string}} next
 * @returns {Promise<Renewed>}
 * @throws {import('../errors.js').TesseraError} `locked`: what was sealed after a lock would hold zeros, and must never be sent
 */
export async function renew(context, { who, vaultKey, turn }, { email, password }) {
  const { session } = context
  const salt = random(16)
  const hash = await hashPassword(context, { email, password, suite: SUITE, salt: toBase64(salt) })
  try {
    session.expectTurn(turn)
    const sealed = await sealCredentials({ ...who, email, hash }, session.opened, vaultKey)
    const login = await deriveLoginSecret(hash)
    session.expectTurn(turn)
    return renewed(login, salt, sealed)
  } finally {
    zero(hash)
  }
}

/**
 * @param {string} login L
 * @param {Bytes} salt S
 * @param {import('./credentials.js').Credentials} sealed
 * @returns {Renewed}
 */
function renewed(login, salt, { keyset, carrierRecord, proofKey: { publicKey, privateKey } }) {
  return {
    body: {
      login,
      salt: toBase64(salt),
      proof_key: toBase64(publicKey),
      keyset: toBase64(keyset),
      carrier_record: toBase64(carrierRecord),
    },
    signed: concat(salt, utf8(login), publicKey, keyset, carrierRecord),
    held: { salt, keyset, proofKey: privateKey },
  }
}

/**
 * Post a change. An answer that was lost leaves open whether it was made: then the server is asked for the account, and
 * whoever is no longer let in is told why by the refusal.
 * @param {Context} context
 * @param {() => Promise<void>} post
 * @param {(account: import('../api/accounts.js').Account) => boolean} isMade by what the account is now
 * @throws {import('../errors.js').TesseraError} what the post was refused with; `unreachable` also when nobody can say what came of it
 */
export async function postChange({ accounts }, post, isMade) {
  try {
    await post()
  } catch (error) {
    if (!hasCode(error, 'unreachable', 'server-error')) throw error
    if (!isMade(await accounts.account())) throw error
  }
}
