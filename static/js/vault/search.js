/**
 * Finding items as one types: over title, username, addresses, tags and notes, whatever the case and the accents.
 *
 * Each item's text is folded once, when it is first looked at. Items lie in the order of their titles, so that a list needs no
 * sorting and a search only has to be told apart by rank: title begins so, a word of it does, it is somewhere.
 */
import { fieldsOf } from './item.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {{id: string, type: string, title: string, subtitle: string}} Row */
/** @typedef {{readonly id: string, readonly trashed: boolean, readonly item: Item}} Kept whose item may be read only now */
/** @typedef {'all' | 'trash'} Filter */
/** @typedef {{query: string, filter: Filter, start: number, end: number}} Wanted */
/** @typedef {{total: number, all: number, rows: Row[]}} Window `total` that match, `all` under this filter */

const ASCII = /^[\0-\x7f]*$/
const BREAK = '\n'
/** A character before which no word begins. */
const INSIDE = /[\p{L}\p{N}]/u
const SUBTITLE = 200
/** Changes up to which the order is kept one by one. */
const FEW = 50

/**
 * Text as it is compared: lower case, no accents, compatible forms alike.
 * @param {string} text
 * @returns {string}
 * @example fold('Café №1') // 'cafe no1'
 */
export function fold(text) {
  if (ASCII.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
}

class Entry {
  #kept
  /** @type {{title: string, text: string} | null} folded */
  #words = null

  /** @param {Kept} kept */
  constructor(kept) {
    this.#kept = kept
  }

  get id() {
    return this.#kept.id
  }

  get trashed() {
    return this.#kept.trashed
  }

  get item() {
    return this.#kept.item
  }

  get title() {
    return this.#folded.title
  }

  get text() {
    return this.#folded.text
  }

  get #folded() {
    this.#words ??= wordsOf(this.item)
    return this.#words
  }
}

export class Search {
  /** @type {Map<string, Entry>} */
  #entries = new Map()
  /** @type {Entry[] | null} in the order of titles */
  #ordered = []
  /** @type {{key: string, found: Entry[], all: number} | null} the last answer: a list asks for its windows one by one */
  #last = null

  /**
   * Begin with items whose order is known.
   * @param {readonly Kept[]} kept in the order of their titles
   */
  fill(kept) {
    this.#ordered = kept.map((one) => new Entry(one))
    this.#entries = new Map(this.#ordered.map((entry) => [entry.id, entry]))
    this.#last = null
  }

  /** @returns {readonly Kept[]} all, in the order of their titles */
  inOrder() {
    return this.#sorted()
  }

  /**
   * Read and fold ahead what nobody has looked at, so that the first letter typed finds it done.
   * @param {number} from
   * @param {number} count
   * @returns {boolean} whether there is more after that
   */
  warm(from, count) {
    const ordered = this.#sorted()
    for (const entry of ordered.slice(from, from + count)) void entry.text
    return from + count < ordered.length
  }

  /**
   * Take in new and changed items.
   * @param {readonly Item[]} items
   */
  put(items) {
    this.#last = null
    if (items.length > FEW) this.#ordered = null
    for (const item of items) {
      const entry = new Entry({ id: item.id, trashed: item.trashedAt !== null, item })
      const old = this.#entries.get(item.id)
      this.#entries.set(item.id, entry)
      if (this.#ordered) move(this.#ordered, old, entry)
    }
  }

  /**
   * @param {Wanted} wanted `end` is the index after the last row
   * @returns {Window}
   */
  list({ query, filter, start, end }) {
    const terms = fold(query).split(/\s+/).filter(Boolean)
    const key = `${filter} ${terms.join(' ')}`
    if (this.#last?.key !== key) this.#last = { key, ...this.#find(terms, filter === 'trash') }
    const { found, all } = this.#last
    return { total: found.length, all, rows: found.slice(start, end).map(rowOf) }
  }

  /**
   * @param {string[]} terms all of which must be there
   * @param {boolean} trashed
   * @returns {{found: Entry[], all: number}}
   */
  #find(terms, trashed) {
    const phrase = terms.join(' ')
    /** @type {[Entry[], Entry[], Entry[]]} */
    const ranks = [[], [], []]
    let all = 0
    for (const entry of this.#sorted()) {
      if (entry.trashed !== trashed) continue
      all += 1
      if (terms.length === 0) ranks[0].push(entry)
      else if (terms.every((term) => entry.text.includes(term))) ranks[rankOf(entry, phrase)].push(entry)
    }
    return { found: ranks.flat(), all }
  }

  #sorted() {
    this.#ordered ??= [...this.#entries.values()].sort(byTitle)
    return this.#ordered
  }
}

/**
 * Keep the order when one item changes: sorting thousands anew would be felt.
 * @param {Entry[]} ordered
 * @param {Entry | undefined} old
 * @param {Entry} entry
 */
function move(ordered, old, entry) {
  if (old) ordered.splice(placeOf(ordered, old), 1)
  ordered.splice(placeOf(ordered, entry), 0, entry)
}

/** @param {Item} item */
function wordsOf(item) {
  const { title, username, notes } = fieldsOf(item)
  const folded = fold(title)
  const rest = fold([username, ...item.scope.urls, ...item.tags, notes].join(BREAK))
  return { title: folded, text: `${folded}${BREAK}${rest}` }
}

/** @param {Entry} entry @returns {Row} */
function rowOf({ item }) {
  const { title, username, notes } = fieldsOf(item)
  const [line = ''] = notes.split(BREAK, 1)
  return { id: item.id, type: item.type, title, subtitle: (username || line).slice(0, SUBTITLE) }
}

/** @param {Entry} entry @param {string} phrase @returns {0 | 1 | 2} */
function rankOf({ title }, phrase) {
  let at = title.indexOf(phrase)
  if (at === 0) return 0
  while (at > 0 && INSIDE.test(title.charAt(at - 1))) at = title.indexOf(phrase, at + 1)
  return at > 0 ? 1 : 2
}

/** @param {Entry} a @param {Entry} b */
function byTitle(a, b) {
  if (a.title !== b.title) return a.title < b.title ? -1 : 1
  return a.id < b.id ? -1 : Number(a.id > b.id)
}

/**
 * @param {Entry[]} ordered
 * @param {Entry} entry
 * @returns {number} the index of the first entry that is not before this one
 */
function placeOf(ordered, entry) {
  let low = 0
  let high = ordered.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (byTitle(/** @type {Entry} */ (ordered[middle]), entry) < 0) low = middle + 1
    else high = middle
  }
  return low
}
