import { TesseraError } from '../errors.js'
import { encode } from './png.js'
import { inspect } from './picturesize.js'
import { modules } from './qr.js'
import { search } from './qrsearch.js'

/** @typedef {import('./index.js').Tools} Tools */

const MOST_PIXELS = 50_000_000
const MODULE_SIDE = 10

/**
 * The key string of the QR in a picture file: PNG, JPEG, GIF, WebP, HEIC, AVIF, as far as the browser decodes them.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {Tools} tools
 * @returns {Promise<string | null>} canonical; null when the file is no picture
 * @throws {TesseraError} `too-large`, `picture-unreadable`, and those of `search` in qrsearch.js
 */
export async function read(bytes, { pixels, scan }) {
  const picture = inspect(bytes)
  if (!picture) return null
  if (!picture.size || isEmpty(picture.size)) throw new TesseraError('picture-unreadable')
  refuseLarge(picture.size)
  const image = await pixels(new Blob([bytes], { type: picture.type }), refuseLarge)
  return search(image, scan)
}

/**
 * The key string as a picture, `tessera_key.png` (docs/formats.md §5): 690 × 690 pixels.
 * @param {string} keyString  canonical
 * @returns {Promise<Blob>} image/png
 */
export async function write(keyString) {
  return new Blob([await encode(modules(keyString), MODULE_SIDE)], { type: 'image/png' })
}

/** @param {{width: number, height: number}} size */
function isEmpty({ width, height }) {
  return width === 0 || height === 0
}

/** @param {{width: number, height: number}} size */
function refuseLarge({ width, height }) {
  if (width * height > MOST_PIXELS) throw new TesseraError('too-large', { what: 'picture' })
}
