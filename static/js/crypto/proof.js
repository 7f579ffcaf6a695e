/**
 * Signed acts: showing the server both secrets without sending either. docs/formats.md §4; RFC 8032.
 */
import { expectBytes, expectText } from '../errors.js'
import { concat, fromBase64, len16, sha256, u32, utf8, zero } from './bytes.js'
import { ACTS, SIGNED } from './labels.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {(typeof ACTS)[number]} Act */
/** @typedef {{privateKey: CryptoKey, publicKey: Bytes}} ProofKey the private half cannot be exported; the public one is 32 bytes */
/**
 * @typedef {{accountId: Bytes, generation: number, nonce: Bytes, origin: string}} Setting
 *   whose act, under which Account Key, answering which challenge (32 bytes), on which page
 */

/** PKCS#8 around a 32-byte Ed25519 seed (RFC 8410 §7): WebCrypto takes the seed in no other form. */
const PKCS8 = Uint8Array.from([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20])

/**
 * The proof key of a seed.
 * @param {Bytes} seed 32 bytes, from kdf.js; the caller zeroes it
 * @returns {Promise<ProofKey>}
 */
export async function deriveKey(seed) {
  expectBytes('seed', seed, 32)
  const wrapped = concat(PKCS8, seed)
  try {
    // WebCrypto derives the public half but shows it only beside the private one, so that one import is exportable.
    const shown = await crypto.subtle.importKey('pkcs8', wrapped, 'Ed25519', true, ['sign'])
    const { x } = await crypto.subtle.exportKey('jwk', shown)
    expectText('jwk.x', x)
    const privateKey = await crypto.subtle.importKey('pkcs8', wrapped, 'Ed25519', false, ['sign'])
    return { privateKey, publicKey: fromBase64(x, 32) }
  } finally {
    zero(wrapped)
  }
}

/**
 * What is signed.
 * @param {Act} act
 * @param {Setting} setting
 * @param {Bytes} body by the act: SHA(row token), browser id or copy id
 * @returns {Promise<Bytes>}
 */
export async function signedMessage(act, { accountId, generation, nonce, origin }, body) {
  if (!ACTS.includes(act)) throw new TypeError(`act: expected one of ${ACTS.join(', ')}, found ${String(act)}`)
  expectBytes('accountId', accountId, 16)
  expectBytes('nonce', nonce, 32)
  expectBytes('body', body)
  const named = concat(utf8(SIGNED + act), new Uint8Array(1))
  return concat(named, accountId, u32(generation), nonce, len16(utf8(origin)), await sha256(body))
}

/**
 * Sign an act.
 * @param {Act} act
 * @param {CryptoKey} privateKey
 * @param {Setting} setting
 * @param {Bytes} body as for `signedMessage`
 * @returns {Promise<Bytes>} 64 bytes
 */
export async function sign(act, privateKey, setting, body) {
  const message = await signedMessage(act, setting, body)
  return new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, message))
}
