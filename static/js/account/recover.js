/**
 * Back in with the recovery key: the vault key opens, everything else is made anew, and this browser is the first that the
 * new Account Key authorizes. PROTOCOL: "Recovery that keeps the data".
 */
import { TesseraError } from '../errors.js'
import { concat, fromBase64, random, sha256, toBase64, utf8, zero } from '../crypto/bytes.js'
import { make } from '../crypto/accountkey.js'
import { deriveLoginSecret, normalizeEmail } from '../crypto/kdf.js'
import { SUITE } from '../crypto/labels.js'
import { sign } from '../crypto/proof.js'
import * as recoveryKeys from '../crypto/recoverykey.js'
import * as shares from '../crypto/recoveryshares.js'
import { hashPassword, makeCopy } from './admission.js'
import { sealCredentials } from './credentials.js'
import { refuseShort } from './enroll.js'
import { signIn } from './signin.js'
import { hasCode } from './standing.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Outcome} Outcome */
/** @typedef {{accountId: Bytes, generation: number, vaultKey: Bytes}} Recovered what the recovery key opens */
/** @typedef {{token: string, texts: string[], email: string, password: string}} Input `texts` holds the key or two shares */

const ORDINALS = ['first', 'second', 'third']

/**
 * @param {Context} context
 * @param {Input} input the new password, and the address as its owner types it
 * @returns {Promise<Outcome>} `welcome`: a copy of the new Account Key has to be taken
 * @throws {TesseraError} `bad-email`, `weak-password`; `recovery-unknown`, `recovery-mistyped` {which}, `newer-format`,
 *   `share-missing`, `share-twice`, `shares-differ`; `reset-refused`, `recovery-refused`, `vault-mismatch`
 */
export async function recover(context, { token, texts, email, password }) {
  const address = normalizeEmail(email)
  refuseShort(password)
  const recoveryKey = await readTexts(texts)
  try {
    const opened = await openVault(context, token, address, recoveryKey)
    try {
      await post(context, { token, email: address, password }, recoveryKey, opened)
    } finally {
      zero(opened.vaultKey)
    }
  } finally {
    zero(recoveryKey)
  }
  return signIn(context, { email: address, password })
}

/**
 * The recovery key from what was typed.
 * @param {string[]} texts one recovery key, or two shares; empty ones do not count
 * @returns {Promise<Bytes>} RK
 */
export async function readTexts(texts) {
  const typed = texts.filter((text) => text.trim() !== '')
  const whole = typed.length === 1 ? await recoveryKeys.read(String(typed[0])) : null
  if (whole) return whole
  const read = await Promise.all(typed.map(readShare))
  const [one, other] = read
  if (!one) throw new TesseraError('recovery-unknown')
  if (!other) throw new TesseraError('share-missing')
  return shares.join(one, other)
}

/**
 * @param {string} text
 * @param {number} at its place among those typed
 */
async function readShare(text, at) {
  try {
    const share = await shares.read(text)
    if (share) return share
  } catch (error) {
    if (!hasCode(error, 'recovery-mistyped')) throw error
    throw new TesseraError('recovery-mistyped', { which: `the ${ORDINALS[at]} share` })
  }
  throw new TesseraError('recovery-unknown')
}

/**
 * @param {Context} context
 * @param {string} token
 * @param {string} email
 * @param {Bytes} recoveryKey
 * @returns {Promise<Recovered>}
 */
async function openVault({ accounts }, token, email, recoveryKey) {
  const stage = await accounts.readReset(token)
  if (stage.stage !== 'ready') throw new TesseraError('reset-refused')
  if (!stage.recovery || stage.email !== email) throw new TesseraError('recovery-refused')
  const account = { accountId: fromBase64(stage.recovery.account_id, 16), generation: stage.recovery.generation }
  try {
    const record = fromBase64(stage.recovery.record, 97)
    return { ...account, vaultKey: await recoveryKeys.openRecord(recoveryKey, account, record) }
  } catch (error) {
    throw hasCode(error, 'cannot-open', 'damaged') ? new TesseraError('recovery-refused') : error
  }
}

