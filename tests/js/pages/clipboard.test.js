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
