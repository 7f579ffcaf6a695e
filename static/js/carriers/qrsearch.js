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
 * @type {readonly ((image: Grey) => [Grey, ReaderOptions])[]}
 */
const ATTEMPTS = [
  (image) => [image, {}],
  // shadow, low contrast, noise
  (image) => [normalize(blur(fit(image, NORMALIZED)), RADIUS), { binarizer: 'FixedThreshold' }],
  // few pixels a module, or out of focus
  (image) => [sharpen(scale(fit(image, FILTERED / 4), 2)), {}],
  // large and sharp only from afar: moiré, grain
  (image) => [sharpen(scale(image, 1 / 2)), {}],
  // specks
  (image) => [blur(image), { tryDenoise: true }],
  // glare
  (image) => [gamma(image, 2.5), {}],
]

/** What a search has met so far besides a key string: codes that are none, and key strings that are broken. */
export class Met {
  /** @type {TesseraError | null} */
  #broken = null
  /** @type {string | null} */
  #stranger = null

  /**
   * @param {Uint8Array[]} codes  what the QR codes of one picture hold
   * @returns {Promise<string | null>} the key string among them, canonical
   */
  async sift(codes) {
    for (const bytes of codes) {
      const keyString = await this.#keyStringIn(bytes)
      if (keyString !== null) return keyString
    }
    return null
  }

  /** @param {Uint8Array} bytes */
  async #keyStringIn(bytes) {
    try {
      const keyString = await text.read(bytes)
      if (keyString === null) this.#stranger ??= String.fromCharCode(...bytes)
      return keyString
    } catch (error) {
      if (!(error instanceof TesseraError)) throw error
      this.#broken ??= error
      return null
    }
  }

  /**
   * Why no key string was found. A broken one says more than any other code.
   * @returns {TesseraError | null} `damaged`, `newer-format` or `not-a-key` {what}; null when there was no code at all
   */
  verdict() {
    if (this.#broken) return this.#broken
    return this.#stranger === null ? null : new TesseraError('not-a-key', { what: kindOf(this.#stranger) })
  }
}

/**
 * The key string in a picture, canonical. It wins over whatever other codes the picture shows.
 * @param {Grey} image
 * @param {Scan} scan
 * @param {Met} met  remembers what else was there
 * @param {(done: number, total: number) => void} [onStep]  told before each attempt how many have failed
 * @returns {Promise<string | null>}
 */
export async function search(image, scan, met, onStep = () => {}) {
  for (let done = 0; done < ATTEMPTS.length; done++) {
    onStep(done, ATTEMPTS.length)
    if (done === 1) image = fit(image, FILTERED)
    const keyString = await met.sift(await scan(...ATTEMPTS[done](image)))
    if (keyString !== null) return keyString
  }
  return null
}

/**
 * The key string in one of many pictures: the first attempt, and the second where `closely`.
 * @param {Grey} image
 * @param {Scan} scan
 * @param {Met} met  remembers what else was there
 * @param {boolean} closely
 * @returns {Promise<string | null>} canonical
 */
export async function glance(image, scan, met, closely) {
  for (const attempt of ATTEMPTS.slice(0, closely ? 2 : 1)) {
    const keyString = await met.sift(await scan(...attempt(image)))
    if (keyString !== null) return keyString
  }
  return null
}

/** @param {string} content */
function kindOf(content) {
  if (/^https?:/i.test(content)) return 'web'
  return /^otpauth(-migration)?:/i.test(content) ? 'otp' : 'other'
}
