import { TesseraError } from '../errors.js'
import { inspect } from './picturesize.js'
import { search } from './qrsearch.js'

export { write } from './picturewrite.js'

/** @typedef {import('./index.js').Sifting} Tools */

const MOST_PIXELS = 50_000_000

/**
 * What the QR codes of a picture file hold of what is looked for: PNG, JPEG, GIF, WebP, HEIC, AVIF, as far as the browser decodes them.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Tools} tools
 * @returns {Promise<string | null>} null when the file is no picture
 * @throws {TesseraError} `too-large`, `picture-unreadable`, `no-code`, and the verdict of what is met
 */
export async function read(bytes, { pixels, scan, makeMet, onStep }) {
  const picture = inspect(bytes)
  if (!picture) return null
  if (!picture.size || isEmpty(picture.size)) throw new TesseraError('picture-unreadable')
  refuseLarge(picture.size)
  const image = await pixels(new Blob([bytes], { type: picture.type }), refuseLarge)
  const met = makeMet()
  const text = await search(image, scan, met, (done, total) => onStep({ what: 'attempts', done, total }))
  if (text === null) throw met.verdict() ?? new TesseraError('no-code')
  return text
}

/** @param {{width: number, height: number}} size */
function isEmpty({ width, height }) {
  return width === 0 || height === 0
}

/** @param {{width: number, height: number}} size */
function refuseLarge({ width, height }) {
  if (width * height > MOST_PIXELS) throw new TesseraError('too-large', { what: 'picture' })
}
