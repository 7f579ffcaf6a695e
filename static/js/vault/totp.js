/**
 * One-time codes: HOTP (RFC 4226) of the time (RFC 6238) over WebCrypto's HMAC, and Steam's variant of it.
 */
import { expectInteger } from '../errors.js'
import { fromBase32, u64, zero } from '../crypto/bytes.js'

/** @typedef {'sha1' | 'sha256' | 'sha512'} Algorithm as CXF 1.0 spells them */
/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {{secret: string, algorithm: Algorithm, digits: number, period: number, isSteam: boolean}} Recipe `secret` in base32 */
/**
 * @typedef {object} Code
 * @property {string} code
 * @property {string} next  the one after it
 * @property {number} period  seconds
 * @property {number} remaining  milliseconds until the next, above 0
 */

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const STEAM = '23456789BCDFGHJKMNPQRTVWXY'
const HASHES = Object.freeze({ sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' })

/**
 * @param {Recipe} recipe
 * @param {number} at  milliseconds since 1970, not negative
 * @returns {Promise<Code>}
 */
export async function codeAt(recipe, at) {
  const { algorithm, digits, period, isSteam } = recipe
  const length = period * 1000
  const counter = Math.floor(at / length)
  const secret = fromBase32(recipe.secret)
  try {
    const key = await importKey(secret, algorithm)
    const spell = async (/** @type {number} */ count) => {
      const value = await truncated(key, count)
      return isSteam ? spellSteam(value, digits) : spellDigits(value, digits)
    }
    return { code: await spell(counter), next: await spell(counter + 1), period, remaining: length - (at % length) }
  } finally {
    zero(secret)
  }
}

/**
 * HOTP (RFC 4226 §5.3), over any of RFC 6238's hashes.
 * @param {Bytes} secret  not empty
 * @param {number} counter
 * @param {number} digits  6 to 8
 * @param {Algorithm} [algorithm]
 * @returns {Promise<string>}
 */
export async function hotp(secret, counter, digits, algorithm = 'sha1') {
  return spellDigits(await truncated(await importKey(secret, algorithm), counter), digits)
}

/**
 * Base32 without what adds no whole byte: authenticators ignore those bits, and sites show secrets that have some.
 * @param {string} letters  of the alphabet, in upper case
 * @returns {string} what `fromBase32` takes, perhaps empty
 */
export function trimSecret(letters) {
  const kept = (letters.length * 5) % 8 >= 5 ? letters.slice(0, -1) : letters
  const spare = (kept.length * 5) % 8
  const last = BASE32.indexOf(kept.slice(-1))
  return kept === '' ? '' : kept.slice(0, -1) + BASE32[(last >> spare) << spare]
}

/** @param {Bytes} secret @param {Algorithm} algorithm */
function importKey(secret, algorithm) {
  return crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: HASHES[algorithm] }, false, ['sign'])
}

/**
 * Dynamic truncation: 31 bits, where the last four say (RFC 4226 §5.3).
 * @param {CryptoKey} key
 * @param {number} counter
 */
async function truncated(key, counter) {
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, u64(counter)))
  return mac.getUint32(mac.getUint8(mac.byteLength - 1) & 0xf) & 0x7fffffff
}

/** @param {number} value @param {number} digits */
function spellDigits(value, digits) {
  expectInteger('digits', digits, 10)
  return String(value % 10 ** digits).padStart(digits, '0')
}

/** The lowest place first. @param {number} value @param {number} length */
function spellSteam(value, length) {
  let code = ''
  for (let rest = value; code.length < length; rest = Math.floor(rest / STEAM.length))
    code += STEAM[rest % STEAM.length]
  return code
}
