import { TesseraError } from '../errors.js'
import { luma } from './filters/grey.js'

/** @typedef {import('./filters/grey.js').Grey} Grey */

// A canvas of a whole photo would be four bytes a pixel twice over, and is more than some phones allow.
const STRIP_PIXELS = 2_000_000

/**
 * Decodes a picture, in a worker: turned as its EXIF data says, transparent parts on white, the first frame if it moves.
 * @param {Blob} blob
 * @param {(size: {width: number, height: number}) => void} check  throws when the picture turns out too large
 * @returns {Promise<Grey>}
 * @throws {TesseraError} `picture-unreadable`, or what `check` throws
 */
export async function pixels(blob, check) {
  const bitmap = await decode(blob)
  try {
    check(bitmap)
    return grey(bitmap)
  } finally {
    bitmap.close()
  }
}

/** @param {Blob} blob */
async function decode(blob) {
  try {
    return await createImageBitmap(blob)
  } catch (error) {
    throw new TesseraError('picture-unreadable', { why: String(error) })
  }
}

/**
 * @param {ImageBitmap | OffscreenCanvas} bitmap  a decoded picture, a frame of the camera, a page
 * @returns {Grey} its luma; transparent parts on white
 * @throws {TesseraError} `picture-unreadable` where there is no memory for a canvas
 */
export function grey(bitmap) {
  const { width, height } = bitmap
  const data = new Uint8Array(width * height)
  const rows = Math.min(height, Math.max(1, Math.floor(STRIP_PIXELS / width)))
  const context = new OffscreenCanvas(width, rows).getContext('2d', { willReadFrequently: true })
  if (!context) throw new TesseraError('picture-unreadable', { why: 'no canvas' })
  context.fillStyle = '#fff'
  for (let top = 0; top < height; top += rows) {
    const strip = Math.min(rows, height - top)
    context.fillRect(0, 0, width, rows)
    context.drawImage(bitmap, 0, -top)
    luma(context.getImageData(0, 0, width, strip).data, data.subarray(top * width, (top + strip) * width))
  }
  return { data, width, height }
}
