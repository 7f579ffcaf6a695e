/**
 * Finding items as one types: in every text that is shown, whatever the case, the accents and the order of the words.
 *
 * Items lie in order, so that a list needs no sorting and a search only has to be told apart by rank. Each item's text is
 * folded once, when it is first looked at. Typing on only looks through what was found before.
 */
import { testsOf } from './filters.js'
import { fold } from './fold.js'
import { ListedItem, rowOf } from './listed.js'
import { Vocabulary } from './fuzzy.js'
import { Order } from './order.js'
import { parseQuery } from './query.js'
import { rankOf, ranksOf } from './rank.js'
import { countOn, countShelves, standsOn } from './shelves.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./listed.js').Listed} Listed */
/** @typedef {import('./listed.js').Row} Row */
/** @typedef {import('./order.js').Sort} Sort */
/** @typedef {import('./query.js').Query} Query */
/** @typedef {import('./shelves.js').Shelf} Shelf */
/** @typedef {import('./shelves.js').Shelves} Shelves */
/** @typedef {{query: string, shelf: Shelf, sort?: Sort}} Asked by title, where no sort is named */
/** @typedef {Asked & {start: number, end: number}} Wanted `end` is the index after the last row */
/** @typedef {{total: number, all: number, rows: Row[]}} Window `total` that match, `all` on this shelf */
/** @typedef {{key: string, base: string, words: readonly string[], matched: readonly Listed[], found: readonly Listed[]}} Answer `matched` in the order of `found`, but for ranks; `base`: all of the key but the words */

/** Items whose words are read for somebody who waits: about a frame. */
const AT_ONCE = 2000

export class Search {
  /** @type {(id: string) => boolean} */
  #weak = () => false
  /** @type {Map<string, Listed>} */
  #entries = new Map()
  /** @type {Map<Sort, Order>} those that were asked for */
  #orders = new Map()
  #vocabulary = new Vocabulary()
  /** @type {Listed[]} whose words are not in the vocabulary yet, the first last */
  #unread = []
  /** @type {Shelves | null} */
  #shelves = null
  /** @type {{tags: Set<string>, types: Map<string, string | undefined>} | null} what filters may name */
  #names = null
  /** @type {Answer | null} the last one: a list asks for its windows one by one */
  #last = null

  /**
   * Begin with items whose order is known.
   * @param {readonly Listed[]} listed in the order of their titles
   */
  fill(listed) {
    this.#entries = new Map(listed.map((entry) => [entry.id, entry]))
    this.#orders = new Map([['title', new Order('title', [...listed], true)]])
    this.#vocabulary = new Vocabulary()
    this.#unread = listed.toReversed()
    this.#forget()
  }

  /** @returns {readonly Listed[]} all, in the order of their titles */
  inOrder() {
    return this.#order('title')
  }

