/**
 * The key worker: the one thread in which keys, network and storage meet. `compose.js` is what it does; here it is
 * joined to the browser. door.js is the page's side.
 *
 * In: `{configure: {derive, rate}}` once and first; `{id, method, args, csrf}`; `{answer, csrf}`.
 * Out: `{id, ok, value}` or `{id, ok: false, error: {code, detail}}`; `{event, detail}`; `{ask}` for the CSRF cookie, which
 * changes at every sign-in and which a worker cannot read; `{begun}` before and after a worker of its own is begun (nested.js).
 */
import { Keystore } from '../account/keystore.js'
import { createVault } from '../vault/vault.js'
import { compose } from './compose.js'
import { argon2idIn } from './deriving.js'
import { raterIn } from './rating.js'

/** @typedef {import('./compose.js').Request} Request */
/** @typedef {{configure: Scripts} | {answer: number, csrf: string} | (Request & {csrf: string})} Message */

/** @typedef {{derive: string, rate: string}} Scripts addresses of other workers' */

/** @type {Map<number, (csrf: string) => void>} */
const asked = new Map()
let lastAsk = 0
/** The cookie as it came with the page's last request; null once an answer of the server may have changed it. @type {string | null} */
let carried = null
/** @type {ReturnType<typeof compose> | undefined} */
let worker

self.addEventListener('message', ({ data }) => void receive(data))

/** @param {Message} message */
async function receive(message) {
  if ('configure' in message) {
    worker ??= start(message.configure)
  } else if ('answer' in message) {
    asked.get(message.answer)?.(message.csrf)
    asked.delete(message.answer)
  } else if (worker) {
    carried = message.csrf
    self.postMessage(await worker.answer(message))
  }
}

/** In ms: what a page asks first is answered by then. */
const QUIET = 500
// An engine loads its tables of numbers with the first one that is written, once for all threads of a page. For 20 ms and more
// it does nothing else: here nobody waits, and the page draws a vault with its counts that much sooner.
setTimeout(() => new Intl.NumberFormat().format(0), QUIET)

/** @param {boolean} begun */
const tell = (begun) => self.postMessage({ begun })

/** @param {Scripts} scripts */
function start({ derive, rate }) {
  return compose({
    fetch: (input, init) => fetch(input, init).finally(() => (carried = null)),
    csrf,
    origin: self.location.origin,
    userAgent: navigator.userAgent,
    createVault,
    keystore: new Keystore('tessera', privateRoot),
    argon2id: argon2idIn(derive, tell),
    rater: raterIn(rate, tell),
    emit: (event, detail) => self.postMessage({ event, detail }),
    tabs: new BroadcastChannel('tessera'),
    report,
  })
}

/** @returns {Promise<FileSystemDirectoryHandle | null>} null where the browser has no private files, or none in this window */
async function privateRoot() {
  try {
    return (await navigator.storage?.getDirectory?.()) ?? null
  } catch (reason) {
    if (reason instanceof DOMException) return null
    throw reason
  }
}

/**
 * A page that was clicked draws before it answers: whoever saves does not wait for that.
 * @param {{anew: boolean}} how
 * @returns {Promise<string>}
 */
async function csrf({ anew }) {
  if (carried !== null && !anew) return carried
  const ask = ++lastAsk
  return new Promise((resolve) => {
    asked.set(ask, resolve)
    self.postMessage({ ask })
  })
}

/**
 * To the console, without the message: it may quote what was being worked on.
 * @param {string} method
 * @param {unknown} fault
 */
function report(method, fault) {
  const { name, stack = '' } = fault instanceof Error ? fault : { name: typeof fault }
  const frames = stack.split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$|@.*:\d+:\d+$/.test(line))
  console.error(`Tessera: ${method} failed with ${name}\n${frames.join('\n')}`)
}
