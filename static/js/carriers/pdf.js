import { TesseraError } from '../errors.js'
import { glance, search } from './qrsearch.js'

/** @typedef {import('./index.js').Sifting} Tools */

/**
 * An opened PDF.
 * @typedef {object} Pages
 * @property {number} count
 * @property {(page: number, side: number) => Promise<import('./filters/grey.js').Grey>} draw  from 1; its long edge in pixels
 * @property {() => Promise<void>} close
 */

// A key is on one page or among a few. More would be somebody's book.
const MOST_PAGES = 50
// Pixels of the long edge: what most codes need, and what a small one on a large page does.
const SIDE = 1600
const LARGE_SIDE = 3200
/** Within its first bytes, says ISO 32000-1's annex H.3.4.1, and readers accept it. */
const HEADER = 1024

/**
 * What a QR code on any page of a PDF holds of what is looked for.
 * @param {Uint8Array<ArrayBuffer>} bytes  given away where the file is a PDF
 * @param {Tools} tools
 * @returns {Promise<string | null>} null when the file is no PDF
 * @throws {TesseraError} `pdf-locked`, `pdf-broken`, `no-code` {pages, searched}, and the verdict of what is met
 */
export async function read(bytes, { pdf, scan, makeMet, onStep }) {
  if (!contains(bytes.subarray(0, HEADER), '%PDF-')) return null
  // Readers mend what was cut as well as they can: that a page is missing shows by the missing end alone.
  const isCut = !contains(bytes.subarray(-HEADER), '%%EOF')
  const pages = await pdf(bytes).catch(refuse)
  try {
    return await searchPages(pages, scan, makeMet(), onStep)
  } catch (error) {
    const isEmpty = error instanceof TesseraError && error.code === 'no-code'
    throw isEmpty && isCut ? new TesseraError('pdf-broken') : refusal(error)
  } finally {
    await pages.close()
  }
}

/**
 * A quick look at every page before a close one at any: the code is nearly always plain to see.
 * @param {Pages} pages
 * @param {import('./qrsearch.js').Scan} scan
 * @param {import('./met.js').Met} met
 * @param {Tools['onStep']} onStep
 */
async function searchPages(pages, scan, met, onStep) {
  const total = Math.min(pages.count, MOST_PAGES)
  for (let page = 1; page <= total; page++) {
    onStep({ what: 'pages', done: page - 1, total })
    const text = await glance(await pages.draw(page, SIDE), scan, met, false)
    if (text !== null) return text
  }
  for (let page = 1; page <= total; page++) {
    onStep({ what: 'closely', done: page - 1, total })
    const text = await search(await pages.draw(page, LARGE_SIDE), scan, met)
    if (text !== null) return text
  }
  throw met.verdict() ?? new TesseraError('no-code', { pages: pages.count, searched: total })
}

/** @param {unknown} error @returns {never} */
function refuse(error) {
  throw refusal(error)
}

/**
 * pdf.js throws what it likes over a file that is not as it should be, but names the lack of a password.
 * @param {unknown} error
 */
function refusal(error) {
  if (error instanceof TesseraError) return error
  const isLocked = error instanceof Error && error.name === 'PasswordException'
  return new TesseraError(isLocked ? 'pdf-locked' : 'pdf-broken', { why: String(error) })
}

/** @param {Uint8Array} bytes @param {string} ascii */
function contains(bytes, ascii) {
  return String.fromCharCode(...bytes).includes(ascii)
}
