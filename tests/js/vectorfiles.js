/**
 * The frozen vectors of tests/vectors: reading them, and hex, in which they spell byte strings.
 */
import { readFileSync } from 'node:fs'

/** @typedef {import('../../static/js/crypto/bytes.js').Bytes} Bytes */
// Vectors are JSON of many shapes; a wrong member shows at once as a wrong byte.
/** @typedef {Record<string, any>} Case */

const directory = new URL('../vectors/', import.meta.url)

/**
 * @param {string} name of a file, `from_js/…` for those that this side made
 * @returns {Case}
 */
export function load(name) {
  return JSON.parse(readFileSync(new URL(`${name}.json`, directory), 'utf8'))
}

/**
 * The cases of a file: the reference implementation's, then this side's.
 * @param {string} name
 * @returns {Case[]}
 */
export function casesOf(name) {
  return [...load(name).cases, ...load(`from_js/${name}`).cases]
}

/**
 * @param {string} text
 * @returns {Bytes}
 */
export function unhex(text) {
  return new Uint8Array(Buffer.from(text, 'hex'))
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function hex(bytes) {
  return Buffer.from(bytes).toString('hex')
}

/**
 * Whose a case is, as crypto/ wants it.
 * @param {Case} given
 * @returns {{accountId: Bytes, generation: number}}
 */
export function accountOf(given) {
  return { accountId: unhex(given.account_id), generation: given.generation }
}
