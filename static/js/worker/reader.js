// The decoder: finds the key string in a file. It is a worker of its own because decoders of pictures are large and
// are fed by strangers; it never meets a key, and it is ended when the authorize page is left.
import { read } from '../carriers/index.js'
import { pixels } from '../carriers/pixels.js'
import { scanner } from '../carriers/zxing.js'
import { TesseraError } from '../errors.js'

/** @typedef {import('../carriers/qrsearch.js').Scan} Scan */

/** @type {Scan | undefined} */
let scan

addEventListener('message', async ({ data: { id, blob, zxing } }) => {
  scan ??= scanner({ locateFile: () => zxing })
  try {
    postMessage({ id, keyString: await read(blob, { pixels, scan }) })
  } catch (error) {
    // Anything else is a decoder that broke down: the page hears of it as the worker's error event, and ends it.
    if (error instanceof TesseraError) postMessage({ id, error: { code: error.code, detail: error.detail } })
    else reportError(error)
  }
})
