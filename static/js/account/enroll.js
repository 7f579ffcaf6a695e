/**
 * Sign-up: every key is made here, and the server gets only what is sealed. PROTOCOL: "Sign-up"; docs/formats.md §2 to §8.
 */
import { TesseraError } from '../errors.js'
import { random, sha256, toBase64, zero } from '../crypto/bytes.js'
import { make } from '../crypto/accountkey.js'
import { firstSummary, sealHead } from '../crypto/head.js'
import { deriveLoginSecret, normalizeEmail } from '../crypto/kdf.js'
import { SUITE } from '../crypto/labels.js'
import { hashPassword, makeCopy } from './admission.js'
import { sealCredentials } from './credentials.js'
import { continueOrAuthorize, learnAccount } from './owncopy.js'
import { hasCode, whileSignedOut } from './standing.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Outcome} Outcome */
/** @typedef {import('./admission.js').Who} Who */
/** @typedef {import('./admission.js').Secrets} Secrets */
/** @typedef {import('./keystore.js').OwnRecord} OwnRecord */

/** In characters; how easily a longer one is guessed is judged where it is typed. */
export const SHORTEST_PASSWORD = 12
const FIRST = Object.freeze({ generation: 1, version: 1 })

/**
 * Make an account and post it. Only M is held until `confirmCode`: the rest opens from this browser's own key copy. If
 * M is lost before, by closing the page, the next sign-in finishes the work.
 * @param {Context} context
 * @param {{email: string, password: string, mailKey: boolean, reset?: string | undefined}} input `reset`: the token of a
 *   reset's second link, with which the account that this address has is erased as the new one is written
 * @throws {TesseraError} `bad-email`, `weak-password`, `slow-down`, `unreachable`, `reset-refused`
 */
export async function signUp(context, { email, password, mailKey, reset }) {
  const { session, accounts, keystore } = context
  const turn = session.turn
  const address = normalizeEmail(email)
  refuseShort(password)
  const salt = random(16)
  const hash = await hashPassword(context, { email: address, password, suite: SUITE, salt: toBase64(salt) })
  const who = { email: address, hash, accountId: random(16), generation: FIRST.generation }
  try {
    const { keyString, own, sealed } = await makeAccount(who)
    const login = await deriveLoginSecret(hash)
    session.enter(turn, { email: address, passwordHash: hash, salt }, who.accountId)
    await keystore.writeOwn(who.accountId, ownRecord(keyString, address, mailKey))
    // The head is this browser's own work, so it is pinned before any server has seen it.
    await keystore.advancePin(who.accountId, { ...FIRST, head: await sha256(sealed.head) })
    await whileSignedOut(context, () =>
      accounts.signUp({ ...bodyOf(who, salt, login, sealed, own), ...(reset && { reset }) }),
    )
  } catch (error) {
    zero(hash)
    session.lock()
    await keystore.dropOwn(who.accountId)
    throw error
  }
}

/** @param {Context} context @throws {TesseraError} `slow-down`, `wrong-code` */
export async function resendCode({ accounts }) {
  await accounts.resendCode()
}

/**
 * Confirm the address, then make this browser the first authorized one by the same proof as any other.
 * @param {Context} context
 * @param {{code: string}} input
 * @returns {Promise<Outcome>} `signin` when this worker no longer holds the password's half; `welcome` with a `reason`
 *   when all went well except for mailing the key
 * @throws {TesseraError} `wrong-code`, `slow-down`, `vault-mismatch`
 */
export async function confirmCode(context, { code }) {
  const { session } = context
  const turn = session.turn
  const signedIn = await verify(context, code.trim())
  if (!signedIn || !session.isEntering) return { next: 'signin' }
  await learnAccount(context)
  return continueOrAuthorize(context, turn)
}

/**
 * @param {Context} context
 * @param {string} code
 * @returns {Promise<boolean>} whether the session is signed in now
 */
async function verify({ accounts }, code) {
  try {
    return await accounts.verifyEmail(code)
  } catch (error) {
    if (!hasCode(error, 'wrong-code') || !error.detail['expired']) throw error
    // No code is awaited. Perhaps an earlier try confirmed the address and broke off after that.
    const { state } = await accounts.session()
    if (state !== 'unauthorized') throw error
    return true
  }
}

/**
 * The floor, whatever the page let through.
 * @param {string} password
 * @throws {TesseraError} `weak-password`
 */
export function refuseShort(password) {
  if ([...password.normalize('NFKC')].length < SHORTEST_PASSWORD) throw new TesseraError('weak-password')
}

/**
 * @param {string} keyString
 * @param {string} email
 * @param {boolean} mailKey
 * @returns {OwnRecord}
 */
function ownRecord(keyString, email, mailKey) {
  return { keyString, email, rowToken: random(32), storedAt: Date.now(), pending: true, ...(mailKey && { mailKey }) }
}

/**
 * Make the Account Key and the carrier secret, and all that they are sealed into. Neither is kept.
 * @param {Who} who
 */
async function makeAccount(who) {
  const secrets = { accountKey: make(), carrierSecret: random(32) }
  try {
    return { ...(await makeCopy(who, secrets)), sealed: await sealAccount(who, secrets) }
  } finally {
    zero(secrets.accountKey, secrets.carrierSecret)
  }
}

/**
 * @param {Who} who
 * @param {Secrets} secrets
 * @returns {Promise<{keyset: Bytes, carrierRecord: Bytes, head: Bytes, proofKey: Bytes}>}
 */
async function sealAccount(who, secrets) {
  const vaultKey = random(32)
  try {
    const { proofKey, ...sealed } = await sealCredentials(who, secrets, vaultKey)
    const head = await sealHead(vaultKey, { ...who, ...FIRST }, await firstSummary(Date.now()))
    return { ...sealed, head, proofKey: proofKey.publicKey }
  } finally {
    zero(vaultKey)
  }
}

/**
 * @param {Who} who
 * @param {Bytes} salt S
 * @param {string} password L
 * @param {Awaited<ReturnType<typeof sealAccount>>} sealed
 * @param {import('../api/accounts.js').OwnCopy} own
 * @returns {import('../api/accounts.js').SignUp}
 */
function bodyOf({ email, accountId }, salt, password, { keyset, carrierRecord, head, proofKey }, own) {
  return {
    email,
    password,
    account_id: toBase64(accountId),
    suite: SUITE,
    salt: toBase64(salt),
    proof_key: toBase64(proofKey),
    keyset: toBase64(keyset),
    carrier_record: toBase64(carrierRecord),
    head: toBase64(head),
    ...own,
  }
}
