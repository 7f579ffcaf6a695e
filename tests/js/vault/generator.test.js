import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  ALPHABETS,
  LOOK_ALIKES,
  WORD_COUNT,
  alphabetsOf,
  below,
  countWithEach,
  draw,
  entropy,
  generate,
  log2,
  possibilities,
} from '../../../static/js/vault/generator.js'
import { CLASSES, DEFAULTS, KINDS, RANGES, SEPARATORS, readOptions } from '../../../static/js/vault/generatoroptions.js'
import { WORDS } from '../../../static/js/vault/wordlist.js'

/** @typedef {import('../../../static/js/vault/generatoroptions.js').Options} Options */

/** A source that gives these bytes and no others. @param {Iterable<number>} bytes */
function fed(bytes) {
  const left = [...bytes]
  const source = (/** @type {number} */ length) => {
    if (left.length < length) throw new RangeError('no more bytes')
    return new Uint8Array(left.splice(0, length))
  }
  return { source, left }
}

/** @param {{least: number, most: number}} range */
const within = ({ least, most }) => fc.integer({ min: least, max: most })

/** Everything that the dialog can be set to. @type {fc.Arbitrary<Options>} */
const anyOptions = fc.record({
  kind: fc.constantFrom(...KINDS),
  random: fc
    .record({
      length: within(RANGES.random),
      ...{ lower: fc.boolean(), upper: fc.boolean(), digits: fc.boolean(), symbols: fc.boolean(), plain: fc.boolean() },
    })
    .filter((random) => CLASSES.some((each) => random[each])),
  memorable: fc.record({
    words: within(RANGES.memorable),
    separator: fc.constantFrom(...SEPARATORS),
    capitals: fc.boolean(),
    number: fc.boolean(),
  }),
  pin: fc.record({ length: within(RANGES.pin) }),
})

test('of all values that bytes can have, each number below the bound gets the same share, and the rest is drawn anew', () => {
  for (const bound of [1, 2, 3, 10, 26, 62, 91, 100, 128, 129, 255, 256]) {
    assert.deepEqual(sharesOf(bound, 1), Array(bound).fill(Math.floor(256 / bound)), `bound ${bound}`)
  }
  for (const bound of [257, 1000, WORD_COUNT, 32_769, 65_535, 65_536]) {
    assert.deepEqual(sharesOf(bound, 2), Array(bound).fill(Math.floor(65_536 / bound)), `bound ${bound}`)
  }
})

/** How often each number comes when the source gives every value once. @param {number} bound @param {1 | 2} width */
function sharesOf(bound, width) {
  const shares = Array(bound).fill(0)
  let next = 0
  const source = (/** @type {number} */ length) => {
    assert.equal(length, width)
    if (next === 0x100 ** width) throw new RangeError('all values were given')
    const value = next++
    return new Uint8Array(width === 1 ? [value] : [value >>> 8, value])
  }
  while (next < 0x100 ** width) {
    try {
      shares[below(bound, source)] += 1
    } catch (reason) {
      if (!(reason instanceof RangeError)) throw reason // the last values were thrown away, as they should be
    }
  }
  return shares
}

test('bytes over the last whole multiple are passed over', () => {
  const { source, left } = fed([255, 250, 250, 249, 7])
  assert.equal(below(10, source), 9)
  assert.equal(below(10, source), 7)
  assert.deepEqual(left, [])
  assert.throws(() => below(0, source), RangeError)
  assert.throws(() => below(65_537, source), RangeError)
})

test('a text that lacks a class is thrown away as a whole', () => {
  // "ab1": abb is thrown away, aba as well, then a1b is taken.
  const { source, left } = fed([0, 1, 1, 0, 1, 0, 0, 2, 1, 99])
  assert.equal(draw(['ab', '1'], 3, source), 'a1b')
  assert.deepEqual(left, [99])
})

test('what is made is what the settings say', async () => {
  await fc.assert(
    fc.asyncProperty(anyOptions, async (options) => {
      const value = await generate(options)
      if (options.kind === 'pin') assert.match(value, new RegExp(`^\\d{${options.pin.length}}$`))
      else if (options.kind === 'random') hasEach(value, options)
      else assert.deepEqual(partsOf(value, options.memorable), { words: options.memorable.words, odd: [] })
    }),
    { numRuns: 300 },
  )
})

/** @param {string} value @param {Options} options */
function hasEach(value, { random }) {
  const alphabets = alphabetsOf(random)
  assert.equal(value.length, random.length)
  assert.ok([...value].every((character) => alphabets.some((alphabet) => alphabet.includes(character))))
  for (const alphabet of alphabets) assert.ok([...value].some((character) => alphabet.includes(character)))
  if (random.plain) assert.ok(![...value].some((character) => LOOK_ALIKES.includes(character)))
}

/** @param {string} value @param {Options['memorable']} memorable */
function partsOf(value, { separator, capitals, number }) {
  const parts = value.split(separator)
  const digits = parts.filter((part) => /\d$/.test(part)).length
  const words = parts.map((part) => part.replace(/\d$/, ''))
  const odd = words.filter((word) => {
    const small = capitals ? word.charAt(0).toLowerCase() + word.slice(1) : word
    return !LIST.has(small) || (capitals && small === word)
  })
  return { words: words.length, odd: digits === Number(number) ? odd : ['digits'] }
}

