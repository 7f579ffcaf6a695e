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
const NORMALIZED = 3 * MEGAPIXEL
const ENLARGED = 12 * MEGAPIXEL
const RADIUS = 15

/**
 * What is tried in turn, the picture as it is first. Each entry makes up for one way in which photos fail; together they
 * read nine of ten distorted pictures where a single pass reads eight. The second and third give most.
 * @type {ReadonlyArray<{prepare: (image: Grey) => Grey, options?: ReaderOptions}>}
 */
const ATTEMPTS = [
  { prepare: (image) => image },
  // shadow, low contrast, noise
  { prepare: (image) => normalize(blur(fit(image, NORMALIZED)), RADIUS), options: { binarizer: 'FixedThreshold' } },
  // few pixels a module, or out of focus
  { prepare: (image) => sharpen(scale(fit(image, ENLARGED / 4), 2)) },
  // a large picture that is sharp only from afar: moiré, grain
  { prepare: (image) => sharpen(scale(image, 1 / 2)) },
  // specks
  { prepare: blur, options: { tryDenoise: true } },
  // glare
  { prepare: (image) => gamma(image, 2.5) },
]

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
  for (const { prepare, options } of ATTEMPTS) {
    for (const bytes of await scan(prepare(image), options ?? {})) {
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
