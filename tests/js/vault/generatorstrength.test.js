/** The entropy that is shown, beside what zxcvbn guesses at for the same values. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entropy, generate, scoreOf } from '../../../static/js/vault/generator.js'
import { DEFAULTS } from '../../../static/js/vault/generatoroptions.js'
import { zxcvbn } from '../../../static/js/vault/strength.js'

/** @typedef {import('../../../static/js/vault/generatoroptions.js').Options} Options */

const SAMPLES = 8

/** @param {Options} options @returns {Promise<{bits: number, score: number}[]>} what zxcvbn says of some values */
async function rated(options) {
  const values = await Promise.all(Array.from({ length: SAMPLES }, () => generate(options)))
  return values.map((value) => {
    const { guessesLog10, score } = zxcvbn.check(value, [])
    return { bits: guessesLog10 / Math.log10(2), score }
  })
}

/** @param {number} length @returns {Options} */
const random = (length) => ({ ...DEFAULTS, random: { ...DEFAULTS.random, length } })
/** @param {number} words @returns {Options} */
const memorable = (words) => ({ ...DEFAULTS, kind: 'memorable', memorable: { ...DEFAULTS.memorable, words } })
/** @param {number} length @returns {Options} */
const pin = (length) => ({ ...DEFAULTS, kind: 'pin', pin: { length } })

test('what it is set to at first is the best that zxcvbn knows, of words as of characters', async () => {
  for (const options of [DEFAULTS, { ...DEFAULTS, kind: /** @type {const} */ ('memorable') }]) {
    for (const { score } of await rated(options)) assert.equal(score, 4)
    assert.ok(entropy(options) > 75)
  }
})

test('of random characters and digits zxcvbn never says more than is shown', async () => {
  for (const options of [random(8), random(12), random(16), pin(4), pin(6), pin(12)]) {
    for (const { bits } of await rated(options)) assert.ok(bits <= entropy(options) + 0.01, `${bits} bits`)
  }
})

test('of words zxcvbn says more than there is to guess at: the entropy that is shown is the lower figure', async () => {
  for (const options of [memorable(4), memorable(6), memorable(8)]) {
    const guessed = await rated(options)
    const mean = guessed.reduce((sum, { bits }) => sum + bits, 0) / SAMPLES
    assert.ok(mean > entropy(options) + 5, `${mean} bits`)
  }
})

test('no rating is above what the entropy allows: three words are fair, five are excellent', () => {
  assert.deepEqual(
    [3, 4, 5, 12].map((words) => scoreOf(entropy(memorable(words)))),
    [3, 4, 5, 5],
  )
  assert.deepEqual(
    [4, 6, 8, 12].map((length) => scoreOf(entropy(pin(length)))),
    [1, 1, 2, 3],
  )
  assert.deepEqual(
    [8, 10, 20].map((length) => scoreOf(entropy(random(length)))),
    [4, 5, 5],
  )
})

test('more of anything is never shown as less', () => {
  for (const [make, least, most] of /** @type {const} */ ([
    [random, 8, 128],
    [memorable, 3, 12],
    [pin, 4, 16],
  ])) {
    for (let count = least; count < most; count += 1) assert.ok(entropy(make(count + 1)) > entropy(make(count)))
  }
})
