import { TesseraError } from '../errors.js'
import * as backup from './backup.js'
import * as keyfile from './keyfile.js'
import { MetKey, MetSetup } from './met.js'
import * as pdf from './pdf.js'
import * as picture from './picture.js'
import * as setuptext from './setuptext.js'
import * as text from './text.js'

/** What is looked for: a key string, or set-ups of one-time codes. @typedef {'key' | 'setup'} Sought */
/** @typedef {import('./met.js').Met} Met */

/**
 * What a carrier may need of the place it runs in.
 * @typedef {object} Tools
 * @property {(blob: Blob, check: (size: {width: number, height: number}) => void) => Promise<import('./filters/grey.js').Grey>} pixels
 *   decodes a picture; pixels.js in a worker
 * @property {import('./qrsearch.js').Scan} scan  finds QR codes; zxing.js
 * @property {(bytes: Uint8Array<ArrayBuffer>) => Promise<import('./pdf.js').Pages>} pdf  opens a PDF; pdfpages.js
 * @property {(step: Step) => void} onStep  told how far a search has come
 */

/** And what is told of what is looked for in QR codes. @typedef {Tools & {makeMet: () => Met}} Sifting */

/**
 * How far a search has come: ways of looking at a picture that have failed, or pages of a PDF without a key, at a first
 * look and closely.
 * @typedef {{what: 'attempts' | 'pages' | 'closely', done: number, total: number}} Step
 */

/**
 * Reads what is looked for out of a file: null when the file is none of its kind, a TesseraError when it is and is broken.
 * @typedef {{read: (bytes: Uint8Array<ArrayBuffer>, tools: Sifting) => Promise<string | null>}} Carrier
 */

// A picture of 50 megapixels without losses, or a long PDF of scans; no more memory than a phone has.
const MOST_BYTES = 100 * 1024 * 1024

/** Asked in this order; each knows its own by the first bytes. @type {Readonly<Record<Sought, readonly Carrier[]>>} */
const CARRIERS = { key: [picture, pdf, backup, keyfile, text], setup: [picture, pdf, setuptext] }

/** @param {Sought} sought @returns {Met} */
export function makeMet(sought) {
  return sought === 'key' ? new MetKey() : new MetSetup()
}

/**
 * What a file holds that somebody chose, dropped or pasted, whatever it is called.
 * @param {Blob} blob
 * @param {Tools} tools
 * @param {Sought} [sought]
 * @returns {Promise<string>} a key string, canonical (docs/formats.md §5): its checksum holds, but only the account's keys
 *   can open it. Or the texts of set-ups, one a line
 * @throws {TesseraError} `too-large`, `file-unknown`, and what the carrier it belongs to throws
 */
export async function read(blob, tools, sought = 'key') {
  if (blob.size > MOST_BYTES) throw new TesseraError('too-large', { what: 'file' })
  const bytes = new Uint8Array(await blob.arrayBuffer())
  for (const carrier of CARRIERS[sought]) {
    const found = await carrier.read(bytes, { ...tools, makeMet: () => makeMet(sought) })
    if (found !== null) return found
  }
  throw new TesseraError('file-unknown')
}
