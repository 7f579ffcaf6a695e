/** Backups for the flow tests, and a change of password as the server meets it. */
import { random, toBase64 } from '../../../static/js/crypto/bytes.js'
import { sealCarrierRecord, sealKeyset, openKeyset } from '../../../static/js/crypto/envelope.js'
import {
  deriveCarrierKey,
  deriveLoginSecret,
  deriveProofSeed,
  deriveUnlockKey,
  passwordHash,
} from '../../../static/js/crypto/kdf.js'
import { deriveKey } from '../../../static/js/crypto/proof.js'
import { makeBackup } from '../../../static/js/vault/backup.js'
import { makeItem } from '../../../static/js/vault/item.js'
import { blankFields } from '../../../static/js/vault/fields.js'
import { ALICE, quickArgon2id } from './cast.js'

/** @typedef {import('../../../static/js/account/context.js').Context} Context */
/** @typedef {import('../../../static/js/vault/item.js').Item} Item */
/** @typedef {import('./server.js').FakeServer} FakeServer */

/** @returns {Item} */
export const anItem = (title = 'Foundry git') =>
  makeItem(toBase64(random(16)), { ...blankFields(), title }, 1_777_800_000)

/** An open vault, as far as a backup looks at it. @param {Item[]} items */
export const vaultOf = (...items) => ({ content: () => ({ version: 7, items }) })

/** @param {Context} context @param {{password?: string}} [options] */
export async function backupOf(context, options) {
  const made = await makeBackup(context, vaultOf(anItem(), anItem('Bank')), options)
  return { ...made, copyId: made.copyId ?? '' }
}

/** @param {Blob} blob @returns {Promise<Uint8Array<ArrayBuffer>>} */
export const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer())

/**
 * Alice's account after a change of her password, her keys the same.
 * @param {FakeServer} server
 * @param {Context} context with her open session
 * @param {string} password
 */
export async function changePassword(server, { session }, password) {
  const { accountKey, carrierSecret, generation, keyset, salt: before } = session.opened
  const { accountId } = session.known
  const account = { accountId, generation }
  const hashOf = (/** @type {string} */ typed, /** @type {Uint8Array<ArrayBuffer>} */ salt) =>
    passwordHash({ email: ALICE.email, password: typed, suite: 1, salt }, quickArgon2id)
  const former = await deriveUnlockKey(await hashOf(ALICE.password, before), accountKey, accountId)
  const vaultKey = await openKeyset(former, account, keyset)
  const salt = random(16)
  const hash = await hashOf(password, salt)
  const proofKey = await deriveKey(await deriveProofSeed(hash, accountKey, accountId))
  const sealed = await sealKeyset(await deriveUnlockKey(hash, accountKey, accountId), account, vaultKey)
  const record = await sealCarrierRecord(await deriveCarrierKey(hash), account, carrierSecret)
  Object.assign(server.account(ALICE.email), {
    salt: toBase64(salt),
    login: await deriveLoginSecret(hash),
    proofKey: Buffer.from(proofKey.publicKey),
    keyset: toBase64(sealed),
    carrierRecord: toBase64(record),
  })
}
