// The decoder: finds the key string in a file or in a frame of the camera. It is a worker of its own because decoders of
// pictures are large and are fed by strangers; it never meets a key, and it is ended when the page is left.
import { read } from '../carriers/index.js'
import { grey, pixels } from '../carriers/pixels.js'
import { glance, Met } from '../carriers/qrsearch.js'
import { scanner } from '../carriers/zxing.js'
import { TesseraError } from '../errors.js'

/** @typedef {import('./readerdoor.js').Request} Request */
/** @typedef {import('../carriers/qrsearch.js').Scan} Scan */

/** @type {Scan | undefined} */
let scan

addEventListener('message', async (/** @type {MessageEvent<Request>} */ { data: request }) => {
  const { id, where } = request
  scan ??= scanner({ locateFile: () => where.zxing })
  try {
    const keyString = request.frame ? await readFrame(request, scan) : await readFile(request, scan)
    postMessage({ id, keyString })
  } catch (error) {
    // Anything else is a decoder that broke down: the page hears of it as the worker's error event, and ends it.
    if (error instanceof TesseraError) postMessage({ id, error: { code: error.code, detail: error.detail } })
    else reportError(error)
  }
})

/** @param {Extract<Request, {blob: Blob}>} request @param {Scan} scan */
function readFile({ id, blob }, scan) {
  return read(blob, { pixels, scan, onStep: (step) => postMessage({ id, step }) })
}

/** @param {Extract<Request, {frame: ImageBitmap}>} request @param {Scan} scan */
async function readFrame({ frame, closely }, scan) {
  const met = new Met()
  const image = grey(frame)
  frame.close()
  const keyString = await glance(image, scan, met, closely)
  const verdict = keyString === null && met.verdict()
  if (verdict) throw verdict
  return keyString
}
