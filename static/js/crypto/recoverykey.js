/**
 * The recovery key, its printed text and what is sealed under it. docs/formats.md §11.
 *
 *     "TSRR1:" | crockford(RK[32] | SHA("tessera1/recovery-key" | RK)[0:3])
 *
 * It is a key by itself: no password, no Account Key. So it looks like neither the 24 words nor a key string.
 */
import { TesseraError, expectBytes, expectText } from '../errors.js'
import { concat, equal, fromBase32, random, sha256, toBase32, utf8, zero } from './bytes.js'
import { accountContext } from './contexts.js'
import { openFixed, seal } from './envelope.js'
import { hkdf } from './kdf.js'
import { INFO, LABELS, RECOVERY } from './labels.js'
import { deriveKey } from './proof.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {import('./contexts.js').Account} Account */

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const CHECK = 3
const FORMAT = '1'

/**
 * Make a recovery key.
 * @returns {Bytes} RK, 32 random bytes
 */
export function make() {
  return random(32)
}

/**
 * @param {Bytes} recoveryKey RK
 * @returns {Promise<string>} 62 characters
 */
export async function write(recoveryKey) {
  expectBytes('recoveryKey', recoveryKey, 32)
  return spell(RECOVERY.keyMagic, concat(recoveryKey, await checkOf(RECOVERY.keyCheck, recoveryKey)))
}

/**
 * @param {string} text as it was typed
 * @returns {Promise<Bytes | null>} RK; null for text that is not ours
 * @throws {TesseraError} `newer-format`, `recovery-mistyped`
 */
export async function read(text) {
  const binary = unspell(RECOVERY.keyMagic, 35, text)
  if (binary === null) return null
  const recoveryKey = binary.slice(0, 32)
  const check = binary.subarray(32)
  if (!equal(await checkOf(RECOVERY.keyCheck, recoveryKey), check)) throw new TesseraError('recovery-mistyped')
  return recoveryKey
}

/**
 * The record that the server keeps: VK, which RK opens again.
 * @param {Bytes} recoveryKey RK
 * @param {Account} account
 * @param {Bytes} vaultKey VK
 * @returns {Promise<Bytes>} 97 bytes
 */
export async function sealRecord(recoveryKey, account, vaultKey) {
  expectBytes('recoveryKey', recoveryKey, 32)
  expectBytes('vaultKey', vaultKey, 32)
  const key = await hkdf(recoveryKey, utf8(INFO.recovery))
  try {
    return await seal(key, LABELS.recovery, accountContext(account), vaultKey)
  } finally {
    zero(key)
  }
}

/**
 * @param {Bytes} recoveryKey RK
 * @param {Account} account
 * @param {Bytes} record
 * @returns {Promise<Bytes>} VK, 32 bytes
 * @throws {TesseraError} `cannot-open`
 */
export async function openRecord(recoveryKey, account, record) {
  expectBytes('recoveryKey', recoveryKey, 32)
  const key = await hkdf(recoveryKey, utf8(INFO.recovery))
  try {
    return await openFixed(32, key, LABELS.recovery, accountContext(account), record)
  } finally {
    zero(key)
  }
}

/**
 * What the use of RK is proved with; the server has the public half.
 * @param {Bytes} recoveryKey RK
 * @param {Bytes} accountId
 * @returns {Promise<import('./proof.js').ProofKey>}
 */
export async function deriveProof(recoveryKey, accountId) {
  expectBytes('recoveryKey', recoveryKey, 32)
  expectBytes('accountId', accountId, 16)
  const seed = await hkdf(recoveryKey, concat(utf8(INFO.recoveryProof), accountId))
  try {
    return await deriveKey(seed)
  } finally {
    zero(seed)
  }
}

/**
 * The first bytes of SHA(purpose | bytes).
 * @param {string} purpose
 * @param {Bytes} bytes
 * @param {number} [length]
 * @returns {Promise<Bytes>}
 */
export async function checkOf(purpose, bytes, length = CHECK) {
  return (await sha256(concat(utf8(purpose), bytes))).slice(0, length)
}

/**
 * Crockford's base32 behind a name and a format number. Lengths are such that no bit is spare.
 * @param {string} magic
 * @param {Bytes} binary
 * @returns {string}
 */
export function spell(magic, binary) {
  const characters = toBase32(binary).replace(/./g, (letter) => CROCKFORD.charAt(BASE32.indexOf(letter)))
  return `${magic}${FORMAT}:${characters}`
}

/**
 * Read what `spell` writes, as people copy it: any case, white space and hyphens anywhere, O for 0, I and L for 1.
 * @param {string} magic
 * @param {number} length bytes expected
 * @param {string} text
 * @returns {Bytes | null} null for text that does not begin with this name
 * @throws {TesseraError} `newer-format`, `recovery-mistyped`
 */
export function unspell(magic, length, text) {
  expectText('text', text)
  const squeezed = text.replace(/[\s-]+/g, '').replace(/[a-z]/g, (letter) => letter.toUpperCase())
  const [start, named, number] = /^(TSR[RS])([0-9]+):/.exec(squeezed) ?? []
  if (start === undefined || named !== magic) return null
  if (number !== FORMAT) throw new TesseraError('newer-format')
  const characters = squeezed.slice(start.length).replaceAll('O', '0').replace(/[IL]/g, '1')
  if (characters.length !== (length * 8) / 5) throw new TesseraError('recovery-mistyped')
  try {
    // What is not Crockford's becomes a character that the decoder refuses.
    return fromBase32(characters.replace(/[^]/g, (letter) => BASE32[CROCKFORD.indexOf(letter)] ?? '!'))
  } catch (error) {
    if (error instanceof TesseraError) throw new TesseraError('recovery-mistyped')
    throw error
  }
}
