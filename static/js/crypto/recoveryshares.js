/**
 * A recovery key as three shares, any two of which give it back. docs/formats.md §11.
 *
 *     "TSRS1:" | crockford(set[4] | share[33] | SHA("tessera1/recovery-share" | the 37 bytes)[0:3])
 *
 * The sharing itself is Shamir's over GF(2^8), by shamir-secret-sharing: a share is a byte of each of the 32 polynomials at
 * one place, and that place. `set` tells shares of different keys apart before they are joined to nonsense.
 */
import { combine, split } from 'shamir-secret-sharing'
import { TesseraError, expectBytes } from '../errors.js'
import { concat, equal, zero } from './bytes.js'
import { RECOVERY } from './labels.js'
import { checkOf, spell, unspell } from './recoverykey.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {{set: Bytes, share: Bytes}} Share `share` is 32 bytes and its place, which is not 0 */

export const SHARES = 3
export const NEEDED = 2
const SET = 4
const SHARE = 33

/**
 * @param {Bytes} recoveryKey RK
 * @returns {Promise<string[]>} three texts of 70 characters
 */
export async function write(recoveryKey) {
  expectBytes('recoveryKey', recoveryKey, 32)
  const set = await checkOf(RECOVERY.shareSet, recoveryKey, SET)
  const shares = await split(recoveryKey, SHARES, NEEDED)
  return Promise.all(shares.map((share) => writeShare({ set, share: new Uint8Array(share) })))
}

/**
 * @param {Share} share
 * @returns {Promise<string>}
 */
export async function writeShare({ set, share }) {
  const checked = concat(set, share)
  return spell(RECOVERY.shareMagic, concat(checked, await checkOf(RECOVERY.shareCheck, checked)))
}

/**
 * @param {string} text as it was typed
 * @returns {Promise<Share | null>} null for text that is not ours
 * @throws {TesseraError} `newer-format`, `recovery-mistyped`
 */
export async function read(text) {
  const binary = unspell(RECOVERY.shareMagic, SET + SHARE + 3, text)
  if (binary === null) return null
  const checked = binary.slice(0, SET + SHARE)
  const right = equal(await checkOf(RECOVERY.shareCheck, checked), binary.subarray(SET + SHARE))
  if (!right || checked[checked.length - 1] === 0) throw new TesseraError('recovery-mistyped')
  return { set: checked.slice(0, SET), share: checked.slice(SET) }
}

/**
 * @param {Share} one
 * @param {Share} other
 * @returns {Promise<Bytes>} RK
 * @throws {TesseraError} `share-twice`, `shares-differ`
 */
export async function join(one, other) {
  if (!equal(one.set, other.set)) throw new TesseraError('shares-differ')
  if (one.share[SHARE - 1] === other.share[SHARE - 1]) throw new TesseraError('share-twice')
  const recoveryKey = new Uint8Array(await combine([one.share, other.share]))
  if (equal(await checkOf(RECOVERY.shareSet, recoveryKey, SET), one.set)) return recoveryKey
  zero(recoveryKey)
  throw new TesseraError('shares-differ')
}
