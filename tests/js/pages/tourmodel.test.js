import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { Tour } from '../../../static/js/pages/tourmodel.js'

/** @type {Map<string, string>} */
const stored = new Map()
Object.defineProperty(globalThis, 'localStorage', {
  configurable: true,
  value: {
    getItem: (/** @type {string} */ key) => stored.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void stored.set(key, value),
  },
})

beforeEach(() => stored.clear())

test('before anything is known of the vault there are no steps, and they are not over either', () => {
  const tour = new Tour()
  assert.deepEqual([tour.step.value, tour.over.value], [null, false])
})

test('an empty vault is begun with, step by step, and only the end is the end', () => {
  const tour = new Tour()
  tour.begin(0)
  assert.deepEqual([tour.step.value, tour.over.value], [0, false])
  tour.next()
  assert.deepEqual([tour.step.value, tour.over.value], [1, false])
  tour.end()
  assert.deepEqual([tour.step.value, tour.over.value], [null, true])
})

test('the first item does not end them, and its deletion does not begin them again', () => {
  const tour = new Tour()
  tour.begin(0)
  tour.begin(1)
  assert.equal(tour.step.value, 0)
  tour.end()
  tour.begin(0)
  assert.equal(tour.over.value, true)
})

test('a vault with items has none, nor has a browser that has seen them', () => {
  const furnished = new Tour()
  furnished.begin(3)
  assert.equal(furnished.over.value, true)
  const seen = new Tour()
  seen.begin(0)
  seen.end()
  const again = new Tour()
  again.begin(0)
  assert.equal(again.over.value, true)
})
