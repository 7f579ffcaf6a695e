/**
 * Argon2id with the figures of suite 1. docs/formats.md §3; RFC 9106.
 *
 * The WebAssembly is part of the script, so that there is nothing more to fetch. SIMD is used where there is any: every
 * browser of the last three years; the others take twice as long and get the same 32 bytes.
 */
import setup from 'argon2id/lib/setup.js'
import simd from 'argon2id/dist/simd.wasm'
import plain from 'argon2id/dist/no-simd.wasm'
import { ARGON2 } from '../crypto/kdf.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */

/**
 * @returns {Promise<(input: {password: Bytes, salt: Bytes}) => Bytes>} of 32 bytes; it holds on to its 64 MiB
 */
export async function load() {
  const hash = await setup(instantiate(simd), instantiate(plain))
  const { memorySize, iterations: passes, parallelism, hashLength: tagLength } = ARGON2
  return ({ password, salt }) => new Uint8Array(hash({ password, salt, memorySize, passes, parallelism, tagLength }))
}

/** @param {Uint8Array<ArrayBuffer>} code */
function instantiate(code) {
  return (/** @type {WebAssembly.Imports} */ imports) => WebAssembly.instantiate(code, imports)
}
