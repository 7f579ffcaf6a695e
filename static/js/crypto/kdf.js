/**
 * From the account password and the Account Key to every other key. docs/formats.md §3; RFC 5869, RFC 9106.
 *
 * The cost of the password hash is compiled in. A server names a suite and hands back a salt; both are checked here,
 * before anything that depends on the password is made or sent.
 */
import { TesseraError, expectBytes, expectInteger, expectText } from '../errors.js'
import { concat, toBase64, utf8, zero } from './bytes.js'
import { INFO, SUITE } from './labels.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/**
 * @typedef {(input: {password: Bytes, salt: Bytes}) => Promise<Bytes>} Argon2id
 *   Argon2id with the figures of ARGON2: 32 bytes. In the browser it starts `worker/derive.js`.
 */

/** The figures of suite 1: 64 MiB, four passes, one lane, 32 bytes; version 0x13. */
export const ARGON2 = Object.freeze({ memorySize: 65536, iterations: 4, parallelism: 1, hashLength: 32 })

const SALT_LENGTH = 16
const NOTHING = new Uint8Array(0)

/**
 * An e-mail address as it enters the salt: A–Z lowered, nothing else changed (§1).
 * @param {string} email
 * @returns {string}
 * @throws {TesseraError} `bad-email` for anything but printable ASCII with one `@` in at most 254 bytes
 */
export function normalizeEmail(email) {
  expectText('email', email)
  if (email.length > 254 || !/^[!-?A-~]+@[!-?A-~]+$/.test(email)) throw new TesseraError('bad-email')
  return email.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

/**
 * Refuse any suite but 1 and any S but 16 bytes. Callers do this before they send anything.
 * @param {{suite: unknown, salt: Uint8Array}} parameters as the server named them
 * @throws {TesseraError} `suite-refused`, `salt-refused`
 */
export function checkParameters({ suite, salt }) {
  if (suite !== SUITE) throw new TesseraError('suite-refused')
  expectBytes('salt', salt)
  if (salt.length !== SALT_LENGTH) throw new TesseraError('salt-refused')
}

/**
 * HKDF-SHA-256 (RFC 5869).
 * @param {Bytes} ikm
 * @param {Bytes} info
 * @param {number} [length] bytes wanted, at most 8,160
 * @param {Bytes} [salt] empty unless given
 * @returns {Promise<Bytes>}
 */
export async function hkdf(ikm, info, length = 32, salt = NOTHING) {
  expectBytes('ikm', ikm)
  const key = await crypto.subtle.importKey('raw', ikm, 'HKDF', false, ['deriveBits'])
  return expand(key, info, length, salt)
}

/**
 * HKDF-SHA-256 from a key that WebCrypto already holds.
 * @param {CryptoKey} key of algorithm HKDF
 * @param {Bytes} info
 * @param {number} length
 * @param {Bytes} salt
 * @returns {Promise<Bytes>}
 */
export async function expand(key, info, length, salt) {
  expectInteger('length', length, 8160)
  const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info }
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8))
}

/**
 * What Argon2id is fed: UTF-8 of the NFKC form.
 * @param {string} password
 * @returns {Bytes} to be zeroed by the caller
 * @throws {TypeError} for half a surrogate pair, which has no UTF-8
 */
export function passwordBytes(password) {
  expectText('password', password)
  if (!password.isWellFormed()) throw new TypeError('password: expected well-formed text, found half a surrogate pair')
  return utf8(password.normalize('NFKC'))
}

/**
 * Argon2id's salt: S bound to the address, so that a server cannot give two people one salt.
 * @param {Bytes} salt S, 16 bytes
 * @param {string} email
 * @returns {Promise<Bytes>} 16 bytes
 * @throws {TesseraError} `salt-refused`, `bad-email`
 */
