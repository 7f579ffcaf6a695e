// What the pages share: the door to the key worker, what is known of the session, where to go, and toasts.
import { batch, signal } from '@preact/signals'
import { TesseraError } from '../errors.js'
import { sentence } from '../ui/messages.js'
import { t } from '../ui/text.js'
import { openDoor } from '../worker/door.js'

/** @typedef {import('../account/standing.js').State} Session */

const script = /** @type {HTMLScriptElement} */ (document.getElementById('app'))
/** Addresses of the scripts under their hashed names, from the page that the server made. */
const { worker, derive, rate, reader, zxing, pdf, pdfparser } =
  /** @type {Record<'worker' | 'derive' | 'rate' | 'reader' | 'zxing' | 'pdf' | 'pdfparser', string>} */ (
    script.dataset
  )

export const door = openDoor({ url: worker, derive, rate })
export const raterScript = rate
/** Where a trial shows the mail that it sends; undefined where mail goes out. */
export const mailPage = script.dataset['mail']
export const decoder = { url: reader, zxing, pdf, pdfparser }

/** What the key worker last said; null until it has answered. */
export const session = signal(/** @type {Session | null} */ (null))

/** Why the sign-in page was reached, in a sentence; cleared by the next navigation away from it. */
export const notice = signal(/** @type {string | null} */ (null))

/** What the next page should say of how it was reached: why this browser's own copy did not serve, say. */
export const reason = signal(/** @type {string | null} */ (null))

/** The second factor that the sign-in under way waits for. Like the password's half it does not outlive this document. */
export const awaitedFactor = signal(/** @type {import('../api/entry.js').Awaited | null} */ (null))

/** The address that is to be confirmed. */
export const pendingEmail = signal(/** @type {string | null} */ (null))

/** The path on screen, without query and fragment. */
export const path = signal(location.pathname)

/**
 * Asks the key worker. An answer that ends the session ends it for every page.
 * @type {typeof door.call}
 */
export function call(method, ...args) {
  const answer = door.call(method, ...args)
  answer.catch((/** @type {unknown} */ error) => {
    if (!(error instanceof TesseraError)) return
    if (ENDINGS.has(error.code)) leave(sentence(error))
    // Its keys went with it.
    if (error.code === 'worker-stalled' && session.value?.state === 'unlocked') void refresh().catch(offline)
    // The only copy was a message that was given up: the page where another is taken comes first.
    if (error.code === 'key-not-taken' && session.value) session.value = { ...session.value, keyTaken: false }
  })
  return answer
}

const ENDINGS = new Set(['signed-out', 'browser-revoked', 'session-ended'])

/** Asks the worker where things stand. */
export async function refresh() {
  session.value = await door.call('state')
}

/**
 * Goes where the worker says, once the keys are as they should be there.
 * @param {{next: string, reason?: {code: string, detail?: object}, factor?: import('../api/entry.js').Awaited}} outcome  of signIn, confirmCode, authorizeWith, unlock
 */
export async function enter({ next, reason: why, factor }) {
  if (factor) return awaitFactor(factor)
  const state = await door.call('state')
  batch(() => {
    awaitedFactor.value = null
    reason.value = why ? sentence(why) : null
    session.value = state
    if (path.value !== `/${next}/`) navigate(`/${next}/`, { replace: true })
  })
}

/**
 * To the second step of signing in: nobody is signed in before it.
 * @param {import('../api/entry.js').Awaited} factor
 */
function awaitFactor(factor) {
  batch(() => {
    awaitedFactor.value = factor
    session.value = { state: 'anonymous' }
    if (path.value !== '/signin/') navigate('/signin/', { replace: true })
  })
}

/**
 * To the sign-in page, saying why.
 * @param {string | null} why
 */
export function leave(why) {
  batch(() => {
    notice.value = why
    awaitedFactor.value = null
    session.value = { state: 'anonymous' }
    if (path.value !== '/signin/') navigate('/signin/')
  })
}

/**
 * When not even the state could be had: the pages stay usable, and each act says what is wrong.
 * @param {unknown} error
 */
export function offline(error) {
  batch(() => {
    notice.value = explain(error)
    session.value = { state: 'anonymous' }
  })
}

/**
 * To another page of this application; the worker and its keys stay.
 * @param {string} to  a path
 * @param {{replace?: boolean}} [options]
 */
export function navigate(to, { replace = false } = {}) {
  if (replace) history.replaceState(null, '', to)
  else history.pushState(null, '', to)
  path.value = location.pathname
}

/**
 * The sentence for something that was thrown. A fault of this program is reported to the console as well.
 * @param {unknown} error
 * @param {import('../ui/messages.js').Context} [context]
 * @returns {string}
 */
export function explain(error, context = {}) {
  if (error instanceof TesseraError) return sentence(error, { email: session.value?.email, ...context })
  reportError(error)
  return t('This page failed. Load it again; nothing that was saved is lost.')
}

/** @type {import('@preact/signals').Signal<readonly import('../ui/feedback.jsx').ToastValue[]>} */
export const toasts = signal([])
/** @type {Map<number, ReturnType<typeof setTimeout>>} */
const timers = new Map()
const TOAST_SECONDS = 8
let lastToast = 0

/**
 * @param {string} text
 * @param {{label: string, run: () => void}} [action]  say, Undo
 * @returns {number} its id
 */
export function toast(text, action) {
  const id = ++lastToast
  toasts.value = [...toasts.value.slice(-1), { id, text, action }]
  releaseToast(id)
  return id
}

/** @param {number} id */
export function closeToast(id) {
  holdToast(id)
  toasts.value = toasts.value.filter((entry) => entry.id !== id)
}

/** What toasts say of items is not to be read on a locked screen. */
export function closeToasts() {
  for (const { id } of toasts.value) closeToast(id)
}

/** Someone is at it: it stays. @param {number} id */
export function holdToast(id) {
  clearTimeout(timers.get(id))
  timers.delete(id)
}

/** @param {number} id */
export function releaseToast(id) {
  holdToast(id)
  timers.set(
    id,
    setTimeout(() => closeToast(id), TOAST_SECONDS * 1000),
  )
}
