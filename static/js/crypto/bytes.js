/**
 * Byte strings: joining, integers, strict base64url and base32, comparing, randomness. docs/formats.md §1.
 *
 * The decoders have one implementation each. The engines' own `Uint8Array.fromBase64` is not used: its strict mode
 * demands the padding that our texts do not have, and its loose mode forgives spare bits and white space.
 */
import { TesseraError, expectBytes, expectInteger, expectText } from '../errors.js'

/** @typedef {Uint8Array<ArrayBuffer>} Bytes a byte string that WebCrypto takes */

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const encoder = new TextEncoder()
const ascii = new TextDecoder()

/**
 * `x | y | …`
 * @param {...Uint8Array} parts
 * @returns {Bytes}
 */
export function concat(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/**
 * Text as UTF-8.
 * @param {string} text
 * @returns {Bytes}
 */
export function utf8(text) {
  expectText('text', text)
  return encoder.encode(text)
}

/**
 * @param {number} value 0 to 2^16 - 1
 * @returns {Bytes} 2 bytes, big-endian
 */
export function u16(value) {
  expectInteger('u16', value, 0xffff)
  return new Uint8Array([value >>> 8, value])
}

/**
 * @param {number} value 0 to 2^32 - 1
 * @returns {Bytes} 4 bytes, big-endian
 */
export function u32(value) {
  expectInteger('u32', value, 0xffffffff)
  return new Uint8Array([value >>> 24, value >>> 16, value >>> 8, value])
}

/**
 * @param {number} value 0 to 2^53 - 1: versions and dates never come near the rest of the range
 * @returns {Bytes} 8 bytes, big-endian
 */
export function u64(value) {
  expectInteger('u64', value, Number.MAX_SAFE_INTEGER)
  return concat(u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32))
}

/**
 * `len16(x)`: the length as u16, then the bytes.
 * @param {Uint8Array} bytes at most 65,535
 * @returns {Bytes}
 */
export function len16(bytes) {
  return concat(u16(bytes.length), bytes)
}

/**
 * Base64url without padding (RFC 4648 §5).
 * @param {Uint8Array} bytes
 * @returns {string}
 * @example toBase64(new Uint8Array([251, 255])) // '-_8'
 */
export function toBase64(bytes) {
  return spell(bytes, CODES64, 6)
}

/**
 * The bytes of base64url text. Refuses padding, white space, any other character, and spare bits that are not zero.
 * @param {string} text
 * @param {number} [length] bytes expected, where that is fixed
 * @returns {Bytes}
 * @throws {TesseraError} `damaged`
 */
export function fromBase64(text, length) {
  const bytes = read(text, VALUES64, 6)
  if (length !== undefined && bytes.length !== length) throw new TesseraError('damaged')
  return bytes
}

/**
 * Base32 in upper case without padding (RFC 4648 §6).
 * @param {Uint8Array} bytes
 * @returns {string}
 * @example toBase32(new Uint8Array([102])) // 'MY'
 */
export function toBase32(bytes) {
  return spell(bytes, CODES32, 5)
}

/**
 * The bytes of upper-case base32 text. Refuses padding, lower case, any other character, and spare bits that are not zero.
 * @param {string} text
 * @returns {Bytes}
 * @throws {TesseraError} `damaged`
 */
export function fromBase32(text) {
  return read(text, VALUES32, 5)
}

/**
 * Are two byte strings the same? Takes the same time wherever they differ; their lengths are not secret.
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 * @returns {boolean}
 */
export function equal(a, b) {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i += 1) difference |= byte(a, i) ^ byte(b, i)
  return difference === 0
}

/**
 * Compare as unsigned bytes from the left, as sorting wants it. Not for secrets.
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 * @returns {number} below, at or above 0
 */
export function compare(a, b) {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i += 1) {
    if (a[i] !== b[i]) return byte(a, i) - byte(b, i)
  }
  return a.length - b.length
}

/**
 * Fresh random bytes from the browser's generator.
 * @param {number} length at most 65,536
 * @returns {Bytes}
 */
export function random(length) {
  expectInteger('length', length, 65536)
  return crypto.getRandomValues(new Uint8Array(length))
}

/**
 * SHA-256 (FIPS 180-4).
 * @param {Bytes} bytes
 * @returns {Promise<Bytes>} 32 bytes
 */
export async function sha256(bytes) {
  expectBytes('bytes', bytes)
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/**
 * Overwrite secrets that are no longer needed. Copies that the engine made are beyond reach; bytes that were handed to
 * another thread are gone from this one already, and filling those would throw.
 * @param {...Uint8Array} secrets
 */
export function zero(...secrets) {
  for (const secret of secrets) if (secret.byteLength > 0) secret.fill(0)
}

const CODES64 = encoder.encode(BASE64URL)
const CODES32 = encoder.encode(BASE32)
const VALUES64 = valuesOf(BASE64URL)
const VALUES32 = valuesOf(BASE32)

/**
 * The value of each ASCII character, 255 for those outside of the alphabet.
 * @param {string} alphabet
 * @returns {Uint8Array}
 */
function valuesOf(alphabet) {
  const values = new Uint8Array(128).fill(255)
  ;[...alphabet].forEach((character, value) => {
    values[character.charCodeAt(0)] = value
  })
  return values
}

/**
 * Spell bytes in an alphabet of 2^width characters, the last one filled up with zero bits.
 * @param {Uint8Array} bytes
 * @param {Uint8Array} codes of the alphabet's characters, in ASCII
 * @param {5 | 6} width bits a character
 * @returns {string}
 */
function spell(bytes, codes, width) {
  expectBytes('bytes', bytes)
  const characters = new Uint8Array(Math.ceil((bytes.length * 8) / width))
  let bits = 0
  let held = 0
  let at = 0
  // By index: an iterator takes twice the time, and whole vaults are spelt.
  for (let i = 0; i < bytes.length; i += 1) {
    bits = ((bits << 8) | byte(bytes, i)) & 0xffff
    for (held += 8; held >= width; at += 1) {
      held -= width
      characters[at] = byte(codes, (bits >>> held) & ((1 << width) - 1))
    }
  }
  if (held > 0) characters[at] = byte(codes, (bits << (width - held)) & ((1 << width) - 1))
  return ascii.decode(characters)
}

/**
 * Read what `spell` writes, and nothing else.
 * @param {string} text
 * @param {Uint8Array} values
 * @param {5 | 6} width bits a character
 * @returns {Bytes}
 * @throws {TesseraError} `damaged`
 */
function read(text, values, width) {
  expectText('text', text)
  const bytes = new Uint8Array(Math.floor((text.length * width) / 8))
  let bits = 0
  let held = 0
  let at = 0
  for (let i = 0; i < text.length; i += 1) {
    const value = values[text.charCodeAt(i)] ?? 255
    if (value === 255) throw new TesseraError('damaged')
    bits = ((bits << width) | value) & 0xffff
    held += width
    if (held >= 8) {
      held -= 8
      bytes[at] = bits >>> held
      at += 1
    }
  }
  const spare = bits & ((1 << held) - 1)
  if (held >= width || spare !== 0) throw new TesseraError('damaged')
  return bytes
}

/**
 * @param {Uint8Array} bytes
 * @param {number} index within the bytes
 * @returns {number}
 */
function byte(bytes, index) {
  return /** @type {number} */ (bytes[index])
}