export async function deriveSalt(salt, email) {
  checkParameters({ suite: SUITE, salt })
  const bound = await hkdf(concat(salt, utf8(normalizeEmail(email))), utf8(INFO.salt))
  return bound.slice(0, SALT_LENGTH)
}

/**
 * M, the hash of the account password: about a quarter of a second of work.
 * @param {{email: string, password: string, suite: unknown, salt: Bytes}} input suite and S as the server named them
 * @param {Argon2id} argon2id
 * @returns {Promise<Bytes>} 32 bytes
 * @throws {TesseraError} `suite-refused`, `salt-refused`, `bad-email`, all before any work
 */
export async function passwordHash({ email, password, suite, salt }, argon2id) {
  checkParameters({ suite, salt })
  const bound = await deriveSalt(salt, email)
  const bytes = passwordBytes(password)
  try {
    const hash = await argon2id({ password: bytes, salt: bound })
    expectBytes('argon2id', hash, ARGON2.hashLength)
    return hash
  } finally {
    zero(bytes)
  }
}

/**
 * L: all that the server ever gets of the password.
 * @param {Bytes} hash M
 * @returns {Promise<string>} 43 characters
 */
export async function deriveLoginSecret(hash) {
  expectBytes('hash', hash, 32)
  return toBase64(await hkdf(hash, utf8(INFO.login)))
}

/**
 * The key that seals CS into the carrier record.
 * @param {Bytes} hash M
 * @returns {Promise<Bytes>} 32 bytes
 */
export async function deriveCarrierKey(hash) {
  expectBytes('hash', hash, 32)
  return hkdf(hash, utf8(INFO.carrier))
}

/**
 * The key that seals AK and VK into a backup that opens with the password alone.
 * @param {Bytes} hash M
 * @returns {Promise<Bytes>} 32 bytes
 */
export async function deriveBackupKey(hash) {
  expectBytes('hash', hash, 32)
  return hkdf(hash, utf8(INFO.backup))
}

/**
 * The key that seals the Account Key into one key copy.
 * @param {Bytes} carrierSecret CS
 * @param {Bytes} share R, this copy's release share
 * @returns {Promise<Bytes>} 32 bytes
 */
export async function deriveWrapKey(carrierSecret, share) {
  expectBytes('carrierSecret', carrierSecret, 32)
  expectBytes('share', share, 32)
  return deriveJoined(carrierSecret, share, utf8(INFO.wrap))
}

/**
 * UK, the key that seals VK: both secrets are needed.
 * @param {Bytes} hash M
 * @param {Bytes} accountKey AK
 * @param {Bytes} accountId
 * @returns {Promise<Bytes>} 32 bytes
 */
export async function deriveUnlockKey(hash, accountKey, accountId) {
  return deriveFromBoth(hash, accountKey, accountId, INFO.unlock)
}

/**
 * The seed of the Ed25519 key that shows both secrets without sending either.
 * @param {Bytes} hash M
 * @param {Bytes} accountKey AK
 * @param {Bytes} accountId
 * @returns {Promise<Bytes>} 32 bytes
 */
export async function deriveProofSeed(hash, accountKey, accountId) {
  return deriveFromBoth(hash, accountKey, accountId, INFO.proof)
}

/**
 * @param {Bytes} hash M
 * @param {Bytes} accountKey AK
 * @param {Bytes} accountId
 * @param {string} info
 * @returns {Promise<Bytes>}
 */
async function deriveFromBoth(hash, accountKey, accountId, info) {
  expectBytes('hash', hash, 32)
  expectBytes('accountKey', accountKey, 32)
  expectBytes('accountId', accountId, 16)
  return deriveJoined(hash, accountKey, concat(utf8(info), accountId))
}

/**
 * @param {Bytes} first
 * @param {Bytes} second
 * @param {Bytes} info
 * @returns {Promise<Bytes>}
 */
async function deriveJoined(first, second, info) {
  const both = concat(first, second)
  try {
    return await hkdf(both, info)
  } finally {
    zero(both)
  }
}
