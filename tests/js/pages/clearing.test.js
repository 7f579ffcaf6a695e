import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CHOICES, chooseSeconds, chosenSeconds } from '../../../static/js/pages/clearing.js'

/** @type {Map<string, string>} */
const kept = new Map()
Object.defineProperty(globalThis, 'localStorage', {
  configurable: true,
  value: { getItem: (/** @type {string} */ key) => kept.get(key) ?? null, setItem: kept.set.bind(kept) },
})

test('half a minute, until another time is chosen', () => {
  assert.equal(chosenSeconds(), 30)
  for (const seconds of CHOICES) {
    chooseSeconds(seconds)
    assert.equal(chosenSeconds(), seconds)
  }
})

test('anything but a choice counts as none', () => {
  for (const odd of ['', '31', 'never', '-1', '1e1']) {
    kept.set('tessera.clipboard', odd)
    assert.equal(chosenSeconds(), 30, odd)
  }
})
