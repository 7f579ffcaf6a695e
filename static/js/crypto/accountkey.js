/**
 * The Account Key and the key strings that carry it. docs/formats.md §5.
 *
 *     "TSRK" | suite u8 | account id[16] | generation u32 | copy id[16] | seal(…, AK)[97] | SHA(all before)[0:4]
 *
 * as `TSRK1:` and 228 characters of base32.
 */
import { TesseraError, expectBytes, expectText } from '../errors.js'
import { concat, equal, fromBase32, random, sha256, toBase32, u32, utf8, zero } from './bytes.js'
import { OVERHEAD, openFixed, seal as sealBytes } from './envelope.js'
import { deriveWrapKey } from './kdf.js'
import { KEY_STRING_MAGIC, LABELS, SUITE } from './labels.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {{accountId: Bytes, generation: number, copyId: Bytes}} Copy which key copy a key string is */
/** @typedef {{carrierSecret: Bytes, share: Bytes}} Halves CS and R, both needed to open any key copy */
/**
 * @typedef {Copy & {suite: number, header: Bytes, sealed: Bytes, text: string}} KeyString
 *   a key string read without keys; `text` is canonical: upper case, no white space
 */

const MAGIC = utf8(KEY_STRING_MAGIC)
const FORMAT = '1'
const HEADER = 41
const SEALED = 32 + OVERHEAD
const CHECKED = HEADER + SEALED
const CHECKSUM = 4
/** Characters after the colon. */
const CHARACTERS = Math.ceil(((CHECKED + CHECKSUM) * 8) / 5)

/**
 * Make an Account Key.
 * @returns {Bytes} AK, 32 random bytes
 */
export function make() {
  return random(32)
}

/**
 * Seal the Account Key into the key string of one key copy.
 * @param {Copy} copy
 * @param {Halves} halves
 * @param {Bytes} accountKey AK
 * @returns {Promise<string>} 234 characters
 */
export async function seal(copy, { carrierSecret, share }, accountKey) {
  expectBytes('accountKey', accountKey, 32)
  const header = headerOf(copy)
  const wrapKey = await deriveWrapKey(carrierSecret, share)
  try {
    return await assemble(header, await sealBytes(wrapKey, LABELS.accountKey, header, accountKey))
  } finally {
    zero(wrapKey)
  }
}

/**
 * Read a key string as far as that goes without keys. White space and case do not matter.
 * @param {string} text
 * @returns {Promise<KeyString | null>} null for text that is not ours
 * @throws {TesseraError} `newer-format`, `damaged`, in the order of §5
 */
export async function parse(text) {
  expectText('text', text)
  const squeezed = text.replace(/\s+/g, '')
  const [start, number] = /^TSRK([0-9]+):/i.exec(squeezed) ?? []
  if (start === undefined) return null
  if (number !== FORMAT) throw new TesseraError('newer-format')
  const binary = fromBase32(upperAscii(squeezed.slice(start.length)))
  if (binary.length !== CHECKED + CHECKSUM) throw new TesseraError('damaged')
  return fieldsOf(binary)
}

/**
 * Open a key string that was read.
 * @param {KeyString} keyString
 * @param {Halves} halves
 * @returns {Promise<Bytes>} AK, 32 bytes
 * @throws {TesseraError} `cannot-open`
 */
export async function open({ header, sealed }, { carrierSecret, share }) {
  const wrapKey = await deriveWrapKey(carrierSecret, share)
  try {
    return await openFixed(32, wrapKey, LABELS.accountKey, header, sealed)
  } finally {
    zero(wrapKey)
  }
}

/**
 * How an account is named to people.
 * @param {Bytes} accountId
 * @returns {string} the last four characters of its base32
 */
export function ends(accountId) {
  expectBytes('accountId', accountId, 16)
  return toBase32(accountId).slice(-4)
}

/**
 * The first 41 bytes of a key string, which are also the context of the sealed key in it.
 * @param {Copy} copy
 * @returns {Bytes}
 */
export function headerOf({ accountId, generation, copyId }) {
  expectBytes('accountId', accountId, 16)
  expectBytes('copyId', copyId, 16)
  return concat(MAGIC, new Uint8Array([SUITE]), accountId, u32(generation), copyId)
}

/**
 * The text of a key string from its two parts.
 * @param {Bytes} header 41 bytes
 * @param {Bytes} sealed 97 bytes
 * @returns {Promise<string>}
 */
export async function assemble(header, sealed) {
  expectBytes('header', header, HEADER)
  expectBytes('sealed', sealed, SEALED)
  const checked = concat(header, sealed)
  return `${KEY_STRING_MAGIC}${FORMAT}:${toBase32(concat(checked, await checksumOf(checked)))}`
}

/**
 * @param {Bytes} binary 142 bytes
 * @returns {Promise<KeyString>}
 * @throws {TesseraError} `damaged`, `newer-format`
 */
async function fieldsOf(binary) {
  const checked = binary.slice(0, CHECKED)
  const whole = equal(await checksumOf(checked), binary.subarray(CHECKED))
  if (!whole || !equal(checked.subarray(0, 4), MAGIC)) throw new TesseraError('damaged')
  const suite = new DataView(checked.buffer).getUint8(4)
  if (suite !== SUITE) throw new TesseraError('newer-format')
  return {
    suite,
    accountId: checked.slice(5, 21),
    generation: new DataView(checked.buffer).getUint32(21),
    copyId: checked.slice(25, HEADER),
    header: checked.slice(0, HEADER),
    sealed: checked.slice(HEADER),
    text: `${KEY_STRING_MAGIC}${FORMAT}:${toBase32(binary)}`,
  }
}

/**
 * @param {Bytes} checked
 * @returns {Promise<Bytes>} 4 bytes
 */
async function checksumOf(checked) {
  return (await sha256(checked)).slice(0, CHECKSUM)
}

/**
 * Raise a–z only: Unicode's rules would turn the long s and the dotless i into letters of base32.
 * @param {string} text
 * @returns {string}
 * @throws {TesseraError} `damaged` for text of another length, before any of it is decoded
 */
function upperAscii(text) {
  if (text.length !== CHARACTERS) throw new TesseraError('damaged')
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase())
}
