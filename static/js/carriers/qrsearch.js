import { TesseraError } from '../errors.js'
import { blur } from './filters/blur.js'
import { gamma } from './filters/gamma.js'
import { normalize } from './filters/normalize.js'
import { fit, scale } from './filters/resize.js'
import { sharpen } from './filters/sharpen.js'
import * as text from './text.js'

/** @typedef {import('./filters/grey.js').Grey} Grey */
/** @typedef {import('zxing-wasm/reader').ReaderOptions} ReaderOptions */

/**
 * Finds every QR code in a picture: the bytes of each, in no order.
 * @typedef {(image: Grey, options: ReaderOptions) => Promise<Uint8Array[]>} Scan
 */

const MEGAPIXEL = 1_000_000
// What a filter is given at most: seconds and hundreds of megabytes otherwise, and no code is the better for it.
const FILTERED = 12 * MEGAPIXEL
const NORMALIZED = 3 * MEGAPIXEL
const RADIUS = 15

/**
 * What is tried in turn, the picture as it is first. Each of the rest makes up for one way in which photos fail; together
 * they read nine of ten distorted pictures where a single pass reads eight. The second and third give most.
 * @param {Grey} image
 * @returns {Generator<[Grey, ReaderOptions]>} each is made when asked for
 */
function* attempts(image) {
  yield [image, {}]
  const workable = fit(image, FILTERED)
  // shadow, low contrast, noise
  yield [normalize(blur(fit(workable, NORMALIZED)), RADIUS), { binarizer: 'FixedThreshold' }]
  // few pixels a module, or out of focus
  yield [sharpen(scale(fit(workable, FILTERED / 4), 2)), {}]
  // large and sharp only from afar: moiré, grain
  yield [sharpen(scale(workable, 1 / 2)), {}]
  // specks
  yield [blur(workable), { tryDenoise: true }]
  // glare
  yield [gamma(workable, 2.5), {}]
}

/**
 * The key string in a picture, canonical.
 * @param {Grey} image
 * @param {Scan} scan
 * @returns {Promise<string>}
 * @throws {TesseraError} `no-code`; `not-a-key` {what}, when codes were read and none is a key string; `damaged`; `newer-format`
 */
export async function search(image, scan) {
  /** @type {string[]} */
  const strangers = []
  for (const [picture, options] of attempts(image)) {
    for (const bytes of await scan(picture, options)) {
      const keyString = await text.read(bytes)
      if (keyString !== null) return keyString
      strangers.push(String.fromCharCode(...bytes))
    }
  }
  if (strangers.length === 0) throw new TesseraError('no-code')
  throw new TesseraError('not-a-key', { what: kindOf(strangers[0]) })
}

/** @param {string} content */
function kindOf(content) {
  if (/^https?:/i.test(content)) return 'web'
  return /^otpauth(-migration)?:/i.test(content) ? 'otp' : 'other'
}
