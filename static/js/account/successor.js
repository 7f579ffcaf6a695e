/**
 * Replacing the Account Key: the secrets that follow. They stand beside the open ones until the server has swapped them in,
 * and a lock drops both. PROTOCOL: "Replacement of the Account Key".
 */
import { TesseraError } from '../errors.js'
import { random, zero } from '../crypto/bytes.js'
import { make } from '../crypto/accountkey.js'
import { importKey } from '../crypto/envelope.js'
import { sealFormer } from '../crypto/generations.js'
import { makeCopy } from './admission.js'
import { sealCredentials } from './credentials.js'
import { withPassword } from './retype.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./keystore.js').Pin} Pin */
/**
 * @typedef {object} Sealed what the server gets of them
 * @property {Bytes} proofKey the public half, 32 bytes
 * @property {Bytes} keyset
 * @property {Bytes} carrierRecord
 * @property {Bytes} former the vault key of before
 */
/**
 * @typedef {object} Successor
 * @property {number} generation
 * @property {Bytes} accountKey AK
 * @property {Bytes} carrierSecret CS
 * @property {CryptoKey} vaultKey VK
 * @property {CryptoKey} proofKey the private half
 * @property {CryptoKey} signer the present proof key, made anew from the password that was typed: it signs the swap
 * @property {Sealed} sealed
 * @property {string} keyString of this browser's own key copy
 * @property {import('../api/accounts.js').OwnCopy} own
 * @property {boolean} keyTaken whether another copy of it has been taken
 * @property {string} [kit] as in the session
 * @property {Map<string, string>} [made] likewise
 */

/**
 * Make the next Account Key, vault key and carrier secret, and what they are sealed into.
 * @param {Context} context
 * @param {string} password the account password, typed again
 * @returns {Promise<Successor>} which the session holds
 * @throws {TesseraError} `wrong-password`, `locked`
 */
export async function makeSuccessor(context, password) {
  const { session } = context
  dropSecrets(session)
  return withPassword(context, password, async ({ who, vaultKey, proofKey: signer, turn }) => {
    const next = { ...who, generation: who.generation + 1 }
    const secrets = { accountKey: make(), carrierSecret: random(32) }
    const freshKey = random(32)
    try {
      const { proofKey, ...sealed } = await sealCredentials(next, secrets, freshKey)
      const former = await sealFormer(freshKey, next, vaultKey)
      const successor = {
        generation: next.generation,
        ...secrets,
        vaultKey: await importKey(freshKey),
        proofKey: proofKey.privateKey,
        signer,
        sealed: { ...sealed, proofKey: proofKey.publicKey, former },
        ...(await makeCopy(next, secrets)),
        keyTaken: false,
      }
      session.expectTurn(turn)
      session.opened.successor = successor
      return successor
    } catch (error) {
      zero(secrets.accountKey, secrets.carrierSecret)
      throw error
    } finally {
      zero(freshKey)
    }
  })
}

/**
 * @param {import('./session.js').Session} session
 * @returns {Successor}
 * @throws {TesseraError} `locked`; `replacement-lost` when nothing is being replaced
 */
export function successorOf({ opened: { successor } }) {
  if (!successor) throw new TesseraError('replacement-lost')
  return successor
}

/**
 * This browser's own copy of the next key is kept beside the one of the present: after a crash the account's generation
 * says which of them counts.
 * @param {Context} context
 * @throws {TesseraError} `own-copy-damaged` when this browser has lost the copy that it would stand beside
 */
export async function keepSuccessor({ session, keystore }) {
  await keystore.keepNext(session.known.accountId, successorOf(session).keyString)
}

/**
 * Nothing is replaced.
 * @param {Context} context
 * @param {Bytes} accountId whose session it was, perhaps locked by now
 */
export async function dropSuccessor({ session, keystore }, accountId) {
  if (session.isOpen) dropSecrets(session)
  await keystore.keepNext(accountId, null)
}

/**
 * The server has swapped: what followed is what is, in this browser's storage and in the open session.
 * @param {Context} context
 * @param {Omit<Pin, 'generation'>} place the head of the vault that was swapped in
 * @param {Parameters<import('./keystore.js').Keystore['succeed']>[3]} anew what this browser keeps of it and beside it
 */
export async function succeed({ session, keystore, announce }, place, anew) {
  const successor = successorOf(session)
  const { turn, opened } = session
  const { generation, keyString } = successor
  await keystore.succeed(session.known.accountId, keyString, { ...place, generation }, anew)
  session.expectTurn(turn)
  delete opened.successor // or opening the session would zero what it is opened with
  session.open(turn, openedWith(opened, successor))
  announce()
}

/**
 * @param {import('./session.js').Opened} before
 * @param {Successor} successor
 * @returns {import('./session.js').Opened}
 */
function openedWith({ browserId, salt }, successor) {
  const { generation, accountKey, carrierSecret, vaultKey, proofKey, sealed, kit, made } = successor
  return {
    ...{ accountKey, carrierSecret, vaultKey, proofKey },
    ...{ browserId, salt, generation, keyset: sealed.keyset, keyTaken: true },
    ...(kit !== undefined && { kit }),
    ...(made !== undefined && { made }),
  }
}

/** @param {import('./session.js').Session} session */
function dropSecrets({ opened }) {
  if (opened.successor) zero(opened.successor.accountKey, opened.successor.carrierSecret)
  delete opened.successor
}
