import { expectBytes } from '../errors.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */

/**
 * SHA-1 (FIPS 180-4), for one purpose: lists of known breaches go by it. Nothing of Tessera's own relies on it.
 * @param {Bytes} bytes
 * @returns {Promise<Bytes>} 20 bytes
 */
export async function sha1(bytes) {
  expectBytes('bytes', bytes)
  return new Uint8Array(await crypto.subtle.digest('SHA-1', bytes))
}