/**
 * Make the new secrets, keep this browser's own copy as at sign-up, and post what is sealed.
 * @param {Context} context
 * @param {{token: string, email: string, password: string}} input
 * @param {Bytes} recoveryKey
 * @param {Recovered} opened
 */
async function post(context, { token, email, password }, recoveryKey, { vaultKey, ...account }) {
  const salt = random(16)
  const hash = await hashPassword(context, { email, password, suite: SUITE, salt: toBase64(salt) })
  const secrets = { accountKey: make(), carrierSecret: random(32) }
  const who = { email, hash, ...account }
  try {
    const { keyString, own } = await makeCopy(who, secrets)
    const { proofKey, keyset, carrierRecord } = await sealCredentials(who, secrets, vaultKey)
    const login = await deriveLoginSecret(hash)
    const body = { login, salt, proofKey: proofKey.publicKey, keyset, carrierRecord, own }
    const signature = await proveRecovery(context, token, recoveryKey, account, body)
    await keeping(context, account.accountId, keyString, email, () =>
      context.accounts.useRecovery(postedOf(token, body, signature)),
    )
  } finally {
    zero(hash, secrets.accountKey, secrets.carrierSecret)
  }
}

/** @typedef {{login: string, salt: Bytes, proofKey: Bytes, keyset: Bytes, carrierRecord: Bytes, own: import('../api/accounts.js').OwnCopy}} Made */

/**
 * @param {Context} context
 * @param {string} token
 * @param {Bytes} recoveryKey
 * @param {{accountId: Bytes, generation: number}} account
 * @param {Made} made
 * @returns {Promise<Bytes>}
 */
async function proveRecovery({ origin }, token, recoveryKey, account, made) {
  const { privateKey } = await recoveryKeys.deriveProof(recoveryKey, account.accountId)
  const sealed = concat(made.proofKey, made.keyset, made.carrierRecord)
  const own = concat(fromBase64(made.own.copy_id, 16), fromBase64(made.own.share, 32))
  const body = concat(made.salt, utf8(made.login), sealed, own)
  const nonce = await sha256(fromBase64(token, 32))
  return sign('recover', privateKey, { ...account, nonce, origin }, body)
}

/**
 * @param {string} token
 * @param {Made} made
 * @param {Bytes} signature
 * @returns {import('../api/resets.js').Recovered}
 */
function postedOf(token, { login, own, ...made }, signature) {
  return {
    token,
    login,
    salt: toBase64(made.salt),
    proof_key: toBase64(made.proofKey),
    keyset: toBase64(made.keyset),
    carrier_record: toBase64(made.carrierRecord),
    own,
    signature: toBase64(signature),
  }
}

/**
 * Keep the new key string before the server has it, as a page may close at any moment; where the server says no, what was
 * kept before comes back.
 * @param {Context} context
 * @param {Bytes} accountId
 * @param {string} keyString
 * @param {string} email
 * @param {() => Promise<void>} work
 */
async function keeping({ keystore }, accountId, keyString, email, work) {
  const former = await keystore.readOwn(accountId).catch((error) => {
    if (hasCode(error, 'own-copy-damaged')) return null
    throw error
  })
  await keystore.writeOwn(accountId, { keyString, email, rowToken: random(32), storedAt: Date.now(), pending: true })
  try {
    await work()
  } catch (error) {
    // Without an answer nobody knows: the new one stays, and the sign-in finds out.
    if (hasCode(error, 'unreachable', 'server-error')) throw error
    if (former) await keystore.writeOwn(accountId, former)
    else await keystore.dropOwn(accountId)
    throw hasCode(error, 'proof-refused') ? new TesseraError('recovery-refused') : error
  }
}
