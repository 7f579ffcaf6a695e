import { strict as assert } from 'node:assert'
import { beforeEach, mock, test } from 'node:test'
import { STANDSTILL, csrfCookie, openDoor } from '../../../static/js/worker/door.js'
import { argon2idIn } from '../../../static/js/worker/deriving.js'
import { TesseraError } from '../../../static/js/errors.js'

/** A worker that a test speaks for. */
class FakeWorker extends EventTarget {
  /** @type {FakeWorker[]} */
  static all = []
  /** @type {any[]} */
  received = []
  terminated = false

  /** @param {string} url @param {object} options */
  constructor(url, options) {
    super()
    this.url = url
    this.options = options
    FakeWorker.all.push(this)
  }

  /** @param {unknown} message @param {unknown} [transfer] */
  postMessage(message, transfer) {
    this.received.push(
      transfer === undefined ? message : structuredClone(message, { transfer: /** @type {any[]} */ (transfer) }),
    )
  }

  terminate() {
    this.terminated = true
  }

  /** @param {unknown} data */
  say(data) {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

const page = /** @type {{location: URL, document: {cookie: string}, Worker: unknown}} */ (
  /** @type {unknown} */ (globalThis)
)
page.location = new URL('https://vault.example/vault/')
page.document = { cookie: 'theme=dark; csrftoken=abc' }
page.Worker = FakeWorker

beforeEach(() => {
  FakeWorker.all = []
})

const SCRIPTS = { url: '/static/build/worker.js', derive: '/static/build/derive.js', rate: '/static/build/rate.js' }
/** @returns {FakeWorker} */
const newest = () => FakeWorker.all.at(-1) ?? assert.fail('no worker was started')

test('the worker starts with the first call, is configured first, and replies find their callers', async () => {
  const door = openDoor(SCRIPTS)
  assert.equal(FakeWorker.all.length, 0)
  const [one, two] = [door.call('state'), door.call('signIn', { email: 'a@b', password: 'p' })]
  const worker = newest()
  assert.deepEqual(worker.received, [
    {
      configure: {
        derive: 'https://vault.example/static/build/derive.js',
        rate: 'https://vault.example/static/build/rate.js',
      },
    },
    { id: 1, method: 'state', args: undefined, csrf: 'abc' },
    { id: 2, method: 'signIn', args: { email: 'a@b', password: 'p' }, csrf: 'abc' },
  ])
  worker.say({ id: 2, ok: false, error: { code: 'slow-down', detail: { retry_after: 3 } } })
  worker.say({ id: 1, ok: true, value: { state: 'anonymous' } })
  assert.deepEqual(await one, { state: 'anonymous' })
  await assert.rejects(
    two,
    (error) => error instanceof TesseraError && error.code === 'slow-down' && error.detail['retry_after'] === 3,
  )
})

test('events reach their listeners until they unsubscribe', () => {
  const door = openDoor(SCRIPTS)
  void door.call('state')
  /** @type {unknown[]} */
  const heard = []
  const off = door.on('locked', (detail) => heard.push(detail))
  newest().say({ event: 'locked', detail: { reason: 'idle' } })
  newest().say({ event: 'changed', detail: {} })
  off()
  newest().say({ event: 'locked', detail: { reason: 'asked' } })
  assert.deepEqual(heard, [{ reason: 'idle' }])
})

test('the CSRF cookie is read anew each time that the worker asks', () => {
  const door = openDoor(SCRIPTS)
  void door.call('state')
  newest().say({ ask: 1 })
  page.document.cookie = 'csrftoken=def'
  newest().say({ ask: 2 })
  assert.deepEqual(newest().received.slice(2), [
    { answer: 1, csrf: 'abc' },
    { answer: 2, csrf: 'def' },
  ])
  assert.equal(csrfCookie('csrftoken=old; __Host-csrftoken=new'), 'new')
  assert.equal(csrfCookie(''), '')
  assert.equal(csrfCookie('xcsrftoken=a'), '')
})

test('a script that cannot be loaded is unreachable, and the next call tries again', async () => {
  const door = openDoor(SCRIPTS)
  const lost = door.call('state')
  const first = newest()
  first.dispatchEvent(new Event('error'))
  await assert.rejects(lost, (error) => error instanceof TesseraError && error.code === 'unreachable')
  assert.ok(first.terminated)
  const again = door.call('state')
  assert.equal(FakeWorker.all.length, 2)
  newest().say({ id: 2, ok: true, value: null })
  assert.equal(await again, null)
})

test('a worker that stands still where it begins another is ended, and the next call starts one anew', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    const door = openDoor(SCRIPTS)
    const lost = door.call('signIn', { email: 'a@b', password: 'p' })
    const first = newest()
    first.say({ begun: false })
    first.say({ begun: true })
    mock.timers.tick(2 * STANDSTILL)
    assert.ok(!first.terminated, 'however long the work itself takes')
    first.say({ begun: false })
    mock.timers.tick(STANDSTILL - 1)
    assert.ok(!first.terminated)
    mock.timers.tick(1)
    assert.ok(first.terminated)
    await assert.rejects(lost, (error) => error instanceof TesseraError && error.code === 'worker-stalled')
    const again = door.call('state')
    assert.equal(FakeWorker.all.length, 2)
    newest().say({ id: 2, ok: true, value: null })
    assert.equal(await again, null)
  } finally {
    mock.timers.reset()
  }
})

test('no worker is started from elsewhere', () => {
  for (const url of [
    'https://evil.example/static/worker.js',
    '/media/worker.js',
    'data:text/javascript,0',
    '/static/../media/w.js',
  ]) {
    assert.throws(() => openDoor({ ...SCRIPTS, url }).call('state'), TypeError)
  }
  assert.equal(FakeWorker.all.length, 0)
})

test('each password hash has a worker of its own, which ends with it', async () => {
  /** @type {boolean[]} */
  const told = []
  const argon2id = argon2idIn(SCRIPTS.derive, (begun) => told.push(begun))
  const password = new TextEncoder().encode('correct horse battery')
  const hash = argon2id({ password, salt: new Uint8Array(16) })
  assert.deepEqual(told, [false, true], 'said before and after it is begun')
  assert.equal(password.length, 0, 'the password moved over')
  assert.equal(new TextDecoder().decode(newest().received[0].password), 'correct horse battery')
  newest().say({ hash: new Uint8Array(32) })
  assert.equal((await hash).length, 32)
  assert.ok(newest().terminated)

  const failed = argon2id({ password: new Uint8Array(1), salt: new Uint8Array(16) })
  newest().say({ error: 'out of memory' })
  await assert.rejects(failed, /out of memory/)
  const unloaded = argon2id({ password: new Uint8Array(1), salt: new Uint8Array(16) })
  newest().dispatchEvent(new Event('error'))
  await assert.rejects(unloaded, (error) => error instanceof TesseraError && error.code === 'unreachable')
  assert.ok(FakeWorker.all.every(({ terminated }) => terminated))
})
