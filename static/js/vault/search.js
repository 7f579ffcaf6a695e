/**
 * Finding items as one types: in every text that is shown, whatever the case, the accents and the order of the words.
 *
 * Items lie in order, so that a list needs no sorting and a search only has to be told apart by rank. Each item's text is
 * folded once, when it is first looked at. Typing on only looks through what was found before.
 */
import { testsOf } from './filters.js'
import { fold } from './fold.js'
import { byId, ListedItem, rowOf } from './listed.js'
import { Vocabulary } from './fuzzy.js'
import { Order } from './order.js'
import { parseQuery } from './query.js'
import { countOn, countShelves, standsOn } from './shelves.js'
import { entryAt, Stock } from './stock.js'

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
/** @typedef {{key: string, base: string, stock: Stock, within: readonly number[], terms: readonly string[], matched: readonly number[], found: readonly number[]}} Answer `base`: all of the key but the terms; `within` what passes the filters, `matched` and `found` of that: places in the stock */

/** Items whose words are read for somebody who waits: about a frame. */
const AT_ONCE = 2000
/** What was saved lately. */
const FEW = 100
const NOTHING = Object.freeze({ matched: [], ranked: [] })

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
  /** @type {{name: string, stock: Stock} | null} the shelf that was looked at last */
  #whole = null
  /** @type {Answer | null} the last one: a list asks for its windows one by one */
  #last = null

  /**
   * Begin with items whose order is known.
   * @param {readonly Listed[]} listed in the order of their titles
   */
  fill(listed) {
    this.#entries = byId(listed)
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
   * Read what the first letter typed will be looked for in: the texts of what was listed last.
   * @param {() => boolean} goOn
   * @returns {boolean} whether there is more after that
   */
  readListed(goOn) {
    return this.#last?.stock.readAhead(goOn) ?? false
  }

  /**
   * Take in new and changed items.
   * @param {readonly Item[]} items
   */
  put(items) {
    this.#forget()
    const fresh = [...byId(items.map((item) => new ListedItem(item))).values()]
    const old = fresh.flatMap(({ id }) => this.#entries.get(id) ?? [])
    for (const order of this.#orders.values()) order.change(old, fresh)
    for (const entry of fresh) {
      this.#entries.set(entry.id, entry)
      this.#unread.push(entry)
    }
  }

  /**
   * @param {Wanted} wanted
   * @returns {Window}
   */
  list({ start, end, ...asked }) {
    const { stock, found } = this.#answer(asked)
    const rows = found.slice(start, end).map((place) => rowOf(entryAt(stock, place)))
    return { total: found.length, all: countOn(this.shelves(), asked.shelf), rows }
  }

  /** @param {Asked & {id: string}} asked @returns {number} where `list` has the item, -1 where it does not */
  indexOf({ id, ...asked }) {
    const { stock, found } = this.#answer(asked)
    return found.findIndex((place) => entryAt(stock, place).id === id)
  }

  /**
   * The next item whose title begins so, from `from` on and then from the top: for letters typed in the list.
   * @param {Asked & {text: string, from: number}} asked
   * @returns {number} its place in `list`, -1 for none
   */
  nextTitle({ text, from, ...asked }) {
    const { stock, found } = this.#answer(asked)
    const start = fold(text)
    const begins = (/** @type {number} */ place) => entryAt(stock, place).text.startsWith(start)
    const next = found.findIndex((place, at) => at >= from && begins(place))
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
    this.#whole = null
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
    const { words, phrases, is, ...filters } = query
    const base = JSON.stringify([shelf, sort, filters, [...is].sort()])
    const key = JSON.stringify([base, words, phrases])
    if (this.#last?.key === key) return this.#last
    const same = this.#last?.base === base ? this.#last : null
    const { stock, within } = same ?? this.#scope(query, shelf, sort)
    const terms = [...words, ...phrases]
    const among = same && goesOn(same.terms, terms) ? same.matched : within
    const { matched, ranked } = this.#lacks(words, among.length) ? NOTHING : stock.find(query, among)
    const found = matched.length > 0 ? ranked : this.#near(stock, within, query)
    this.#last = { key, base, stock, within, terms, matched, found }
    return this.#last
  }

  /**
   * Whether it is known that nothing has one of the words, where that is sooner known than found out.
   * @param {readonly string[]} words
   * @param {number} count of texts that would have to be gone through
   */
  #lacks(words, count) {
    if (this.#unread.length > FEW || this.#vocabulary.size > count) return false
    this.warm(FEW)
    return words.some((word) => this.#vocabulary.lacks(word))
  }

  /**
   * What is nearly so, for when nothing is: what is spelt right is not to be looked for among what is similar.
   * @param {Stock} stock
   * @param {readonly number[]} within
   * @param {Query} query
   * @returns {readonly number[]}
   */
  #near(stock, within, query) {
    this.warm(AT_ONCE)
    const near = query.words.map((word) => this.#vocabulary.similar(word))
    return near.some(Boolean) ? stock.findNear(query, near, within) : []
  }

  /**
   * A shelf, and the places of those on it that pass the filters. It stays at hand while filters come and go.
   * @param {Query} query
   * @param {Shelf} shelf
   * @param {Sort} sort
   * @returns {{stock: Stock, within: readonly number[]}}
   */
  #scope(query, shelf, sort) {
    const trashed = query.is.has('trash')
    const name = JSON.stringify([shelf, sort, trashed])
    if (this.#whole?.name !== name)
      this.#whole = { name, stock: new Stock(this.#order(sort).filter(standsOn(shelf, trashed))) }
    const { stock } = this.#whole
    const tests = testsOf(query, () => ({ ...this.#named(), weak: this.#weak }))
    if (tests.length === 0) return { stock, within: stock.places }
    return { stock, within: stock.places.filter((place) => tests.every((test) => test(entryAt(stock, place)))) }
  }
}

/**
 * Whether all that has the longer terms has the shorter ones.
 * @param {readonly string[]} shorter
 * @param {readonly string[]} longer
 */
function goesOn(shorter, longer) {
  return shorter.every((term) => longer.some((other) => other.includes(term)))
}
