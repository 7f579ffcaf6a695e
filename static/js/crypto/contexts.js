/**
 * Where a sealed value belongs, as bytes, so that none opens in another's place. docs/formats.md §2.
 *
 * Parts of fixed length, joined without separators; only a name, the last part, has any.
 */
import { expectBytes } from '../errors.js'
import { concat, u32, u64, utf8 } from './bytes.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {{accountId: Bytes, generation: number}} Account whose, and under which Account Key */
/** @typedef {{id: Bytes, revision: number}} ItemPlace */

/**
 * @param {Account} account
 * @returns {Bytes} 20 bytes, for keyset and carrier record
 */
export function accountContext({ accountId, generation }) {
  expectBytes('accountId', accountId, 16)
  return concat(accountId, u32(generation))
}

/**
 * @param {Account} account
 * @param {ItemPlace} place
 * @returns {Bytes} 40 bytes, for an item
 */
export function itemContext(account, { id, revision }) {
  expectBytes('id', id, 16)
  return concat(accountContext(account), id, u32(revision))
}

/**
 * @param {Account & {version: number}} place
 * @returns {Bytes} 28 bytes, for head and snapshot
 */
export function versionContext({ version, ...account }) {
  return concat(accountContext(account), u64(version))
}

const NAME = /^[a-z]+$/i

/**
 * @param {Account & {name: string}} place
 * @returns {Bytes} 20 bytes and the name's, for a local record
 * @throws {RangeError} for a name that is not of ASCII letters alone
 */
export function nameContext({ name, ...account }) {
  if (!NAME.test(name)) throw new RangeError('name: expected ASCII letters')
  return concat(accountContext(account), utf8(name))
}
