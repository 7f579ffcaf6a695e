/**
 * A ciphertext that AES-GCM accepts under two keys: what the commitment in `seal` is for.
 * Len, Grubbs, Ristenpart: Partitioning Oracle Attacks (2021), §3. The tags are linear in one free block, so a division
 * in GF(2^128) makes them equal.
 */
import { createCipheriv } from 'node:crypto'

const REDUCTION = 0xe1n << 120n

/**
 * @param {Uint8Array} k1 32 bytes
 * @param {Uint8Array} k2 32 bytes
 * @param {Uint8Array} aad
 * @returns {Buffer} 32 bytes and a tag, for a nonce of zeros
 */
export function collide(k1, k2, aad) {
  const lengths = (BigInt(aad.length * 8) << 64n) | 256n
  const blocks = [...blocksOf(aad), 0n, 0n, lengths]
  const [h1, h2] = [number(aes(k1, Buffer.alloc(16))), number(aes(k2, Buffer.alloc(16)))]
  const rest = tagOf(k1, h1, blocks) ^ tagOf(k2, h2, blocks)
  const free = times(rest, inverse(times(h1, h1) ^ times(h2, h2)))
  blocks[blocks.length - 2] = free
  return Buffer.concat([block(0n), block(free), block(tagOf(k1, h1, blocks))])
}

/**
 * @param {Uint8Array} key
 * @param {bigint} h
 * @param {readonly bigint[]} blocks
 * @returns {bigint}
 */
function tagOf(key, h, blocks) {
  const counter = Buffer.alloc(16)
  counter[15] = 1
  return blocks.reduce((sum, value) => times(sum ^ value, h), 0n) ^ number(aes(key, counter))
}

/**
 * GCM's product (NIST SP 800-38D §6.3): the leftmost bit is the constant term.
 * @param {bigint} x
 * @param {bigint} y
 * @returns {bigint}
 */
function times(x, y) {
  let product = 0n
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if ((x >> bit) & 1n) product ^= y
    y = y & 1n ? (y >> 1n) ^ REDUCTION : y >> 1n
  }
  return product
}

/**
 * x to the power 2^128 - 2.
 * @param {bigint} x
 * @returns {bigint}
 */
function inverse(x) {
  let result = 1n << 127n
  for (let i = 1; i < 128; i += 1) {
    x = times(x, x)
    result = times(result, x)
  }
  return result
}

/**
 * One raw AES block, the primitive under GCM; nothing is kept secret by it.
 * @param {Uint8Array} key
 * @param {Uint8Array} input
 * @returns {Buffer}
 */
const aes = (key, input) => createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(input)

/** @param {Uint8Array} bytes */
const number = (bytes) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)

/** @param {bigint} value */
const block = (value) => Buffer.from(value.toString(16).padStart(32, '0'), 'hex')

/**
 * @param {Uint8Array} bytes
 * @returns {bigint[]} the last block filled up with zeros
 */
function blocksOf(bytes) {
  const padded = Buffer.alloc(Math.ceil(bytes.length / 16) * 16)
  padded.set(bytes)
  return Array.from({ length: padded.length / 16 }, (_, i) => number(padded.subarray(i * 16, i * 16 + 16)))
}
