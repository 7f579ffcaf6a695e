import { prepareZXingModule, purgeZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { TesseraError } from '../errors.js'

/** @typedef {import('./qrsearch.js').Scan} Scan */
/** @typedef {import('zxing-wasm/reader').ZXingModuleOverrides} Overrides */

/** @type {import('zxing-wasm/reader').ReaderOptions} */
const OPTIONS = { formats: ['QRCodeModel2'], tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true }

/**
 * A QR decoder; its WebAssembly (1 MB) is fetched at the first picture.
 * @param {Overrides} overrides  `{locateFile: () => url}`: without it the library would fetch the file from a stranger
 * @returns {Scan}  rejects with `unreachable` when the WebAssembly cannot be had
 */
export function scanner(overrides) {
  return async (image, options) => {
    await load(overrides)
    const symbols = await readBarcodes(portableGreymap(image), { ...OPTIONS, ...options })
    return symbols.filter(({ isValid }) => isValid).map(({ bytes }) => bytes)
  }
}

/** @param {Overrides} overrides */
async function load(overrides) {
  try {
    await prepareZXingModule({ overrides, fireImmediately: true })
  } catch (error) {
    purgeZXingModule()
    throw new TesseraError('unreachable', { why: String(error) })
  }
}

/**
 * The picture as a PGM file, which the decoder takes at one byte a pixel; its other entrance wants four.
 * @param {import('./filters/grey.js').Grey} image
 */
function portableGreymap({ data, width, height }) {
  const header = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`)
  const file = new Uint8Array(header.length + data.length)
  file.set(header)
  file.set(data, header.length)
  return file
}
