import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist'
import jbig2 from 'pdfjs-dist/wasm/jbig2.wasm'
import openjpeg from 'pdfjs-dist/wasm/openjpeg.wasm'

// pdf.js in a worker, where there is no document: what it would make with one is made here with an OffscreenCanvas.
// A bundle of its own, fetched when the first PDF is given: so it shares no classes with whoever calls it.

// Pixels. Pictures within a page are drawn into memory before they are made small.
const MOST_PIXELS = 50_000_000

/** How scanners pack pictures, and what unpacks them; pdf.js asks by these names. @type {Readonly<Record<string, string>>} */
const UNPACKERS = { 'jbig2.wasm': jbig2, 'openjpeg.wasm': openjpeg }

/**
 * @param {Uint8Array<ArrayBuffer>} bytes  given away
 * @param {Worker} parser  runs pdfparser.js
 * @returns {Promise<{count: number, draw: (page: number, side: number) => Promise<OffscreenCanvas>, close: () => Promise<void>}>}
 *   pages are counted from 1; `side` is the long edge in pixels
 * @throws {Error} named `PasswordException` where the file has a password, and any other where it is broken; `draw` as well
 */
export async function open(bytes, parser) {
  GlobalWorkerOptions.workerPort = parser
  const task = getDocument({ ...SETTINGS, data: bytes })
  const opened = await task.promise
  return {
    count: opened.numPages,
    draw: (page, side) => draw(opened, page, side),
    close: () => task.destroy(),
  }
}

/**
 * @param {import('pdfjs-dist').PDFDocumentProxy} opened
 * @param {number} number  of the page, from 1
 * @param {number} side  pixels of its long edge
 */
async function draw(opened, number, side) {
  const page = await opened.getPage(number)
  const { width, height } = page.getViewport({ scale: 1 })
  const viewport = page.getViewport({ scale: side / Math.max(width, height) })
  const canvas = new OffscreenCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height))
  // Typed as a canvas of a document.
  await page.render({ canvas: /** @type {any} */ (canvas), viewport }).promise
  page.cleanup()
  return canvas
}

/** What pdf.js draws on beside the page. */
class OffscreenCanvases {
  /** @param {number} width @param {number} height */
  create(width, height) {
    const canvas = new OffscreenCanvas(width, height)
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) }
  }

  /** @param {{canvas: OffscreenCanvas}} drawn @param {number} width @param {number} height */
  reset({ canvas }, width, height) {
    canvas.width = width
    canvas.height = height
  }

  /** @param {{canvas: OffscreenCanvas}} drawn */
  destroy({ canvas }) {
    canvas.width = canvas.height = 0
  }

  /** @param {OffscreenCanvas} canvas */
  getNoAlphaContext(canvas) {
    return canvas.getContext('2d', { alpha: false, willReadFrequently: true })
  }
}

/** Filters are elements of a document; without them a mask is a little harder, and a QR needs none. */
class NoFilters {
  addFilter = none
  addHCMFilter = none
  addAlphaFilter = none
  addLuminosityFilter = none
  addKnockoutFilter = none
  addHighlightHCMFilter = none
  addSelectionHCMFilter = none
  addSelectionFilter = none
  createSelectionStyle = () => null
  destroy() {}
}

const none = () => 'none'

class Unpackers {
  /** @param {{filename: string}} wanted */
  async fetch({ filename }) {
    if (!(filename in UNPACKERS)) throw new Error(`not shipped: ${filename}`) // fonts, which no QR needs
    const answer = await fetch(new URL(UNPACKERS[filename], import.meta.url))
    return new Uint8Array(await answer.arrayBuffer())
  }
}

const SETTINGS = {
  CanvasFactory: OffscreenCanvases,
  FilterFactory: NoFilters,
  BinaryDataFactory: Unpackers,
  useWorkerFetch: false,
  disableFontFace: true,
  disableWorkerRendering: true,
  maxImageSize: MOST_PIXELS,
  verbosity: 0,
}
