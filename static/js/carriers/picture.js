import { TesseraError } from '../errors.js'
import { inspect } from './picturesize.js'
import { Met, search } from './qrsearch.js'

export { write } from './picturewrite.js'

/** @typedef {import('./index.js').Tools} Tools */

const MOST_PIXELS = 50_000_000

/**
 * The key string of the QR in a picture file: PNG, JPEG, GIF, WebP, HEIC, AVIF, as far as the browser decodes them.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Tools} tools
 * @returns {Promise<string | null>} canonical; null when the file is no picture
 * @throws {TesseraError} `too-large`, `picture-unreadable`, `no-code`, and the verdict of `Met` in qrsearch.js
 */
export async function read(bytes, { pixels, scan, onStep }) {
  const picture = inspect(bytes)
  if (!picture) return null
  if (!picture.size || isEmpty(picture.size)) throw new TesseraError('picture-unreadable')
  refuseLarge(picture.size)
  const image = await pixels(new Blob([bytes], { type: picture.type }), refuseLarge)
  const met = new Met()
  const keyString = await search(image, scan, met, (done, total) => onStep({ what: 'attempts', done, total }))
  if (keyString === null) throw met.verdict() ?? new TesseraError('no-code')
  return keyString
}

/** @param {{width: number, height: number}} size */
function isEmpty({ width, height }) {
  return width === 0 || height === 0
}

/** @param {{width: number, height: number}} size */
function refuseLarge({ width, height }) {
  if (width * height > MOST_PIXELS) throw new TesseraError('too-large', { what: 'picture' })
}
