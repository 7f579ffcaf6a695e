import { TesseraError } from '../errors.js'
import { canonical } from './text.js'

// docs/formats.md §5, "Key file".

const KEY = 'Key: '
const MOST_BYTES = 4096

/**
 * The key string in a key file.
 * @param {Uint8Array} bytes
 * @returns {Promise<string | null>} canonical; null when the first line is another
 * @throws {TesseraError} `newer-format`, `damaged`
 */
export async function read(bytes) {
  const [first, ...lines] = new TextDecoder().decode(bytes.subarray(0, MOST_BYTES)).split(/\r?\n/)
  const version = /^Tessera key file ([0-9]+)$/.exec(first)?.[1]
  if (version === undefined) return null
  if (version !== '1') throw new TesseraError('newer-format')
  // The last line ends too: a file cut after the key could as well have been cut in it.
  const isWhole = bytes.length <= MOST_BYTES && lines.at(-1) === ''
  if (!isWhole || bytes.some((byte) => byte > 0x7f)) throw new TesseraError('damaged')
  const [key, ...more] = lines.filter((line) => line.startsWith(KEY))
  if (key === undefined || more.length > 0) throw new TesseraError('damaged')
  const keyString = await canonical(key.slice(KEY.length))
  if (keyString === null) throw new TesseraError('damaged')
  return keyString
}

/**
 * The text of `tessera.tesserakey`.
 * @param {object} copy
 * @param {string} copy.keyString  canonical
 * @param {string} copy.email
 * @param {string} copy.ends  the last four characters of the account id, for people
 * @param {string} copy.date  of making, as YYYY-MM-DD
 * @returns {string} ASCII, lines ended by LF
 */
export function write({ keyString, email, ends, date }) {
  const lines = ['Tessera key file 1', `Account: ${email} (ends in ${ends})`, `Made: ${date}`, `${KEY}${keyString}`]
  if (!lines.every((line) => /^[ -~]+$/.test(line)))
    throw new TypeError('a key file is one line of printable ASCII for each value')
  return lines.map((line) => `${line}\n`).join('')
}
