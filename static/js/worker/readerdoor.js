import { TesseraError } from '../errors.js'
import { workerUrl } from './policy.js'

/** @typedef {import('../carriers/index.js').Step} Step */
/** @typedef {import('../carriers/index.js').Sought} Sought */

/**
 * Addresses of the decoder's parts, all of this server.
 * @typedef {object} Where
 * @property {string} url  of reader.js, below /static/
 * @property {string} zxing  of the WebAssembly that finds QRs
 * @property {string} pdf  of pdfpages.js, which draws the pages of PDFs
 * @property {string} pdfparser  of pdfparser.js, its worker
 */

/**
 * What the decoder is asked.
 * @typedef {{id: number, where: Where, sought: Sought} & (FileRequest | FrameRequest)} Request
 * @typedef {{blob: Blob, frame?: undefined}} FileRequest
 * @typedef {{frame: ImageBitmap, closely: boolean, blob?: undefined}} FrameRequest
 */

/**
 * What it answers: steps, then one of the others.
 * @typedef {{id: number, step?: Step, text?: string | null, error?: {code: import('../errors.js').Code, detail: import('../errors.js').Detail}}} Reply
 */

/**
 * @typedef {object} Waiting
 * @property {(text: any) => void} resolve  with text for a file, with text or null for a frame
 * @property {(error: unknown) => void} reject
 * @property {(step: Step) => void} onStep
 */

/** @type {Worker | null} */
let worker = null
/** @type {Map<number, Waiting>} */
const waiting = new Map()
let lastId = 0

/**
 * What is looked for in a file, read by the decoder worker, which is started when first needed. The file stays in the browser.
 * @param {Blob} file
 * @param {Where} where
 * @param {(step: Step) => void} [onStep]  told how far the search has come
 * @param {Sought} [sought]
 * @returns {Promise<string>} a key string, canonical; or the texts of set-ups, one a line
 * @throws {TesseraError} those of `read` in carriers/index.js; `picture-unreadable` also when the decoder breaks down;
 *   `unreachable` when the decoder cannot be loaded. Closed meanwhile: a DOMException `AbortError`
 */
export function readCarrier(file, where, onStep = () => {}, sought = 'key') {
  return ask({ blob: file }, { where, sought }, onStep)
}

/**
 * What is looked for in a frame of the camera.
 * @param {ImageBitmap} frame  is the worker's afterwards
 * @param {boolean} closely  whether to spend more time on it
 * @param {Where} where
 * @param {Sought} [sought]
 * @returns {Promise<string | null>} as for files; null when the frame shows no code
 * @throws {TesseraError} `not-a-key`, `not-a-setup`, `damaged`, `newer-format`, and those of a decoder that fails, as for files
 */
export function readFrame(frame, closely, where, sought = 'key') {
  return ask({ frame, closely }, { where, sought }, () => {}, [frame])
}

/** Ends the decoder and what it is doing: to be called when the page is left, and to give up a search. */
export function closeReader() {
  end(new DOMException('the decoder was closed', 'AbortError'))
}

/**
 * @param {FileRequest | FrameRequest} request
 * @param {{where: Where, sought: Sought}} how
 * @param {(step: Step) => void} onStep
 * @param {Transferable[]} [given]
 * @returns {Promise<any>}
 */
function ask(request, { where, sought }, onStep, given = []) {
  const reader = (worker ??= start(where.url))
  const id = ++lastId
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject, onStep })
    reader.postMessage({ id, where: absolute(where), sought, ...request }, given)
  })
}

/** A worker knows addresses from its own script on. @param {Where} where @returns {Where} */
function absolute({ url, zxing, pdf, pdfparser }) {
  const at = (/** @type {string} */ path) => new URL(path, location.href).href
  return { url: at(url), zxing: at(zxing), pdf: at(pdf), pdfparser: at(pdfparser) }
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

/** @param {Reply} reply */
function settle({ id, step, text, error }) {
  const asked = waiting.get(id)
  if (!asked) return undefined
  if (step) return asked.onStep(step)
  waiting.delete(id)
  return error ? asked.reject(new TesseraError(error.code, error.detail)) : asked.resolve(text)
}

/** @param {unknown} reason */
function end(reason) {
  worker?.terminate()
  worker = null
  for (const { reject } of waiting.values()) reject(reason)
  waiting.clear()
}
