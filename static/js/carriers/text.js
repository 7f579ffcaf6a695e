import { parse } from '../crypto/accountkey.js'

// A key string by itself: pasted, saved as a text file, or read out of a QR.

// A key string is 234 characters; the rest is room for the white space of whatever it was pasted through.
const MOST_BYTES = 4096

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<string | null>} the key string, canonical; null when the bytes are something else
 * @throws {TesseraError} `damaged`, `newer-format`
 */
export async function read(bytes) {
  return bytes.length > MOST_BYTES ? null : canonical(new TextDecoder().decode(bytes))
}

/**
 * The key string as text is the key string.
 * @param {string} keyString  canonical
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function write(keyString) {
  return new TextEncoder().encode(keyString)
}

/**
 * A key string as somebody spelled it, in upper case and without white space.
 * @param {string} text
 * @returns {Promise<string | null>} null when it is no key string
 * @throws {TesseraError} `damaged`, `newer-format`
 */
export async function canonical(text) {
  return (await parse(text))?.text ?? null
}
