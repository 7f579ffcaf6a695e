/**
 * As much of a page as pages/site.js wants: the script's element, and a worker that a test answers for. To be imported
 * before anything that imports site.js.
 */
import assert from 'node:assert/strict'

/** @typedef {{id: number, method: string, args: any}} Asked */

class FakeWorker extends EventTarget {
  /** @param {Partial<Asked>} message */
  postMessage({ id, method, args }) {
    if (id !== undefined && method !== undefined) asked.push({ id, method, args })
  }
}

const worker = new FakeWorker()
/** @type {Asked[]} what was asked of the worker and has had no answer, in its order */
export const asked = []

/** @param {unknown} data */
const say = (data) => worker.dispatchEvent(new MessageEvent('message', { data }))

/**
 * Answers the first of what was asked.
 * @param {string} method  that this has to be
 * @param {{value?: unknown, code?: string}} answer  code: of an error
 * @returns {Promise<any>} its arguments, once what awaits the answer has gone on
 */
export async function answer(method, { value = {}, code }) {
  await settled()
  const next = asked.shift() ?? assert.fail(`nothing was asked, let alone ${method}`)
  assert.equal(next.method, method)
  const { id } = next
  say(code === undefined ? { id, ok: true, value } : { id, ok: false, error: { code, detail: {} } })
  await settled()
  return next.args
}

/** @param {string} event  of the worker */
export const tell = (event) => void say({ event, detail: {} })

/** Until nothing goes on but by an answer or a timer. */
export const settled = () => new Promise((resolve) => setImmediate(resolve))

const scripts = ['worker', 'derive', 'rate', 'reader', 'zxing', 'pdf', 'pdfparser']
const dataset = Object.fromEntries(scripts.map((name) => [name, `/static/build/${name}.js`]))
Object.assign(globalThis, {
  location: new URL('https://vault.example/vault/'),
  document: { cookie: '', getElementById: () => ({ dataset }), hasFocus: () => true },
  window: new EventTarget(),
  Worker: function Worker() {
    return worker
  },
})
