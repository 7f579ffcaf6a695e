/**
 * What was typed into the search field: words, "phrases", and filters such as `tag:work/clients` or `is:favorite`.
 *
 * Nothing that is typed is wrong: what is no filter is a word, and a filter whose value is still to come filters nothing.
 */
import { fold } from './fold.js'

/** @typedef {'favorite' | 'weak' | 'trash'} Mark */
/** @typedef {'tag' | 'kind' | 'url'} Filter */
/**
 * @typedef {object} Query all of which an item has to meet; texts are folded
 * @property {string[]} words
 * @property {string[]} phrases of which every character counts
 * @property {string[]} tag
 * @property {string[]} kind
 * @property {string[]} url
 * @property {Set<Mark>} is
 */

const PART = /(?:(?<name>[a-z]+):)?"(?<phrase>[^"]*)"?|(?<word>[^\s"]+)/giu
const NAMED = /^(?<name>tag|kind|url|is):(?<value>.*)$/iu
/** @type {Map<string, Mark>} */
const MARKS = new Map([
  ['favorite', 'favorite'],
  ['favourite', 'favorite'],
  ['weak', 'weak'],
  ['trash', 'trash'],
])

/**
 * @param {string} text
 * @returns {Query}
 * @example parseQuery('ada tag:work "two words"') // {words: ['ada'], tag: ['work'], phrases: ['two words'], …}
 */
export function parseQuery(text) {
  /** @type {Query} */
  const query = { words: [], phrases: [], tag: [], kind: [], url: [], is: new Set() }
  for (const { groups } of text.matchAll(PART)) {
    const { name, phrase, word = '' } = /** @type {{[name: string]: string | undefined}} */ (groups)
    if (phrase === undefined) readWord(query, word)
    else if (!name || !readFilter(query, name, phrase)) {
      if (name) readWord(query, `${name}:`)
      push(query.phrases, phrase)
    }
  }
  return query
}

/** @param {Query} query @param {string} word */
function readWord(query, word) {
  const { name = '', value = '' } = NAMED.exec(word)?.groups ?? {}
  if (!readFilter(query, name, value)) push(query.words, word)
}

/**
 * @param {Query} query
 * @param {string} name
 * @param {string} value
 * @returns {boolean} false where this is no filter
 */
function readFilter(query, name, value) {
  const filter = name.toLowerCase()
  if (filter === 'is') return readMark(query, value)
  if (filter !== 'tag' && filter !== 'kind' && filter !== 'url') return false
  push(query[filter], value)
  return true
}

/** @param {Query} query @param {string} value */
function readMark(query, value) {
  const mark = MARKS.get(fold(value))
  if (mark) query.is.add(mark)
  return mark !== undefined || value === ''
}

/** @param {string[]} list @param {string} text */
function push(list, text) {
  const folded = fold(text)
  if (folded !== '') list.push(folded)
}
