// Every text on screen goes through here: the English text is its own key, languages/ has the others.
import { figure, localeOf, writeAs } from './locale.js'

/** @typedef {Readonly<Record<string, string | number>>} Values  numbers are written as the language does; a year or a code is a text */
/** @typedef {Readonly<Record<string, string>>} Catalogue English text to the same in another language */

/** @type {Catalogue} */
let catalogue = {}
let language = 'en'

/**
 * From now on; what is on screen has to be drawn anew.
 * @param {Catalogue} texts
 * @param {string} [code] of the language
 * @param {string} [locale] its dates and numbers, say 'en-US'
 */
export function speak(texts, code = 'en', locale = localeOf(code, [])) {
  catalogue = texts
  language = code
  writeAs(locale)
}

/** @returns {string} the code of the language that is spoken */
export function spoken() {
  return language
}

/**
 * Marks a text that is looked up later, where it is shown: in a table that is made once.
 * @template {string} English
 * @param {English} english
 * @returns {English}
 */
export function text(english) {
  return english
}

/** Names of fields that somebody typed come here too: "constructor" is no text of the catalogue. @param {string} english */
function saidOf(english) {
  return Object.hasOwn(catalogue, english) ? /** @type {string} */ (catalogue[english]) : english
}

/**
 * @param {string} english  with {places}
 * @param {Values} [values]
 * @returns {string}
 * @example t('Changed {when}', { when: 'today' }) // 'Changed today'
 */
export function t(english, values = {}) {
  const said = saidOf(english)
  return said.replace(/\{(\w+)\}/g, (place, name) => String(shown(values[name]) ?? place))
}

/**
 * A text some places of which are elements.
 * @param {string} english
 * @param {Readonly<Record<string, import('preact').ComponentChild>>} values
 * @returns {import('preact').ComponentChild[]}
 * @example rich('Press {key} to search', { key: <kbd>/</kbd> })
 */
export function rich(english, values) {
  const said = saidOf(english)
  return said.split(/\{(\w+)\}/g).map((part, at) => (at % 2 === 0 ? part : shown(values[part])))
}

/** @template Value @param {Value} value */
function shown(value) {
  return typeof value === 'number' ? figure(value) : value
}

/**
 * One text of several, by the plural rule of the language: `one` for "1 item", `other` for "2 items".
 * @param {number} count
 * @param {string} one  with {count}
 * @param {string} other  with {count}
 * @returns {string}
 */
export function tn(count, one, other) {
  return t(count === 1 ? one : other, { count })
}
