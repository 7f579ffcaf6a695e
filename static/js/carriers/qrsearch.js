import { blur } from './filters/blur.js'
import { gamma } from './filters/gamma.js'
import { normalize } from './filters/normalize.js'
import { fit, scale } from './filters/resize.js'
import { sharpen } from './filters/sharpen.js'

/** @typedef {import('./filters/grey.js').Grey} Grey */
/** @typedef {import('./met.js').Met} Met */
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

/**
 * What is looked for in a picture. It wins over whatever other codes the picture shows.
 * @param {Grey} image
 * @param {Scan} scan
 * @param {Met} met  knows what is looked for, and remembers what else was there
 * @param {(done: number, total: number) => void} [onStep]  told before each attempt how many have failed
 * @returns {Promise<string | null>}
 */
export async function search(image, scan, met, onStep = () => {}) {
  for (let done = 0; done < ATTEMPTS.length; done++) {
    onStep(done, ATTEMPTS.length)
    if (done === 1) image = fit(image, FILTERED)
    const text = await met.sift(await scan(...ATTEMPTS[done](image)))
    if (text !== null) return text
  }
  return null
}

/**
 * What is looked for in one of many pictures: the first attempt, and the second where `closely`.
 * @param {Grey} image
 * @param {Scan} scan
 * @param {Met} met  knows what is looked for, and remembers what else was there
 * @param {boolean} closely
 * @returns {Promise<string | null>}
 */
export async function glance(image, scan, met, closely) {
  for (const attempt of ATTEMPTS.slice(0, closely ? 2 : 1)) {
    const text = await met.sift(await scan(...attempt(image)))
    if (text !== null) return text
  }
  return null
}
