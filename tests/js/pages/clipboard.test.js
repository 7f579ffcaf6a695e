import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { answer, settled, tell } from './page.js'

let held = ''
let isRefused = false
Object.defineProperty(globalThis, 'navigator', {
  configurable: true,
  value: {
    clipboard: {
      /** @param {string} text */
      writeText: async (text) => {
        if (isRefused) throw new DOMException('Write permission denied.', 'NotAllowedError')
        held = text
      },
    },
  },
})
Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: { getItem: () => null } })
/** @type {((event: unknown) => void) | null} */
let copying = null
Object.assign(document, {
  addEventListener: (/** @type {string} */ type, /** @type {(event: unknown) => void} */ listener) =>
    void (type === 'copy' && (copying = listener)),
  removeEventListener: () => void (copying = null),
  execCommand: () => {
    if (isRefused) return false
    copying?.({
      clipboardData: { setData: (/** @type {string} */ _, /** @type {string} */ text) => void (held = text) },
      preventDefault() {},
    })
    return copying !== null
  },
})
mock.timers.enable({ apis: ['setTimeout'] })

const { copyPlain, copySecret } = await import('../../../static/js/pages/clipboard.js')
const { door } = await import('../../../static/js/pages/site.js')

/** @param {number} seconds */
async function pass(seconds) {
  mock.timers.tick(seconds * 1000)
  await settled()
}

beforeEach(async () => {
  isRefused = false
  await pass(60)
  held = ''
})

test('a secret is cleared when its time has come', async () => {
  assert.equal(await copySecret('Password', 'first'), true)
  await pass(29)
  assert.equal(held, 'first')
  await pass(1)
  assert.equal(held, '')
})

test('a copy that is refused leaves the former secret its time', async () => {
  await copySecret('Password', 'first')
  await pass(20)
  isRefused = true
  assert.equal(await copySecret('Password', 'second'), false)
  await copyPlain('Username', 'third')
  isRefused = false
  assert.equal(held, 'first')
  await pass(10)
  assert.equal(held, '')
})

test('a secret copied after another has all of its own time', async () => {
  await copySecret('Password', 'first')
  await pass(20)
  await copySecret('Password', 'second')
  await pass(29)
  assert.equal(held, 'second')
  await pass(1)
  assert.equal(held, '')
})

test('what is no secret stays, also where a secret lay before', async () => {
  await copySecret('Password', 'first')
  await copyPlain('Username', 'ada')
  await pass(60)
  assert.equal(held, 'ada')
})

test('locking clears a secret at once', async () => {
  void door.call('state')
  await answer('state', {}) // it is there and can be heard
  await copySecret('Password', 'first')
  tell('locked')
  await settled()
  assert.equal(held, '')
})

const leave = () => void window.dispatchEvent(new Event('pagehide'))

test('a page that is closed or reloaded takes its secret along, and nothing else', async () => {
  await copySecret('Password', 'first')
  leave()
  assert.equal(held, '')
  await copyPlain('Username', 'ada')
  leave()
  assert.equal(held, 'ada')
})

test('where that is refused, a page that comes back clears in its time', async () => {
  await copySecret('Password', 'first')
  isRefused = true
  leave()
  isRefused = false
  assert.equal(held, 'first')
  await pass(30)
  assert.equal(held, '')
})

test('a secret that is to stay stays', async (context) => {
  context.mock.method(localStorage, 'getItem', () => '0')
  await copySecret('Password', 'first')
  leave()
  assert.equal(held, 'first')
  await copyPlain('Username', 'ada')
})
