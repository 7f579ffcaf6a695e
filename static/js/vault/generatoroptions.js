/**
 * What the generator is to make, and how a choice that was kept as text is read again. docs/formats.md §8.
 */
import { isObject, member } from './json.js'

/** @typedef {'random' | 'memorable' | 'pin'} Kind */
/** @typedef {'lower' | 'upper' | 'digits' | 'symbols'} Class of characters */
/** @typedef {{length: number, plain: boolean} & {[Each in Class]: boolean}} Random `plain` leaves look-alikes out */
/** @typedef {{words: number, separator: string, capitals: boolean, number: boolean}} Memorable */
/** @typedef {{length: number}} Pin */
/** @typedef {{kind: Kind, random: Random, memorable: Memorable, pin: Pin}} Options what each kind was last set to, and which one is wanted */

/** @type {readonly Kind[]} */
export const KINDS = Object.freeze(['random', 'memorable', 'pin'])
/** @type {readonly Class[]} */
export const CLASSES = Object.freeze(['lower', 'upper', 'digits', 'symbols'])
/** No letter and no digit, so that words and their number can be told apart again. */
export const SEPARATORS = Object.freeze(['-', ' ', '.', ',', '_'])

/** From least to most. */
export const RANGES = Object.freeze({
  random: Object.freeze({ least: 8, most: 128 }),
  memorable: Object.freeze({ least: 3, most: 12 }),
  pin: Object.freeze({ least: 4, most: 16 }),
})

/** @type {Options} */
export const DEFAULTS = Object.freeze({
  kind: 'random',
  random: Object.freeze({ length: 20, lower: true, upper: true, digits: true, symbols: true, plain: false }),
  memorable: Object.freeze({ words: 6, separator: '-', capitals: false, number: false }),
  pin: Object.freeze({ length: 6 }),
})

/**
 * Options from JSON that anybody may have written: what is not as it should be is the default.
 * @param {string | null} text
 * @returns {Options}
 */
export function readOptions(text) {
  const kept = parsed(text)
  const kind = KINDS.find((one) => one === member(kept, 'kind')) ?? DEFAULTS.kind
  return { kind, random: readRandom(kept), memorable: readMemorable(kept), pin: readPin(kept) }
}

/** @param {string | null} text @returns {import('./json.js').JsonObject} */
function parsed(text) {
  try {
    const value = JSON.parse(text ?? '{}')
    return isObject(value) ? value : {}
  } catch (reason) {
    if (!(reason instanceof SyntaxError)) throw reason
    return {}
  }
}

/** @param {import('./json.js').JsonObject} kept @returns {Random} */
function readRandom(kept) {
  const of = readerOf(kept, 'random')
  const random = {
    length: of.count('length', RANGES.random, DEFAULTS.random.length),
    lower: of.choice('lower', DEFAULTS.random.lower),
    upper: of.choice('upper', DEFAULTS.random.upper),
    digits: of.choice('digits', DEFAULTS.random.digits),
    symbols: of.choice('symbols', DEFAULTS.random.symbols),
    plain: of.choice('plain', DEFAULTS.random.plain),
  }
  return CLASSES.some((each) => random[each]) ? random : { ...random, lower: true }
}

/** @param {import('./json.js').JsonObject} kept @returns {Memorable} */
function readMemorable(kept) {
  const of = readerOf(kept, 'memorable')
  const separator = of.value('separator')
  return {
    words: of.count('words', RANGES.memorable, DEFAULTS.memorable.words),
    separator: SEPARATORS.find((one) => one === separator) ?? DEFAULTS.memorable.separator,
    capitals: of.choice('capitals', DEFAULTS.memorable.capitals),
    number: of.choice('number', DEFAULTS.memorable.number),
  }
}

/** @param {import('./json.js').JsonObject} kept @returns {Pin} */
function readPin(kept) {
  return { length: readerOf(kept, 'pin').count('length', RANGES.pin, DEFAULTS.pin.length) }
}

/**
 * @param {import('./json.js').JsonObject} kept
 * @param {Kind} kind
 */
function readerOf(kept, kind) {
  const members = member(kept, kind)
  const value = (/** @type {string} */ name) => (isObject(members) ? member(members, name) : undefined)
  return {
    value,
    /** @param {string} name @param {boolean} otherwise */
    choice(name, otherwise) {
      const chosen = value(name)
      return typeof chosen === 'boolean' ? chosen : otherwise
    },
    /** @param {string} name @param {{least: number, most: number}} range @param {number} otherwise */
    count(name, { least, most }, otherwise) {
      const count = value(name)
      return Number.isInteger(count) && Number(count) >= least && Number(count) <= most ? Number(count) : otherwise
    },
  }
}
