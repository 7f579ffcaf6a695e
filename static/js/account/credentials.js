/**
 * What the server keeps of an account's two secrets: the same at sign-up, after a change of password or address, and after
 * a replacement of the Account Key. docs/formats.md §2, §3.
 */
import { zero } from '../crypto/bytes.js'
import { sealCarrierRecord, sealKeyset } from '../crypto/envelope.js'
import { deriveCarrierKey, deriveUnlockKey } from '../crypto/kdf.js'
import { proofKeyOf } from './admission.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/**
 * @typedef {object} Credentials
 * @property {Bytes} keyset
 * @property {Bytes} carrierRecord
 * @property {import('../crypto/proof.js').ProofKey} proofKey the server gets its public half
 */

/**
 * @param {import('./admission.js').Who} who
 * @param {import('./admission.js').Secrets} secrets
 * @param {Bytes} vaultKey VK
 * @returns {Promise<Credentials>}
 */
export async function sealCredentials(who, { accountKey, carrierSecret }, vaultKey) {
  const unlockKey = await deriveUnlockKey(who.hash, accountKey, who.accountId)
  const carrierKey = await deriveCarrierKey(who.hash)
  try {
    return {
      keyset: await sealKeyset(unlockKey, who, vaultKey),
      carrierRecord: await sealCarrierRecord(carrierKey, who, carrierSecret),
      proofKey: await proofKeyOf(who, accountKey),
    }
  } finally {
    zero(unlockKey, carrierKey)
  }
}
