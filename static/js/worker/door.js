/**
 * The page's side of the key worker: the only way to it. main.js has the messages.
 */
import { TesseraError, isCode } from '../errors.js'
import { workerUrl } from './policy.js'

/** @typedef {import('./compose.js').Methods} Methods */
/** @typedef {import('./compose.js').Reply} Reply */
/** @typedef {'changed' | 'ended' | 'kept' | 'locked' | 'progress'} EventName */
/** @typedef {Reply | {event: EventName, detail: object} | {ask: number} | {begun: boolean}} Outgoing */
/** @typedef {{url: string, derive: string, rate: string}} Scripts main.js, derive.js and rate.js */
/** @typedef {{resolve: (value: unknown) => void, reject: (error: unknown) => void}} Waiting */
/** In ms: what takes a hundredth of it goes on for ever in a worker that stands still (nested.js). */
export const STANDSTILL = 10_000

/**
 * @typedef {object} Door
 * @property {<M extends keyof Methods>(method: M, ...args: Parameters<Methods[M]>) => ReturnType<Methods[M]>} call
 *   rejects with a TesseraError; `unreachable` when the worker's script cannot be loaded, `worker-stalled` when it stood still,
 *   with whatever keys it held
 * @property {(event: EventName, listener: (detail: any) => void) => () => void} on returns what ends the subscription;
 *   details: `ended` {code, detail}, `locked` {reason}, `progress` {what, done, total}, otherwise {}
 */

/**
 * Open the door; the worker is started when something is first asked of it.
 * @param {Scripts} scripts below /static/
 * @returns {Door}
 */
export function openDoor(scripts) {
  /** @type {Map<number, Waiting>} */
  const waiting = new Map()
  const { tell, on } = makeListeners()
  /** @type {Worker | null} */
  let worker = null
  let lastId = 0
  const watch = watcher(() => fail('worker-stalled'))

  /** @param {Outgoing} message */
  function receive(message) {
    if ('begun' in message) watch(message.begun)
    else if ('ask' in message) worker?.postMessage({ answer: message.ask, csrf: csrfCookie(document.cookie) })
    else if ('event' in message) tell(message.event, message.detail)
    else settle(waiting, message)
  }

  /** Whoever waits is told, and the next call starts a worker anew. @param {import('../errors.js').Code} code */
  function fail(code) {
    watch(true)
    worker?.terminate()
    worker = null
    refuseAll(waiting, code)
  }

  /** @type {(method: string, args?: unknown) => Promise<unknown>} */
  const call = (method, args) => {
    worker ??= start(scripts, receive, fail)
    const id = ++lastId
    worker.postMessage({ id, method, args, csrf: csrfCookie(document.cookie) })
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
  }

  return { call: /** @type {Door['call']} */ (call), on }
}

function makeListeners() {
  /** @type {Map<EventName, Set<(detail: any) => void>>} */
  const listeners = new Map()
  /** @param {EventName} event @param {object} detail */
  const tell = (event, detail) => listeners.get(event)?.forEach((listener) => listener(detail))
  /** @type {Door['on']} */
  const on = (event, listener) => {
    const set = listeners.get(event) ?? new Set()
    listeners.set(event, set.add(listener))
    return () => void set.delete(listener)
  }
  return { tell, on }
}

/**
 * @param {() => void} stalled
 * @returns {import('./nested.js').Tell}
 */
function watcher(stalled) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  return (begun) => {
    clearTimeout(timer)
    if (!begun) timer = setTimeout(stalled, STANDSTILL)
  }
}

/**
 * @param {Scripts} scripts
 * @param {(message: Outgoing) => void} receive
 * @param {(code: import('../errors.js').Code) => void} fail
 * @returns {Worker}
 */
function start({ url, ...others }, receive, fail) {
  const worker = new Worker(workerUrl(url), { type: 'module', name: 'keys' })
  worker.addEventListener('message', ({ data }) => receive(data))
  worker.addEventListener('error', () => fail('unreachable'))
  const at = (/** @type {string} */ path) => new URL(path, location.href).href
  worker.postMessage({ configure: { derive: at(others.derive), rate: at(others.rate) } })
  return worker
}

/**
 * @param {Map<number, Waiting>} waiting
 * @param {Reply} reply
 */
function settle(waiting, reply) {
  const asked = waiting.get(reply.id)
  waiting.delete(reply.id)
  if (reply.ok) return asked?.resolve(reply.value)
  const { code, detail } = reply.error
  asked?.reject(new TesseraError(isCode(code) ? code : 'server-error', { ...detail }))
}

/** @param {Map<number, Waiting>} waiting @param {import('../errors.js').Code} code */
function refuseAll(waiting, code) {
  for (const { reject } of waiting.values()) reject(new TesseraError(code))
  waiting.clear()
}

/**
 * Django's CSRF cookie, under its name in production or in a trial without TLS.
 * @param {string} cookies as `document.cookie` has them
 * @returns {string} empty when there is none
 */
export function csrfCookie(cookies) {
  const pairs = new Map(cookies.split('; ').map((pair) => /** @type {[string, string]} */ (pair.split('=', 2))))
  return pairs.get('__Host-csrftoken') ?? pairs.get('csrftoken') ?? ''
}
