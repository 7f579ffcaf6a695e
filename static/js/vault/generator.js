/**
 * Passwords, memorable words and PINs out of the browser's own randomness. Everything that some options allow is equally
 * likely: that is what makes the entropy that is shown true to the bit.
 */
import { expectInteger } from '../errors.js'
import { random as systemBytes } from '../crypto/bytes.js'
import { CLASSES, RANGES, SEPARATORS } from './generatoroptions.js'

/** @typedef {import('./generatoroptions.js').Options} Options */
/** @typedef {import('./generatoroptions.js').Class} Class */
/** @typedef {(length: number) => Uint8Array} Source that many fresh random bytes */

/** @type {Readonly<Record<Class, string>>} */
export const ALPHABETS = Object.freeze({
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digits: '0123456789',
  // Not those that are lost or mean something in a shell, a quotation or a file name: " ' \ ` < > | and the space.
  symbols: '!#$%&()*+,-./:;=?@[]^_{}~',
})
/** What is read or typed for another. */
export const LOOK_ALIKES = 'lIoO01'
/** Words of the list (wordlist.js). */
export const WORD_COUNT = 7776
const DIGITS = 10
/**
 * Bits from which on a value is rated 2, 3, 4 and 5, whatever else is guessed of it. At ten thousand million guesses a second
 * half of what 45 bits allow is gone through in half an hour, and of 60 in two years.
 */
const STEPS = [20, 33, 45, 60]

/**
 * @param {Options} options
 * @param {Source} [source]
 * @returns {Promise<string>}
 * @throws {RangeError} for options that `readOptions` would not give
 */
export async function generate(options, source = systemBytes) {
  const { kind } = options
  if (kind === 'pin') return digitsOf(options.pin, source)
  if (kind === 'random') return draw(alphabetsOf(options.random), lengthIn('random', options.random.length), source)
  const { WORDS } = await import('./wordlist.js')
  return wordsOf(options.memorable, WORDS, source)
}

/**
 * How many values `generate` may give, each with the same probability.
 * @param {Options} options
 * @returns {bigint}
 */
export function possibilities({ kind, random, memorable, pin }) {
  if (kind === 'pin') return BigInt(DIGITS) ** BigInt(pin.length)
  if (kind === 'random')
    return countWithEach(
      alphabetsOf(random).map(({ length }) => length),
      random.length,
    )
  return BigInt(WORD_COUNT) ** BigInt(memorable.words) * BigInt(memorable.number ? DIGITS * memorable.words : 1)
}

/**
 * @param {Options} options
 * @returns {number} bits: the logarithm of `possibilities` to base 2
 */
export function entropy(options) {
  return log2(possibilities(options))
}

/**
 * The most that a value of so much entropy may be rated: zxcvbn, which knows nothing of the settings, takes words of the list
 * for rarer than they are.
 * @param {number} bits
 * @returns {number} 1 (at once) to 5 (not in a lifetime)
 */
export function scoreOf(bits) {
  return 1 + STEPS.filter((step) => bits >= step).length
}

/**
 * A whole number from 0 up to below a bound, each equally likely: numbers over the last whole multiple of the bound are
 * thrown away and drawn anew, as their remainders would favour the small ones.
 * @param {number} bound 1 to 65,536
 * @param {Source} source
 * @returns {number}
 */
export function below(bound, source) {
  expectInteger('bound', bound, 0x10000)
  if (bound < 1) throw new RangeError('bound: expected at least 1')
  const width = bound <= 0x100 ? 1 : 2
  const range = 0x100 ** width
  const fair = range - (range % bound)
  for (;;) {
    const drawn = source(width).reduce((number, byte) => number * 0x100 + byte, 0)
    if (drawn < fair) return drawn % bound
  }
}

/**
 * A text of characters of several alphabets, at least one of each: a text that lacks one is thrown away as a whole, so
 * that all which remain are equally likely. Putting one of each in by force would favour texts that have few of a kind.
 * @param {readonly string[]} alphabets that share no character
 * @param {number} length at least as many as there are alphabets
 * @param {Source} source
 * @returns {string}
 */
export function draw(alphabets, length, source) {
  const all = alphabets.join('')
  for (;;) {
    const text = Array.from({ length }, () => all[below(all.length, source)]).join('')
    if (alphabets.every((alphabet) => [...text].some((character) => alphabet.includes(character)))) return text
  }
}

/**
 * How many texts have at least one character of each alphabet: by inclusion and exclusion over the alphabets left out.
 * @param {readonly number[]} sizes of the alphabets
 * @param {number} length
 * @returns {bigint}
 * @example countWithEach([2, 1], 2) // 4n: of a and b, and the digit 1: a1 b1 1a 1b
 */
export function countWithEach(sizes, length) {
  const total = sizes.reduce((sum, size) => sum + size, 0)
  let count = 0n
  for (let left = 0; left < 1 << sizes.length; left += 1) {
    const out = sizes.filter((_, at) => left & (1 << at))
    const texts = BigInt(total - out.reduce((sum, size) => sum + size, 0)) ** BigInt(length)
    count += out.length % 2 === 0 ? texts : -texts
  }
  return count
}

/**
 * @param {bigint} count at least 1
 * @returns {number}
 */
export function log2(count) {
  const shift = Math.max(0, count.toString(2).length - 53) // what a number holds exactly
  return Math.log2(Number(count >> BigInt(shift))) + shift
}

/**
 * The alphabets of the classes that were chosen.
 * @param {Options['random']} random
 * @returns {string[]}
 */
export function alphabetsOf(random) {
  const chosen = CLASSES.filter((each) => random[each]).map((each) => ALPHABETS[each])
  if (chosen.length === 0) throw new RangeError('random: expected at least one class of characters')
  return random.plain ? chosen.map(withoutLookAlikes) : chosen
}

/** @param {string} alphabet */
function withoutLookAlikes(alphabet) {
  return [...alphabet].filter((character) => !LOOK_ALIKES.includes(character)).join('')
}

/** @param {Options['pin']} pin @param {Source} source */
function digitsOf(pin, source) {
  return draw([ALPHABETS.digits], lengthIn('pin', pin.length), source)
}

/**
 * @param {Options['memorable']} memorable
 * @param {readonly string[]} list
 * @param {Source} source
 */
function wordsOf({ words, separator, capitals, number }, list, source) {
  if (!SEPARATORS.includes(separator)) throw new RangeError('separator: expected one that is offered')
  const drawn = Array.from({ length: lengthIn('memorable', words) }, () => String(list[below(list.length, source)]))
  const spelled = capitals ? drawn.map((word) => word.charAt(0).toUpperCase() + word.slice(1)) : drawn
  if (number) {
    const at = below(words, source)
    spelled[at] += below(DIGITS, source)
  }
  return spelled.join(separator)
}

/** @param {keyof typeof RANGES} kind @param {number} length */
function lengthIn(kind, length) {
  const { least, most } = RANGES[kind]
  if (!Number.isInteger(length) || length < least || length > most)
    throw new RangeError(`length: expected ${least} to ${most}`)
  return length
}
