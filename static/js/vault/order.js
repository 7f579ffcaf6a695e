/**
 * Items in an order that is kept when one of them changes: sorting thousands anew would be felt.
 */

/** @typedef {import('./listed.js').Listed} Listed */
/** @typedef {'title' | 'modified' | 'created'} Sort the newest first, but for titles */
/** @typedef {(a: Listed, b: Listed) => number} Compare total: 0 only for the same item */

export class Order {
  #compare
  /** @type {Listed[]} */
  #entries

  /**
   * @param {Sort} sort
   * @param {Listed[]} entries this order's own from here on
   * @param {boolean} [sorted] whether they are so already
   */
  constructor(sort, entries, sorted = false) {
    this.#compare = COMPARE[sort]
    this.#entries = sorted ? entries : entries.sort(this.#compare)
  }

  /** @returns {readonly Listed[]} */
  get entries() {
    return this.#entries
  }

  /**
   * @param {Listed | undefined} old as it was put here
   * @param {Listed} entry
   */
  move(old, entry) {
    if (old) this.#entries.splice(this.#placeOf(old), 1)
    this.#entries.splice(this.#placeOf(entry), 0, entry)
  }

  /** @param {Listed} entry @returns {number} the index of the first that is not before it */
  #placeOf(entry) {
    let low = 0
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#compare(/** @type {Listed} */ (this.#entries[middle]), entry) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Texts begin with the title. @type {Compare} */
function byTitle(a, b) {
  const [one, other] = [a.text, b.text]
  if (one !== other) return one < other ? -1 : 1
  return a.id < b.id ? -1 : Number(a.id > b.id)
}

/** @type {{[sort in Sort]: Compare}} */
const COMPARE = {
  title: byTitle,
  modified: (a, b) => b.modified - a.modified || byTitle(a, b),
  created: (a, b) => b.created - a.created || byTitle(a, b),
}
