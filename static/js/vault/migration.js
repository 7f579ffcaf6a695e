/**
 * What Google Authenticator's "Transfer accounts" shows: `otpauth-migration://offline?data=…`, where the data is base64 of a
 * protobuf. Its schema was never published; these are the fields that the app writes:
 *
 *     message Payload { repeated Account account = 1; int32 version = 2; int32 size = 3; int32 index = 4; int32 id = 5; }
 *     message Account { bytes secret = 1; string name = 2; string issuer = 3; Algorithm algorithm = 4; Digits digits = 5; Type type = 6; }
 *     enum Algorithm { SHA1 = 1; SHA256 = 2; SHA512 = 3; MD5 = 4; }  enum Digits { SIX = 1; EIGHT = 2; SEVEN = 3; }
 *     enum Type { HOTP = 1; TOTP = 2; }
 */
import { BinaryReader, WireType } from '@bufbuild/protobuf/wire'
import { TesseraError } from '../errors.js'
import { fromBase64, toBase32 } from '../crypto/bytes.js'
import { named } from './otpauth.js'

/** @typedef {import('./otpauth.js').Setup} Setup */
/** @typedef {{name: string, reason: TesseraError}} Refused an account that cannot be kept, and why */
/** @typedef {{id: number, index: number, size: number}} Part which of how many QR codes of one export, from 0 */
/** @typedef {{part: Part, setups: Setup[], refused: Refused[]}} Migration */
/** @typedef {Readonly<Record<number, 'bytes' | 'string' | 'int32'>>} Schema by the number of the field */

const START = /^otpauth-migration:\/\/offline\/?\?/i
/** As much as a few hundred QR codes hold. */
const MOST_TEXT = 1024 * 1024
const MOST_PARTS = 1000
/** In one QR code, of which ten is what the app puts there. */
const MOST_ACCOUNTS = 1000
const ALGORITHMS = /** @type {const} */ ({ 0: 'sha1', 1: 'sha1', 2: 'sha256', 3: 'sha512' })
const DIGITS = /** @type {const} */ ({ 0: 6, 1: 6, 2: 8, 3: 7 })
const HOTP = 1
const TOTP = 2

/** @type {Schema} */
const PAYLOAD = { 1: 'bytes', 2: 'int32', 3: 'int32', 4: 'int32', 5: 'int32' }
/** @type {Schema} */
const ACCOUNT = { 1: 'bytes', 2: 'string', 3: 'string', 4: 'int32', 5: 'int32', 6: 'int32' }
const WIRE_TYPES = { bytes: WireType.LengthDelimited, string: WireType.LengthDelimited, int32: WireType.Varint }

/** @param {string} text @returns {boolean} whether it says that it is such an export */
export function isMigration(text) {
  return /^otpauth-migration:/i.test(text.trim())
}

/**
 * @param {string} text  of one QR code
 * @returns {Migration}
 * @throws {TesseraError} `setup-damaged`
 */
export function parseMigration(text) {
  const address = text.trim()
  if (address.length > MOST_TEXT || !START.test(address)) throw new TesseraError('setup-damaged')
  const data = new URLSearchParams(address.slice(address.indexOf('?') + 1).replace(/#.*$/s, '')).getAll('data')
  if (data.length !== 1) throw new TesseraError('setup-damaged')
  const fields = readFields(dataOf(data[0]), PAYLOAD)
  const messages = fields.filter(([number]) => number === 1)
  if (messages.length > MOST_ACCOUNTS) throw new TesseraError('setup-damaged')
  const accounts = messages.map(([, bytes]) => readAccount(bytes))
  return {
    part: partOf(fields),
    setups: accounts.flatMap(({ setup }) => setup ?? []),
    refused: accounts.flatMap(({ refused }) => refused ?? []),
  }
}

/** A "+" that was not escaped has become a space. @param {string} base64 */
function dataOf(base64) {
  const url = base64.replace(/[+ ]/g, '-').replaceAll('/', '_').replace(/=+$/, '')
  return orDamaged(() => fromBase64(url))
}

/** @param {Field[]} fields @returns {Part} */
function partOf(fields) {
  const size = last(fields, 3) || 1
  const index = last(fields, 4)
  if (size < 1 || size > MOST_PARTS || index < 0 || index >= size) throw new TesseraError('setup-damaged')
  return { id: last(fields, 5), index, size }
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {{setup: Setup, refused?: undefined} | {refused: Refused, setup?: undefined}}
 */
function readAccount(bytes) {
  const fields = readFields(bytes, ACCOUNT)
  const issuer = last(fields, 3, '')
  const names = named(last(fields, 2, ''), issuer === '' ? null : issuer)
  const secret = toBase32(last(fields, 1, new Uint8Array()))
  const algorithm = ALGORITHMS[/** @type {0} */ (last(fields, 4))]
  const digits = DIGITS[/** @type {0} */ (last(fields, 5))]
  const reason = refusal({ type: last(fields, 6), secret, algorithm, digits })
  if (reason) return { refused: { name: [names.issuer, names.account].filter(Boolean).join(': '), reason } }
  return { setup: { ...names, secret, algorithm, digits, period: 30, isSteam: false, others: '' } }
}

/**
 * @param {{type: number, secret: string, algorithm: string | undefined, digits: number | undefined}} account
 * @returns {TesseraError | null}
 */
function refusal({ type, secret, algorithm, digits }) {
  if (type === HOTP) return new TesseraError('setup-counter')
  if (type !== TOTP) return new TesseraError('setup-unsupported', { what: 'type' })
  if (secret === '') return new TesseraError('setup-secret')
  if (!algorithm) return new TesseraError('setup-unsupported', { what: 'algorithm' })
  return digits ? null : new TesseraError('setup-unsupported', { what: 'digits' })
}

/** The number of a field and what it holds, as its schema says. @typedef {[number: number, value: any]} Field */

/**
 * The fields of a message, in their order. Those that the schema does not have are left out.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Schema} schema
 * @returns {Field[]}
 * @throws {TesseraError} `setup-damaged`
 */
function readFields(bytes, schema) {
  return orDamaged(() => {
    const reader = new BinaryReader(bytes, readUtf8)
    /** @type {Field[]} */
    const fields = []
    while (reader.pos < reader.len) {
      const [number, wireType] = reader.tag()
      const type = schema[number]
      if (!type) reader.skip(wireType, number)
      else if (wireType !== WIRE_TYPES[type]) throw new TypeError(`field ${number}: another wire type`)
      else fields.push([number, reader[type]()])
    }
    return fields
  })
}

/** @param {Uint8Array} bytes */
function readUtf8(bytes) {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

/**
 * Of several, the last counts, as in every reader of protobuf.
 * @template [Value=number]
 * @param {Field[]} fields
 * @param {number} number
 * @param {Value} [absent]
 * @returns {Value}
 */
function last(fields, number, absent = /** @type {Value} */ (0)) {
  const found = fields.findLast(([which]) => which === number)
  return found ? found[1] : absent
}

/**
 * The library throws plain errors over what is no protobuf, and so does the decoder of UTF-8.
 * @template Value
 * @param {() => Value} read
 * @returns {Value}
 */
function orDamaged(read) {
  try {
    return read()
  } catch (error) {
    throw new TesseraError('setup-damaged', { why: String(error) })
  }
}
