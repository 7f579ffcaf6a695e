/**
 * The way to the server: JSON over fetch, errors as codes, answers of a bounded size. docs/formats.md §9.
 *
 * The answers' shapes are promised by the server, not by this module: what matters for safety is checked by those who
 * use them, with keys. A shape that is not as promised ends as a TypeError there, which the worker's door reports as
 * `server-error`.
 */
import { TesseraError, isCode } from '../errors.js'

/** @typedef {'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} Method */
/** @typedef {{status: number, body: unknown}} Answer body null where there was no JSON */
/** @typedef {{answerLimit?: number}} Options the largest answer taken, in bytes */
/** @typedef {'browser-revoked' | 'session-ended' | 'signed-out'} Refusal the session has ended, or is another account's now */
/** @typedef {(how: {anew: boolean}) => Promise<string>} Csrf `anew`: as the cookie is now; or else as it was a moment ago */
/**
 * @typedef {object} Ways
 * @property {typeof globalThis.fetch} fetch
 * @property {Csrf} csrf the CSRF cookie's value: it changes at sign-in, and other tabs sign in too
 * @property {() => string | null} [browser] b64 of this browser's row token, while a sign-in is under way: its tries are
 *   counted apart from those of strangers
 * @property {() => string | null} account b64 of the account that requests are made for, once that is known: tabs share
 *   their cookies, and the server refuses what was meant for another account than the one that it comes with
 * @property {(code: Refusal) => Promise<TesseraError>} refused awaited before the error is thrown, so that nobody goes on
 *   with keys or a cache that this browser may no longer have; says what the refusal comes to
 */
/** @typedef {ReturnType<typeof createClient>} Client */

const MEBIBYTE = 1024 * 1024
const PATIENCE = 120_000 // ms: a large part of an import over a slow line, not a person's patience

/** @param {Ways} ways */
export function createClient(ways) {
  const clock = makeClock()

  /**
   * Any answer, whatever its status: for allauth's routes, whose 401 means "not yet".
   * @param {Method} method
   * @param {string} path
   * @param {object} [body]
   * @param {Options & {named?: boolean, anew?: boolean}} [options] `named`: in the name of the account whose keys are here,
   *   not in nobody's; `anew` false: with a CSRF token that may be out of date
   * @returns {Promise<Answer>}
   * @throws {TesseraError} `unreachable`, `server-error`, `too-large`
   */
  async function ask(method, path, body, { answerLimit = MEBIBYTE, named = false, anew = true } = {}) {
    const response = await send(ways, { account: named ? ways.account() : null, anew }, method, path, body)
    if (isBroken(response)) throw new TesseraError('server-error')
    clock.read(response)
    return { status: response.status, body: await readJson(response, answerLimit) }
  }

  /**
   * The body of a good answer of Tessera's own API.
   * @param {Method} method
   * @param {string} path
   * @param {object} [body]
   * @param {Options} [options]
   * @returns {Promise<unknown>}
   * @throws {TesseraError} the server's code, or one of `ask`
   */
  async function call(method, path, body, options) {
    const asked = { ...options, named: true }
    const first = await ask(method, path, body, { ...asked, anew: false })
    // Another tab has signed in since the cookie was read. A request is refused so before anything is done about it.
    const answer = codeOf(first) === 'csrf' ? await ask(method, path, body, asked) : first
    if (answer.status >= 200 && answer.status < 300) return answer.body
    throw await refusalOf(ways, answer)
  }

  return { ask, call, refusal: (/** @type {Answer} */ answer) => refusalOf(ways, answer), servedAt: clock.servedAt }
}

/**
 * 503 is the server's own word that a part of it is out of order; whatever else fails there has no code of ours.
 * @param {Response} response
 */
function isBroken({ type, status }) {
  return type === 'opaqueredirect' || (status >= 500 && status !== 503)
}

/** The server's clock, as far as its answers tell it. */
function makeClock() {
  /** @type {number | null} */
  let served = null
  return {
    /** @param {Response} response */
    read({ headers }) {
      const date = Date.parse(headers.get('Date') ?? '')
      if (!Number.isNaN(date)) served = date
    },
    /** @returns {number | null} when it last answered, in ms since 1970; null when it has not said */
    servedAt: () => served,
  }
}

/**
 * What a refusal of ours comes to; a session that has ended is acted upon first.
 * @param {Ways} ways
 * @param {Answer} answer
 * @returns {Promise<TesseraError>}
 */
async function refusalOf(ways, answer) {
  const error = errorOf(answer)
  const { code } = error
  const ended = code === 'browser-revoked' || code === 'session-ended' || code === 'signed-out'
  return ended ? ways.refused(code) : error
}

/**
 * The error that an answer of Tessera's own API carries. A code that is not ours is not taken over.
 * @param {Answer} answer
 * @returns {TesseraError}
 */
export function errorOf({ status, body }) {
  const code = codeOf({ body })
  const detail = member(member(body, 'error'), 'detail')
  if (isCode(code)) return new TesseraError(code, isRecord(detail) ? detail : {})
  return new TesseraError(status === 429 ? 'slow-down' : 'server-error')
}

/** @param {Pick<Answer, 'body'>} answer */
function codeOf({ body }) {
  return member(member(body, 'error'), 'code')
}

/**
 * A member of what may or may not be an object.
 * @param {unknown} value
 * @param {string} name
 * @returns {unknown}
 */
export function member(value, name) {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * @param {Ways} ways
 * @param {{account: string | null, anew: boolean}} how
 * @param {Method} method
 * @param {string} path
 * @param {object | undefined} body
 * @returns {Promise<Response>}
 */
async function send({ fetch, csrf, browser = () => null }, { account, anew }, method, path, body) {
  if (!path.startsWith('/') || path.startsWith('//')) throw new TypeError('path: expected one on this server')
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json' }
  if (account !== null) headers['X-Tessera-Account'] = account
  const token = browser()
  if (token !== null) headers['X-Tessera-Browser'] = token
  if (method !== 'GET') headers['X-CSRFToken'] = await csrf({ anew })
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  try {
    return await fetch(path, {
      method,
      headers,
      mode: 'same-origin',
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'manual', // nothing of ours redirects: whoever does is not our API
      referrerPolicy: 'same-origin', // under `no-referrer` Firefox posts with the origin "null"
      signal: AbortSignal.timeout(PATIENCE),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  } catch (reason) {
    throw unreachable(reason)
  }
}

/**
 * @param {Response} response
 * @param {number} limit in bytes
 * @returns {Promise<unknown>} null for an empty body
 */
async function readJson(response, limit) {
  const text = await readText(response, limit)
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    throw new TesseraError('server-error') // a proxy's error page, most likely
  }
}

/**
 * @param {Response} response
 * @param {number} limit in bytes, counted while reading: Content-Length is only a promise
 * @returns {Promise<string>}
 */
async function readText(response, limit) {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (;;) {
    const { done, value } = await reader.read().catch((reason) => Promise.reject(unreachable(reason)))
    if (done) return text + decoder.decode()
    size += value.length
    if (size > limit) {
      await reader.cancel()
      throw new TesseraError('too-large', { limit })
    }
    text += decoder.decode(value, { stream: true })
  }
}

/**
 * fetch says TypeError for whatever the network did, and a DOMException for our own limit of time.
 * @param {unknown} reason
 * @returns {unknown}
 */
function unreachable(reason) {
  const expected = reason instanceof TypeError || (reason instanceof DOMException && reason.name === 'TimeoutError')
  return expected ? new TesseraError('unreachable') : reason
}
