/** Every alphabet, the word list and whole values are drawn evenly: chi-square tests of large samples of the real thing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALPHABETS, alphabetsOf, countWithEach, draw, generate } from '../../../static/js/vault/generator.js'
import { CLASSES, DEFAULTS, RANGES } from '../../../static/js/vault/generatoroptions.js'
import { WORDS } from '../../../static/js/vault/wordlist.js'
import { bound, countsOf, randomBytes, statistic } from './chisquare.js'

/** @typedef {import('../../../static/js/vault/generatoroptions.js').Random} Random */

const NONE = { lower: false, upper: false, digits: false, symbols: false, plain: false }
const ALL = { lower: true, upper: true, digits: true, symbols: true, plain: false }

/** @param {Partial<Random>} random */
const randomOf = (random) => generate({ ...DEFAULTS, random: { ...DEFAULTS.random, ...NONE, ...random } }, randomBytes)

/** @param {import('../../../static/js/vault/generatoroptions.js').Memorable} memorable */
const wordsOf = (memorable) => generate({ ...DEFAULTS, kind: 'memorable', memorable }, randomBytes)

/**
 * @param {number} count
 * @param {() => Promise<string>} make
 */
async function sample(count, make) {
  const values = []
  while (values.length < count) values.push(await make())
  return values
}

/** @param {readonly number[]} counts @param {readonly number[]} [weights] */
function even(counts, weights) {
  const found = statistic(counts, weights)
  assert.ok(found < bound(counts.length - 1), `chi-square ${found.toFixed(1)} of ${counts.length} outcomes`)
}

for (const each of CLASSES) {
  for (const plain of [false, true]) {
    test(`${each}${plain ? ' without look-alikes' : ''}: every character alike`, async () => {
      const [alphabet = ''] = alphabetsOf({ ...DEFAULTS.random, ...NONE, [each]: true, plain })
      const make = () => randomOf({ [each]: true, plain, length: 128 })
      const texts = await sample(4 * alphabet.length, make)
      even(countsOf([...alphabet], texts.join('')))
    })
  }
}

test('all classes at once, in the shortest text: each character as often as the texts that are possible say', async () => {
  const alphabets = CLASSES.map((each) => ALPHABETS[each])
  const sizes = alphabets.map(({ length }) => length)
  const { least } = RANGES.random
  const texts = await sample(20_000, () => randomOf({ ...ALL, length: least }))
  // One character of each text: those of one text depend on each other.
  const characters = texts.map((text, at) => text.charAt(at % least))
  const weights = alphabets.flatMap((alphabet, at) => [...alphabet].map(() => share(sizes, least, at)))
  even(countsOf([...alphabets.join('')], characters), weights)
})

/** How many texts begin with one certain character of an alphabet. @param {number[]} sizes @param {number} length @param {number} at */
function share(sizes, length, at) {
  const others = sizes.toSpliced(at, 1)
  const own = sizes[at] ?? 0
  // With it the rest may or may not have more of the alphabet: all texts with each of the others.
  return Number(countWithEach([own, ...others], length - 1) + countWithEach(others, length - 1))
}

test('whole texts with one of each: all of them alike, which putting one of each in by force would not give', () => {
  const alphabets = ['ab', '1']
  const possible = texts('ab1', 4).filter((text) => /[ab]/.test(text) && /1/.test(text))
  assert.equal(possible.length, Number(countWithEach([2, 1], 4)))
  const drawn = Array.from({ length: 200 * possible.length }, () => draw(alphabets, 4, randomBytes))
  even(countsOf(possible, drawn))
  const forced = Array.from({ length: 200 * possible.length }, () => byForce())
  assert.ok(statistic(countsOf(possible, forced)) > bound(possible.length - 1))
})

/** @param {string} alphabet @param {number} length @returns {string[]} */
function texts(alphabet, length) {
  return length === 0 ? [''] : texts(alphabet, length - 1).flatMap((text) => [...alphabet].map((last) => text + last))
}

/** One of each alphabet, the rest from both, then shuffled: what looks even and is not. */
function byForce() {
  const characters = [...draw(['ab'], 1, randomBytes), '1', ...draw(['ab1'], 2, randomBytes)]
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = (randomBytes(1)[0] ?? 0) % (last + 1)
    ;[characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? '']
  }
  return characters.join('')
}

test('a remainder of random bytes, which favours the first of an alphabet, is found out', () => {
  const alphabet = Object.values(ALPHABETS).join('')
  const biased = Array.from(randomBytes(40_000), (byte) => alphabet.charAt(byte % alphabet.length))
  assert.ok(statistic(countsOf([...alphabet], biased)) > bound(alphabet.length - 1))
})

test('every word of the list alike, and every place of the digit, and every digit', async () => {
  const memorable = { words: RANGES.memorable.most, separator: ' ', capitals: false, number: true }
  const made = await sample((40 * WORDS.length) / memorable.words, () => wordsOf(memorable))
  const words = made.flatMap((text) => text.split(' '))
  even(
    countsOf(
      WORDS,
      words.map((word) => word.replace(/\d$/, '')),
    ),
  )
  const places = Array.from({ length: memorable.words * 10 }, (_, at) => `${Math.floor(at / 10)}:${at % 10}`)
  even(countsOf(places, made.map(placeOf)))
})

/** Which word has the digit, and which digit it is. @param {string} text */
function placeOf(text) {
  const words = text.split(' ')
  const at = words.findIndex((word) => /\d$/.test(word))
  return `${at}:${words[at]?.at(-1)}`
}

test('every PIN of four digits alike', async () => {
  const possible = texts('0123456789', 4)
  const pin = { ...DEFAULTS, kind: /** @type {const} */ ('pin'), pin: { length: 4 } }
  even(countsOf(possible, await sample(20 * possible.length, () => generate(pin, randomBytes))))
})