  /**
   * Read ahead what nobody has looked at, so that the first letter typed finds it done.
   * @param {number} count
   * @returns {boolean} whether there is more after that
   */
  warm(count) {
    for (const entry of this.#unread.splice(-count)) this.#vocabulary.add(entry)
    return this.#unread.length > 0
  }

  /**
   * Take in new and changed items.
   * @param {readonly Item[]} items
   */
  put(items) {
    this.#forget()
    const fresh = [...new Map(items.map((item) => [item.id, new ListedItem(item)])).values()]
    const old = fresh.flatMap(({ id }) => this.#entries.get(id) ?? [])
    for (const order of this.#orders.values()) order.change(old, fresh)
    for (const entry of fresh) this.#entries.set(entry.id, entry)
    this.#unread.push(...fresh)
  }

  /**
   * @param {Wanted} wanted
   * @returns {Window}
   */
  list({ start, end, ...asked }) {
    const { found } = this.#answer(asked)
    return { total: found.length, all: countOn(this.shelves(), asked.shelf), rows: found.slice(start, end).map(rowOf) }
  }

  /** @param {Asked & {id: string}} wanted @returns {number} where `list` has the item, -1 where it does not */
  indexOf({ id, ...asked }) {
    const entry = this.#entries.get(id)
    return entry ? this.#answer(asked).found.indexOf(entry) : -1
  }

  /**
   * The next item whose title begins so, from `from` on and then from the top: for letters typed in the list.
   * @param {Asked & {text: string, from: number}} wanted
   * @returns {number} its place in `list`, -1 for none
   */
  nextTitle({ text, from, ...asked }) {
    const { found } = this.#answer(asked)
    const start = fold(text)
    const begins = (/** @type {Listed} */ entry) => entry.text.startsWith(start)
    const next = found.findIndex((entry, at) => at >= from && begins(entry))
    return next >= 0 ? next : found.findIndex(begins)
  }

  /**
   * Learn of which items a password is weak, for `is:weak`.
   * @param {(id: string) => boolean} weak false as long as nobody has looked
   */
  mark(weak) {
    this.#weak = weak
    this.#last = null
  }

  /** @returns {Shelves} */
  shelves() {
    this.#shelves ??= countShelves(this.#entries.values())
    return this.#shelves
  }

  #forget() {
    this.#shelves = null
    this.#names = null
    this.#last = null
  }

  /** @returns {{tags: Set<string>, types: Map<string, string | undefined>}} */
  #named() {
    if (this.#names) return this.#names
    const kinds = this.shelves().kinds.map(({ type, name }) => /** @type {const} */ ([type, name]))
    const [tags, types] = [new Set(), new Map(kinds)]
    for (const entry of this.#entries.values()) {
      for (const tag of entry.tags) tags.add(tag)
      if (!types.has(entry.type)) types.set(entry.type, undefined)
    }
    this.#names = { tags, types }
    return this.#names
  }

  /** @param {Sort} sort @returns {readonly Listed[]} */
  #order(sort) {
    const order = this.#orders.get(sort) ?? new Order(sort, [...this.#entries.values()])
    this.#orders.set(sort, order)
    return order.entries
  }

  /** @param {Asked} asked @returns {Answer} */
  #answer({ query: typed, shelf, sort = 'title' }) {
    const query = parseQuery(typed)
    const { words, is, ...others } = query
    const base = JSON.stringify([shelf, sort, others, [...is].sort()])
    const key = `${base}${words.join(' ')}`
    if (this.#last?.key === key) return this.#last
    const isThere = this.#test(query, shelf)
    const { matched, found } = matching(this.#before(base, words) ?? this.#order(sort), isThere, query)
    const shown = matched.length > 0 ? found : this.#similar(query, isThere, this.#order(sort))
    this.#last = { key, base, words, matched, found: shown }
    return this.#last
  }

  /**
   * @param {string} base
   * @param {readonly string[]} words
   * @returns {readonly Listed[] | undefined} what was found for fewer letters of the same
   */
  #before(base, words) {
    if (this.#last?.base !== base) return undefined
    const goesOn = this.#last.words.every((word) => words.some((longer) => longer.includes(word)))
    return goesOn ? this.#last.matched : undefined
  }

  /** @param {Query} query @param {Shelf} shelf @returns {(entry: Listed) => boolean} */
  #test(query, shelf) {
    const isThere = standsOn(shelf, query.is.has('trash'))
    const tests = testsOf(query, () => ({ ...this.#named(), weak: this.#weak }))
    return tests.length === 0 ? isThere : (entry) => isThere(entry) && tests.every((test) => test(entry))
  }

  /**
   * What is nearly so, for when nothing is.
   * @param {Query} query
   * @param {(entry: Listed) => boolean} isThere
   * @param {readonly Listed[]} among
   * @returns {readonly Listed[]} the nearest first
   */
  #similar({ words, phrases }, isThere, among) {
    this.warm(AT_ONCE)
    const near = words.map((word) => this.#vocabulary.similar(word))
    if (near.every((found) => found === null)) return []
    /** @type {Listed[][]} */
    const ranks = []
    for (const entry of among) {
      const worth = nearness(entry, words, near)
      if (worth === null || !isThere(entry) || !phrases.every((phrase) => entry.text.includes(phrase))) continue
      ;(ranks[worth] ??= []).push(entry)
    }
    return ranks.flat()
  }
}

/**
 * What has every word and phrase.
 * @param {readonly Listed[]} among
 * @param {(entry: Listed) => boolean} isThere
 * @param {Query} query
 * @returns {Pick<Answer, 'matched' | 'found'>}
 */
function matching(among, isThere, { words, phrases }) {
  const terms = [...words, ...phrases]
  if (terms.length === 0) {
    const found = among.filter(isThere)
    return { matched: found, found }
  }
  const phrase = terms.join(' ')
  const ranks = Array.from({ length: ranksOf(terms.length) }, () => /** @type {Listed[]} */ ([]))
  const matched = among.filter((entry) => {
    const rank = rankOf(entry.text, terms, phrase)
    const isFound = rank >= 0 && isThere(entry)
    if (isFound) ranks[rank]?.push(entry)
    return isFound
  })
  return { matched, found: ranks.flat() }
}

/**
 * @param {Listed} entry
 * @param {readonly string[]} words
 * @param {readonly (ReadonlyMap<Listed, number> | null)[]} near for each word what has nearly it; null where only it will do
 * @returns {number | null} by how much the entry differs; null when it lacks one of the words altogether
 */
function nearness(entry, words, near) {
  let sum = 0
  for (const [at, word] of words.entries()) {
    const worth = near[at]?.get(entry) ?? (entry.text.includes(word) ? 0 : null)
    if (worth === null) return null
    sum += worth
  }
  return sum
}
