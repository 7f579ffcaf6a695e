/** Fixed values and generators that the tests of static/js/crypto share. */
import fc from 'fast-check'

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/**
 * @param {number} length
 * @param {number} value
 * @returns {Bytes}
 */
export const filled = (length, value) => new Uint8Array(length).fill(value)

export const ALICE = Object.freeze({ accountId: filled(16, 0xa1), generation: 1 })
export const BOB = Object.freeze({ accountId: filled(16, 0xb0), generation: 1 })
export const KEY = filled(32, 7)

/**
 * Byte strings of any content, as WebCrypto takes them.
 * @param {number} minLength
 * @param {number} [maxLength]
 * @returns {fc.Arbitrary<Bytes>}
 */
export const bytes = (minLength, maxLength = minLength) =>
  fc.uint8Array({ minLength, maxLength }).map((array) => new Uint8Array(array))

/**
 * A copy with one byte changed.
 * @param {Uint8Array} original
 * @param {number} index
 * @param {number} [mask] not 0
 * @returns {Bytes}
 */
export function flipped(original, index, mask = 1) {
  const changed = new Uint8Array(original)
  changed[index] = /** @type {number} */ (changed[index]) ^ mask
  return changed
}
