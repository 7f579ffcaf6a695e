import { TesseraError } from '../errors.js'
import { workerUrl } from './policy.js'

/**
 * @typedef {object} Waiting
 * @property {(keyString: string) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/** @type {Worker | null} */
let worker = null
/** @type {Map<number, Waiting>} */
const waiting = new Map()
let lastId = 0

/**
 * The key string in a file, read by the decoder worker, which is started when first needed. The file stays in the browser.
 * @param {Blob} file
 * @param {object} options
 * @param {string} options.url  of reader.js, below /static/
 * @param {string} options.zxing  of the decoder's WebAssembly
 * @returns {Promise<string>} canonical
 * @throws {TesseraError} those of `read` in carriers/index.js; `picture-unreadable` also when the decoder breaks down;
 *   `unreachable` when the decoder cannot be loaded. Closed meanwhile: a DOMException `AbortError`
 */
export function readCarrier(file, { url, zxing }) {
  const reader = (worker ??= start(url))
  const id = ++lastId
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    reader.postMessage({ id, blob: file, zxing: new URL(zxing, location.href).href })
  })
}

/** Ends the decoder and what it is doing; to be called when the page is left. */
export function closeReader() {
  end(new DOMException('the decoder was closed', 'AbortError'))
}

/** @param {string} url */
function start(url) {
  const started = new Worker(workerUrl(url), { type: 'module', name: 'reader' })
  started.addEventListener('message', ({ data }) => settle(data))
  // A script that could not be fetched gives a plain event; one that broke while running says where and why.
  started.addEventListener('error', (event) => {
    end(new TesseraError('message' in event && event.message ? 'picture-unreadable' : 'unreachable'))
  })
  return started
}

/** @param {{id: number, keyString?: string, error?: {code: import('../errors.js').Code, detail: import('../errors.js').Detail}}} reply */
function settle({ id, keyString, error }) {
  const asked = waiting.get(id)
  if (!asked) return
  waiting.delete(id)
  if (error) asked.reject(new TesseraError(error.code, error.detail))
  else asked.resolve(/** @type {string} */ (keyString))
}

/** @param {unknown} reason */
function end(reason) {
  worker?.terminate()
  worker = null
  for (const { reject } of waiting.values()) reject(reason)
  waiting.clear()
}
