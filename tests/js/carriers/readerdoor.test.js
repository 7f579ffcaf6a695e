import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { closeReader, readCarrier, readFrame } from '../../../static/js/worker/readerdoor.js'
import { refusedAs } from './cast.js'

/** @typedef {import('../../../static/js/worker/readerdoor.js').Request} Request */

/** Stands in for the browser's worker, and remembers what it was asked. */
class FakeWorker extends EventTarget {
  /** @type {FakeWorker[]} */
  static started = []
  /** @type {Request[]} */
  asked = []
  /** @type {Transferable[]} */
  given = []
  ended = false

  /** @param {string} url */
  constructor(url) {
    super()
    this.url = url
    FakeWorker.started.push(this)
  }

  /** @param {Request} request @param {Transferable[]} given */
  postMessage(request, given) {
    this.asked.push(request)
    this.given.push(...given)
  }

  terminate() {
    this.ended = true
  }

  /** @param {object} reply */
  answer(reply) {
    this.dispatchEvent(new MessageEvent('message', { data: reply }))
  }

  /** @param {object} [details] */
  break(details = {}) {
    this.dispatchEvent(Object.assign(new Event('error'), details))
  }
}

const FILE = new Blob(['x'])
const WHERE = {
  url: '/static/build/reader.js',
  zxing: '/static/build/zxing_reader.wasm',
  pdf: '/static/build/pdf.js',
  pdfparser: '/static/build/pdfparser.js',
}
const current = () => /** @type {FakeWorker} */ (FakeWorker.started.at(-1))

beforeEach(() => {
  FakeWorker.started = []
  Object.assign(globalThis, { Worker: FakeWorker, location: new URL('https://vault.example/authorize/') })
})
afterEach(closeReader)

test('the worker starts with the first file and serves the next as well', async () => {
  const first = readCarrier(FILE, WHERE)
  const second = readCarrier(FILE, WHERE)
  assert.equal(FakeWorker.started.length, 1)
  assert.equal(current().url, 'https://vault.example/static/build/reader.js')
  const [a, b] = current().asked
  assert.deepEqual(
    a.where,
    Object.fromEntries(Object.entries(WHERE).map(([name, path]) => [name, `https://vault.example${path}`])),
  )
  assert.equal(a.blob, FILE)
  current().answer({ id: b.id, text: 'B' })
  current().answer({ id: a.id, text: 'A' })
  assert.deepEqual(await Promise.all([first, second]), ['A', 'B'])
})

test('steps are told on the way to the answer, and only to who asked', async () => {
  /** @type {object[]} */
  const heard = []
  const first = readCarrier(FILE, WHERE, (step) => heard.push(step))
  const second = readCarrier(FILE, WHERE, () => assert.fail('heard of another file'))
  const [a, b] = current().asked
  const step = { what: 'attempts', done: 1, total: 6 }
  current().answer({ id: a.id, step })
  current().answer({ id: a.id, text: 'A' })
  current().answer({ id: a.id, step })
  current().answer({ id: b.id, text: 'B' })
  assert.deepEqual(await Promise.all([first, second]), ['A', 'B'])
  assert.deepEqual(heard, [step])
})

test('a frame is handed over, and may hold nothing', async () => {
  const frame = /** @type {ImageBitmap} */ (/** @type {unknown} */ (new EventTarget()))
  const reading = readFrame(frame, true, WHERE)
  assert.deepEqual(current().given, [frame])
  const { id, ...asked } = current().asked[0]
  assert.deepEqual([asked.frame, 'closely' in asked && asked.closely, asked.sought], [frame, true, 'key'])
  current().answer({ id, text: null })
  assert.equal(await reading, null)
})

test('set-ups of one-time codes are looked for where they are asked for', async () => {
  const reading = readCarrier(FILE, WHERE, () => {}, 'setup')
  const filming = readFrame(
    /** @type {ImageBitmap} */ (/** @type {unknown} */ (new EventTarget())),
    false,
    WHERE,
    'setup',
  )
  assert.deepEqual(
    current().asked.map(({ sought }) => sought),
    ['setup', 'setup'],
  )
  for (const { id } of current().asked) current().answer({ id, text: 'steam://JBSWY3DPEHPK3PXP' })
  assert.deepEqual(await Promise.all([reading, filming]), Array(2).fill('steam://JBSWY3DPEHPK3PXP'))
})

test('a refusal comes back as the error it was', async () => {
  const reading = readCarrier(FILE, WHERE)
  current().answer({ id: current().asked[0].id, error: { code: 'not-a-key', detail: { what: 'web' } } })
  await refusedAs(reading, 'not-a-key', { what: 'web' })
})

test('a decoder that breaks down makes the picture unreadable, one that cannot be fetched is unreachable', async () => {
  const reading = readCarrier(FILE, WHERE)
  current().break({ message: 'RuntimeError: unreachable executed' })
  await refusedAs(reading, 'picture-unreadable')
  const again = readCarrier(FILE, WHERE)
  current().break()
  await refusedAs(again, 'unreachable')
  assert.ok(FakeWorker.started.every(({ ended }) => ended))
})

test('leaving the page ends the worker and what it was doing, and the next file gets a new one', async () => {
  const reading = readCarrier(FILE, WHERE)
  closeReader()
  await assert.rejects(reading, { name: 'AbortError' })
  assert.ok(current().ended)
  const again = readCarrier(FILE, WHERE)
  current().answer({ id: current().asked[0].id, text: 'A' })
  assert.equal(await again, 'A')
  assert.equal(FakeWorker.started.length, 2)
})

test('only a script of this server is started', () => {
  for (const url of [
    'https://elsewhere.example/static/reader.js',
    '/reader.js',
    '/static/../media/reader.js',
    'data:text/javascript,1',
  ]) {
    assert.throws(() => readCarrier(FILE, { ...WHERE, url }), TypeError)
  }
  assert.equal(FakeWorker.started.length, 0)
})