const LIST = new Set(WORDS)

test('the list is the large one of the EFF, three hyphens dropped and one word of two, so that words can be told apart', () => {
  assert.equal(WORDS.length, WORD_COUNT)
  assert.equal(WORD_COUNT, 6 ** 5)
  assert.equal(LIST.size, WORD_COUNT)
  assert.ok(WORDS.every((word) => /^[a-z]{3,9}$/.test(word)))
  const digest = createHash('sha256')
    .update(`${WORDS.toSorted().join('\n')}\n`)
    .digest('hex')
  assert.equal(digest, '2d3dd9208e74eae5c479c19c23dbb0b404ba9f59c24fe4c457328910438ac889')
})

test('alphabets share no character, and no look-alike survives where they are left out', () => {
  const all = Object.values(ALPHABETS).join('')
  assert.equal(new Set(all).size, all.length)
  assert.equal(alphabetsOf({ ...DEFAULTS.random, plain: true }).join('').length, all.length - LOOK_ALIKES.length)
})

test('texts with one of each are counted as they are when all are written down', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 5 }), (given, length) => {
      const classes = given.flatMap((size, at) => Array(size).fill(at))
      let texts = [/** @type {number[]} */ ([])]
      for (let at = 0; at < length; at += 1) texts = texts.flatMap((text) => classes.map((each) => [...text, each]))
      const whole = texts.filter((text) => given.every((_, at) => text.includes(at)))
      assert.equal(countWithEach(given, length), BigInt(whole.length))
    }),
    { numRuns: 100 },
  )
})

test('entropy is the logarithm of what is possible', () => {
  const of = (/** @type {Partial<Options>} */ change) => entropy({ ...DEFAULTS, ...change })
  assert.equal(possibilities({ ...DEFAULTS, kind: 'pin', pin: { length: 4 } }), 10_000n)
  const lower = { length: 8, lower: true, upper: false, digits: false, symbols: false, plain: false }
  assert.equal(possibilities({ ...DEFAULTS, random: lower }), 26n ** 8n)
  // Eight characters, capital and small: all, without those that are of one kind.
  assert.equal(possibilities({ ...DEFAULTS, random: { ...lower, upper: true } }), 52n ** 8n - 2n * 26n ** 8n)
  const memorable = { words: 6, separator: '-', capitals: false, number: false }
  assert.ok(Math.abs(of({ kind: 'memorable', memorable }) - 6 * Math.log2(7776)) < 1e-9)
  const more = of({ kind: 'memorable', memorable: { ...memorable, number: true } })
  assert.ok(Math.abs(more - 6 * Math.log2(7776) - Math.log2(60)) < 1e-9)
  assert.equal(
    of({ kind: 'memorable', memorable: { ...memorable, capitals: true } }),
    of({ kind: 'memorable', memorable }),
  )
})

test('the logarithm of large numbers is right to the last digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900 }), (exponent) => {
      assert.equal(log2(2n ** BigInt(exponent)), exponent)
      assert.ok(Math.abs(log2(3n ** BigInt(exponent)) - exponent * Math.log2(3)) < 1e-9)
    }),
  )
})

test('settings that the dialog does not offer make nothing', async () => {
  const random = { ...DEFAULTS.random, lower: false, upper: false, digits: false, symbols: false }
  await assert.rejects(generate({ ...DEFAULTS, random }), RangeError)
  for (const length of [7, 129, 8.5, NaN])
    await assert.rejects(generate({ ...DEFAULTS, random: { ...DEFAULTS.random, length } }), RangeError)
  for (const length of [3, 17])
    await assert.rejects(generate({ ...DEFAULTS, kind: 'pin', pin: { length } }), RangeError)
  const memorable = { ...DEFAULTS.memorable, separator: 'x' }
  await assert.rejects(generate({ ...DEFAULTS, kind: 'memorable', memorable }), RangeError)
})

test('settings come back as they were kept', () => {
  fc.assert(
    fc.property(anyOptions, (options) => {
      const kept = JSON.stringify(options)
      assert.deepEqual(readOptions(kept), JSON.parse(kept))
    }),
  )
})

test('whatever stands in their place, what is read can be made', async () => {
  for (const text of [null, '', '{', 'null', '7', '[]', '"x"', '{"kind":"__proto__"}', '{"random":null}'])
    assert.deepEqual(readOptions(text), DEFAULTS)
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.constantFrom(...KINDS), async (json, kind) => {
      const text = `{"kind":"${kind}","random":${json},"memorable":${json},"pin":${json}}`
      assert.ok((await generate(readOptions(text))).length > 0)
    }),
  )
  const odd = { length: 500, lower: false, upper: 'yes', digits: false, symbols: false, plain: 1 }
  assert.deepEqual(readOptions(JSON.stringify({ random: odd })).random, {
    ...{ length: 20, lower: false, upper: true, digits: false, symbols: false, plain: false },
  })
  const none = { lower: false, upper: false, digits: false, symbols: false }
  assert.equal(readOptions(JSON.stringify({ random: none })).random.lower, true)
})
