// The decoder: finds a key string, or the set-ups of one-time codes, in a file or in a frame of the camera. It is a worker of its own because decoders of
// pictures are large and are fed by strangers; it never meets a key, and it is ended when the page is left.
import { makeMet, read } from '../carriers/index.js'
import { grey, pixels } from '../carriers/pixels.js'
import { glance } from '../carriers/qrsearch.js'
import { scanner } from '../carriers/zxing.js'
import { TesseraError } from '../errors.js'
import { workerUrl } from './policy.js'

/** @typedef {import('./readerdoor.js').Request} Request */
/** @typedef {import('../carriers/qrsearch.js').Scan} Scan */

/** @type {Scan | undefined} */
let scan
/** @type {Worker | undefined} */
let parser

addEventListener('message', async (/** @type {MessageEvent<Request>} */ { data: request }) => {
  const { id, where } = request
  scan ??= scanner({ locateFile: () => where.zxing })
  try {
    const text = request.frame ? await readFrame(request, scan) : await readFile(request, scan)
    postMessage({ id, text })
  } catch (error) {
    // Anything else is a decoder that broke down: the page hears of it as the worker's error event, and ends it.
    if (error instanceof TesseraError) postMessage({ id, error: { code: error.code, detail: error.detail } })
    else reportError(error)
  }
})

/** @param {Extract<Request, {blob: Blob}>} request @param {Scan} scan */
function readFile({ id, blob, sought, where }, scan) {
  const tools = {
    pixels,
    scan,
    pdf: (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => openPdf(bytes, where),
    onStep: (/** @type {import('../carriers/index.js').Step} */ step) => postMessage({ id, step }),
  }
  return read(blob, tools, sought)
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {import('./readerdoor.js').Where} where */
async function openPdf(bytes, { pdf, pdfparser }) {
  const { open } = await load(pdf)
  parser ??= new Worker(workerUrl(pdfparser), { type: 'module', name: 'pdfparser' })
  const { draw, ...pages } = await open(bytes, parser)
  return {
    ...pages,
    draw: async (/** @type {number} */ page, /** @type {number} */ side) => grey(await draw(page, side)),
  }
}

/** @param {string} url @returns {Promise<typeof import('../carriers/pdfpages.js')>} */
async function load(url) {
  try {
    return await import(url)
  } catch (error) {
    throw new TesseraError('unreachable', { why: String(error) })
  }
}

/** @param {Extract<Request, {frame: ImageBitmap}>} request @param {Scan} scan */
async function readFrame({ frame, closely, sought }, scan) {
  const met = makeMet(sought)
  const image = grey(frame)
  frame.close()
  const text = await glance(image, scan, met, closely)
  const verdict = text === null && met.verdict()
  if (verdict) throw verdict
  return text
}
