import assert from 'node:assert/strict'
import { test } from 'node:test'

const documentElement = { lang: '', dir: '' }
Object.assign(globalThis, { document: { documentElement } })
const { speakIn } = await import('../../../static/js/pages/language.js')

test('the page says which language it is in and which way that is written', async () => {
  await speakIn('de')
  assert.deepEqual(documentElement, { lang: 'de', dir: 'ltr' })
})

test('a language that is written from right to left turns the page, whichever way the browser says so', async (context) => {
  context.mock.method(/** @type {any} */ (Intl.Locale.prototype), 'getTextInfo', () => ({ direction: 'rtl' }))
  await speakIn('en')
  assert.equal(documentElement.dir, 'rtl')
  context.mock.method(/** @type {any} */ (Intl.Locale.prototype), 'getTextInfo', () => undefined)
  const before = Object.getOwnPropertyDescriptor(Intl.Locale.prototype, 'textInfo')
  Object.defineProperty(Intl.Locale.prototype, 'textInfo', { configurable: true, get: () => ({ direction: 'rtl' }) })
  documentElement.dir = ''
  await speakIn('en')
  assert.equal(documentElement.dir, 'rtl')
  Object.defineProperty(Intl.Locale.prototype, 'textInfo', before ?? { configurable: true, value: undefined })
})

test('a browser that cannot say leaves it from left to right', async (context) => {
  context.mock.method(/** @type {any} */ (Intl.Locale.prototype), 'getTextInfo', () => undefined)
  const before = Object.getOwnPropertyDescriptor(Intl.Locale.prototype, 'textInfo')
  Object.defineProperty(Intl.Locale.prototype, 'textInfo', { configurable: true, value: undefined })
  await speakIn('en')
  assert.equal(documentElement.dir, 'ltr')
  if (before) Object.defineProperty(Intl.Locale.prototype, 'textInfo', before)
})
