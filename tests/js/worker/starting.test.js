/** Workers of which a browser never runs some: the others take their place, and no message is lost. */
import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { MOST, SILENCE, Started } from '../../../static/js/worker/starting.js'

/** A worker that runs when a test says so. */
class FakeWorker extends EventTarget {
  /** @type {FakeWorker[]} */
  static all = []
  /** @type {unknown[]} */
  received = []
  ended = false

  constructor() {
    super()
    FakeWorker.all.push(this)
  }

  /** @param {unknown} message @param {Transferable[]} transfer */
  postMessage(message, transfer) {
    this.received.push(structuredClone(message, { transfer }))
  }

  terminate() {
    this.ended = true
  }

  /** @param {unknown} data */
  say(data) {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }

  run() {
    this.say({ running: true })
  }
}

/** @type {unknown[]} */
let heard
/** @type {Event[]} */
let failures

beforeEach(() => {
  mock.timers.reset()
  mock.timers.enable({ apis: ['setTimeout'] })
  FakeWorker.all = []
  heard = []
  failures = []
  Object.assign(globalThis, { Worker: FakeWorker, location: new URL('https://vault.example/vault/') })
})

const start = () =>
  new Started(
    '/static/build/derive.js',
    'derive',
    (data) => heard.push(data),
    (event) => failures.push(event),
  )
const ended = () => FakeWorker.all.map((worker) => worker.ended)

test('messages wait until the worker runs, and come in their order', () => {
  const started = start()
  const bytes = new Uint8Array([1, 2, 3])
  started.postMessage({ id: 1, bytes }, [bytes.buffer])
  started.postMessage({ id: 2 })
  const [worker] = FakeWorker.all
  assert.deepEqual(worker.received, [])
  worker.run()
  assert.deepEqual(worker.received, [{ id: 1, bytes: new Uint8Array([1, 2, 3]) }, { id: 2 }])
  assert.equal(bytes.length, 0, 'handed over, not copied')
  started.postMessage({ id: 3 })
  assert.deepEqual(worker.received.at(-1), { id: 3 })
  worker.say({ id: 1 })
  assert.deepEqual(heard, [{ id: 1 }], 'that it runs is no answer')
  mock.timers.tick(10 * SILENCE)
  assert.equal(FakeWorker.all.length, 1)
})

test('one that is silent gets company, and whoever runs first is the worker', () => {
  const started = start()
  started.postMessage({ id: 1 })
  mock.timers.tick(SILENCE)
  const [silent, company] = FakeWorker.all
  assert.deepEqual(ended(), [false, false], 'it may only be slow')
  company.run()
  assert.deepEqual(ended(), [true, false])
  assert.deepEqual([silent.received, company.received], [[], [{ id: 1 }]])
  silent.run()
  silent.say({ id: 1 })
  assert.deepEqual([silent.received, heard], [[], []], 'of the one that was ended nothing is heard')
})

test('the first may still be the worker after all', () => {
  start()
  mock.timers.tick(SILENCE)
  FakeWorker.all[0].run()
  assert.deepEqual(ended(), [false, true])
})

test('no more than a few are begun', () => {
  start()
  for (let round = 0; round < 2 * MOST; round += 1) mock.timers.tick(SILENCE)
  assert.equal(FakeWorker.all.length, MOST)
  assert.deepEqual(ended(), Array(MOST).fill(false))
})

test('ended before it runs, it is sent nothing, and nothing more is begun', () => {
  const started = start()
  started.postMessage({ id: 1 })
  started.terminate()
  mock.timers.tick(10 * SILENCE)
  FakeWorker.all[0].run()
  assert.deepEqual([ended(), FakeWorker.all[0].received], [[true], []])
})

test('a script that cannot be fetched is told, once it is ended no more', () => {
  const started = start()
  mock.timers.tick(SILENCE)
  FakeWorker.all[0].dispatchEvent(new Event('error'))
  assert.equal(failures.length, 1)
  started.terminate()
  FakeWorker.all[1].dispatchEvent(new Event('error'))
  assert.equal(failures.length, 1)
})
