import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { closeReader, readCarrier } from '../../../static/js/worker/readerdoor.js'
import { refusedAs } from './cast.js'

/** @typedef {{id: number, blob: Blob, zxing: string}} Request */

/** Stands in for the browser's worker, and remembers what it was asked. */
class FakeWorker extends EventTarget {
  /** @type {FakeWorker[]} */
  static started = []
  /** @type {Request[]} */
  asked = []
  ended = false

  /** @param {string} url */
  constructor(url) {
    super()
    this.url = url
    FakeWorker.started.push(this)
  }

  /** @param {Request} request */
  postMessage(request) {
    this.asked.push(request)
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
const WHERE = { url: '/static/build/reader.js', zxing: '/static/build/zxing_reader.wasm' }
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
  assert.equal(a.zxing, 'https://vault.example/static/build/zxing_reader.wasm')
  assert.equal(a.blob, FILE)
  current().answer({ id: b.id, keyString: 'B' })
  current().answer({ id: a.id, keyString: 'A' })
  assert.deepEqual(await Promise.all([first, second]), ['A', 'B'])
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
  current().answer({ id: current().asked[0].id, keyString: 'A' })
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
