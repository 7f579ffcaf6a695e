/**
 * The steps that every way in shares: from the password's half, through key copy and proof, to an open session.
 */
import { TesseraError } from '../errors.js'
import { equal, fromBase64, random, sha256, toBase64, zero } from '../crypto/bytes.js'
import * as accountKeys from '../crypto/accountkey.js'
import { importKey, openCarrierRecord, openKeyset } from '../crypto/envelope.js'
import { checkParameters, deriveCarrierKey, deriveProofSeed, deriveUnlockKey, passwordHash } from '../crypto/kdf.js'
import { deriveKey } from '../crypto/proof.js'
import { answer } from './acts.js'
import { hasCode } from './standing.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../crypto/accountkey.js').KeyString} KeyString */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Outcome} Outcome */
/** @typedef {import('./acts.js').Challenge} Challenge */
/** @typedef {import('./keystore.js').OwnRecord} OwnRecord */
/** @typedef {{accountKey: Bytes, carrierSecret: Bytes}} Secrets AK and CS */
/** @typedef {{email: string, hash: Bytes, accountId: Bytes, generation: number}} Who M, and what its keys are bound to */

/**
 * M for the account that a server named suite and S for. Refuses bad ones before anything is derived.
 * @param {Context} context
 * @param {{email: string, password: string, suite: unknown, salt: unknown}} input S as base64url
 * @returns {Promise<Bytes>}
 * @throws {TesseraError} `suite-refused`, `salt-refused`
 */
export async function hashPassword({ argon2id }, { email, password, suite, salt }) {
  const bytes = acceptSuite({ suite, salt })
  const hash = await passwordHash({ email, password, suite, salt: bytes }, argon2id)
  performance.mark('tessera:derived') // what is slow on purpose ends here; `make bench` counts from it
  return hash
}

/**
 * What has to be right before anything is derived, and before anything more is asked of this server.
 * @param {{suite: unknown, salt: unknown}} named by the server, S as base64url
 * @returns {Bytes} S
 * @throws {TesseraError} `suite-refused`, `salt-refused`
 */
export function acceptSuite({ suite, salt }) {
  const bytes = readSalt(salt)
  checkParameters({ suite, salt: bytes })
  return bytes
}

/**
 * @param {unknown} text
 * @returns {Bytes} of whatever length: `checkParameters` judges that
 */
function readSalt(text) {
  try {
    return fromBase64(/** @type {string} */ (text))
  } catch (error) {
    if (error instanceof TesseraError || error instanceof TypeError) throw new TesseraError('salt-refused')
    throw error
  }
}

/**
 * @param {Who} who
 * @param {Bytes | null} carrierRecord
 * @returns {Promise<Bytes>} CS
 * @throws {TesseraError} `cannot-open`
 */
export async function openCarrier({ hash, accountId, generation }, carrierRecord) {
  if (!carrierRecord) throw new TesseraError('cannot-open')
  const carrierKey = await deriveCarrierKey(hash)
  try {
    return await openCarrierRecord(carrierKey, { accountId, generation }, carrierRecord)
  } finally {
    zero(carrierKey)
  }
}

/**
 * AK and CS by way of one key copy.
 * @param {Who} who
 * @param {Bytes | null} carrierRecord
 * @param {KeyString} keyString
 * @param {Bytes} share R
 * @returns {Promise<Secrets>}
 * @throws {TesseraError} `cannot-open`
 */
export async function openCopy(who, carrierRecord, keyString, share) {
  const carrierSecret = await openCarrier(who, carrierRecord)
  try {
    return { carrierSecret, accountKey: await accountKeys.open(keyString, { carrierSecret, share }) }
  } catch (error) {
    zero(carrierSecret)
    throw error
  }
}

/**
 * A new key string of the Account Key, with the release share that belongs to it.
 * @param {{accountId: Bytes, generation: number}} account
 * @param {Secrets} secrets
 * @returns {Promise<{keyString: string, own: import('../api/accounts.js').OwnCopy}>} `own` is what the server gets
 */
export async function makeCopy({ accountId, generation }, { accountKey, carrierSecret }) {
  const copyId = random(16)
  const share = random(32)
  const keyString = await accountKeys.seal({ accountId, generation, copyId }, { carrierSecret, share }, accountKey)
  return { keyString, own: { copy_id: toBase64(copyId), share: toBase64(share) } }
}

/**
 * What comes between the opened secrets and the open session; they are not kept when it fails.
 * @template Value
 * @param {Secrets} secrets
 * @param {() => Promise<Value>} work
 * @returns {Promise<Value>}
 */
