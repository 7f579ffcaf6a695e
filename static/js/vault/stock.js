/**
 * The items on a shelf, in one order, and which of them have the words that are typed. Items are told by their places here:
 * a keystroke goes through plain lists of texts and numbers, since following 100,000 objects takes longer than comparing them.
 */
import { BREAK } from './listed.js'
import { rankOf, ranksOf } from './rank.js'

/** @typedef {import('./listed.js').Listed} Listed */
/** @typedef {import('./query.js').Query} Query */
/** @typedef {{matched: readonly number[], ranked: readonly number[]}} Found places of the same items, in their order and the best first */
/** @typedef {ReadonlyMap<Listed, number> | null} Near what has nearly a word, and by how much it differs; null where only the word will do */

/** Texts between two questions whether to go on: about a millisecond for those that have to be put together first. */
const OFTEN = 100

export class Stock {
  /** Entries that were read ahead. */
  #ahead = 0
  /** @type {{texts: string[], ends: Uint32Array} | null} and where the title in each ends */
  #texts = null
  /** @type {number[] | null} */
  #places = null

  /** @param {readonly Listed[]} entries */
  constructor(entries) {
    this.entries = entries
  }

  /** @returns {readonly number[]} of every item */
  get places() {
    this.#places ??= this.entries.map((_, place) => place)
    return this.#places
  }

  /**
   * @param {Pick<Query, 'words' | 'phrases'>} query every text of which has to be there
   * @param {readonly number[]} among
   * @returns {Found}
   */
  find({ words, phrases }, among) {
    const terms = [...words, ...phrases]
    if (terms.length === 0) return { matched: among, ranked: among }
    const { texts, ends } = this.#read()
    const phrase = terms.join(' ')
    const ranks = Array.from({ length: ranksOf(terms.length) }, () => /** @type {number[]} */ ([]))
    const matched = among.filter((place) => {
      const rank = rankOf(textAt(texts, place), endAt(ends, place), terms, phrase)
      if (rank >= 0) ranks[rank]?.push(place)
      return rank >= 0
    })
    return { matched, ranked: ranks.flat() }
  }

  /**
   * @param {Pick<Query, 'words' | 'phrases'>} query
   * @param {readonly Near[]} near for each word
   * @param {readonly number[]} among
   * @returns {readonly number[]} of what has each word or nearly so, and every phrase; the nearest first
   */
  findNear({ words, phrases }, near, among) {
    const { texts } = this.#read()
    // What is typed alone is nowhere, or nobody would look for what is near.
    const isThere = words.length + phrases.length > 1 ? includes : never
    /** @type {number[][]} */
    const ranks = []
    for (const place of among) {
      const text = textAt(texts, place)
      const difference = differenceOf(entryAt(this, place), text, words, near, isThere)
      if (difference === null || !phrases.every((phrase) => text.includes(phrase))) continue
      ;(ranks[difference] ??= []).push(place)
    }
    return ranks.flat()
  }

  /**
   * Reads ahead what searches look in.
   * @param {() => boolean} goOn asked every now and then
   * @returns {boolean} whether there is more after that
   */
  readAhead(goOn) {
    for (; this.#ahead < this.entries.length && (this.#ahead % OFTEN > 0 || goOn()); this.#ahead += 1)
      void this.entries[this.#ahead]?.text // an entry keeps its text
    if (this.#ahead < this.entries.length) return true
    this.#read()
    return false
  }

  #read() {
    if (this.#texts) return this.#texts
    const texts = this.entries.map(({ text }) => text)
    this.#texts = { texts, ends: Uint32Array.from(texts, (text) => text.indexOf(BREAK)) }
    return this.#texts
  }
}

/**
 * @param {Listed} entry
 * @param {string} text of it
 * @param {readonly string[]} words
 * @param {readonly Near[]} near
 * @param {(text: string, word: string) => boolean} isThere
 * @returns {number | null} null when it lacks one of the words altogether
 */
function differenceOf(entry, text, words, near, isThere) {
  let sum = 0
  for (const [at, word] of words.entries()) {
    const difference = near[at]?.get(entry) ?? (isThere(text, word) ? 0 : null)
    if (difference === null) return null
    sum += difference
  }
  return sum
}

/** @param {string} text @param {string} word */
const includes = (text, word) => text.includes(word)

const never = () => false

/** @param {Stock} stock @param {number} place */
export const entryAt = (stock, place) => /** @type {Listed} */ (stock.entries[place])

/** @param {readonly string[]} texts @param {number} place */
const textAt = (texts, place) => /** @type {string} */ (texts[place])

/** @param {Uint32Array} ends @param {number} place */
const endAt = (ends, place) => /** @type {number} */ (ends[place])
