import { encode } from './png.js'
import { modules } from './qr.js'

// Apart from reading, which takes a decoder and filters that no page should load for this.

const MODULE_SIDE = 10

/**
 * The key string as a picture, `tessera_key.png` (docs/formats.md §5): 690 × 690 pixels.
 * @param {string} keyString  canonical
 * @returns {Promise<Blob>} image/png
 */
export async function write(keyString) {
  return new Blob([await encode(modules(keyString), MODULE_SIDE)], { type: 'image/png' })
}