export async function orZeroed({ accountKey, carrierSecret }, work) {
  try {
    return await work()
  } catch (error) {
    zero(accountKey, carrierSecret)
    throw error
  }
}

/**
 * Make this browser an authorized one: proof, then its own key copy, kept here.
 * @param {Context} context
 * @param {Who} who
 * @param {Challenge} asked
 * @param {Secrets} secrets
 * @param {{record: OwnRecord, own: import('../api/accounts.js').OwnCopy}} copy
 * @throws {TesseraError} `proof-refused`
 */
export async function authorizeBrowser(context, who, asked, { accountKey }, { record, own }) {
  const { privateKey } = await proofKeyOf(who, accountKey)
  const signed = await answer(context, 'authorize', privateKey, asked, await sha256(record.rowToken))
  const token = toBase64(record.rowToken)
  await context.accounts.authorize({ ...signed, token, name: context.browserName, own })
  const { keyString, rowToken, mailKey } = record
  await context.keystore.writeOwn(who.accountId, {
    keyString,
    email: who.email,
    rowToken,
    storedAt: Date.now(),
    ...(mailKey && { mailKey }),
  })
}

/**
 * The proof key of both secrets.
 * @param {Who} who
 * @param {Bytes} accountKey
 * @returns {Promise<import('../crypto/proof.js').ProofKey>}
 */
export async function proofKeyOf({ hash, accountId }, accountKey) {
  const seed = await deriveProofSeed(hash, accountKey, accountId)
  try {
    return await deriveKey(seed)
  } finally {
    zero(seed)
  }
}

/**
 * The server has let this browser in: take the keyset, check that it is ours, and open the session.
 * @param {Context} context
 * @param {number} turn
 * @param {Who} who
 * @param {Secrets} secrets the session's from here on
 * @param {Promise<import('../api/accounts.js').Account>} [account] what the server says of it, if that is on its way
 * @returns {Promise<Outcome>}
 * @throws {TesseraError} `vault-mismatch` for another account, address or generation, or a keyset that both secrets do
 *   not open; `locked`
 */
export async function admit(context, turn, who, secrets, account = context.accounts.account()) {
  const { session } = context
  try {
    const opened = await orZeroed(secrets, async () => {
      const { salt } = session.entry
      return { ...(await openAccount(await account, who, secrets)), salt }
    })
    session.open(turn, opened)
    return { next: opened.keyTaken ? 'vault' : 'welcome' }
  } catch (error) {
    session.expectTurn(turn) // a lock has zeroed M: whatever failed after that says nothing about the server
    throw error
  }
}

/**
 * @param {import('../api/accounts.js').Account} account
 * @param {Who} who
 * @param {Secrets} secrets
 * @returns {Promise<Omit<import('./session.js').Opened, 'salt'>>}
 * @throws {TesseraError} `vault-mismatch`
 */
async function openAccount(account, who, { accountKey, carrierSecret }) {
  const sameAccount = equal(fromBase64(account.account_id, 16), who.accountId) && account.email === who.email
  if (!sameAccount || account.generation !== who.generation) throw new TesseraError('vault-mismatch')
  const keyset = fromBase64(account.keyset)
  const vaultKey = await openVaultKey(who, accountKey, keyset)
  const { privateKey: proofKey } = await proofKeyOf(who, accountKey)
  const standing = { generation: who.generation, browserId: account.browser.id, keyTaken: account.key_taken, keyset }
  return { accountKey, carrierSecret, vaultKey, proofKey, ...standing }
}

/**
 * @param {Who} who
 * @param {Bytes} accountKey
 * @param {Bytes} keyset
 * @returns {Promise<CryptoKey>} VK
 * @throws {TesseraError} `vault-mismatch`
 */
async function openVaultKey({ hash, accountId, generation }, accountKey, keyset) {
  const unlockKey = await deriveUnlockKey(hash, accountKey, accountId)
  /** @type {Bytes | undefined} */
  let bytes
  try {
    bytes = await openKeyset(unlockKey, { accountId, generation }, keyset)
    return await importKey(bytes)
  } catch (error) {
    // Both secrets are right, or the proof would not have been taken: it is the keyset that is not ours.
    if (hasCode(error, 'cannot-open')) throw new TesseraError('vault-mismatch')
    throw error
  } finally {
    zero(unlockKey, ...(bytes ? [bytes] : []))
  }
}
