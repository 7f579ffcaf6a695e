/**
 * Items in an order that is kept when one of them changes: sorting thousands anew would be felt.
 */

/** @typedef {import('./listed.js').Listed} Listed */
/** @typedef {'title' | 'modified' | 'created'} Sort the newest first, but for titles */
/** @typedef {(a: Listed, b: Listed) => number} Compare total: 0 only for the same item */

/** Changes up to which each is put in its place by itself. */
const FEW = 50

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
   * @param {readonly Listed[]} old as they were put here
   * @param {readonly Listed[]} fresh in their place, and new ones
   */
  change(old, fresh) {
    if (fresh.length <= FEW) {
      for (const entry of old) this.#entries.splice(this.#placeOf(entry), 1)
      for (const entry of fresh) this.#entries.splice(this.#placeOf(entry), 0, entry)
    } else {
      const gone = new Set(old)
      this.#entries = merged(
        this.#entries.filter((entry) => !gone.has(entry)),
        [...fresh].sort(this.#compare),
        this.#compare,
      )
    }
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

/**
 * @param {readonly Listed[]} some sorted
 * @param {readonly Listed[]} others sorted
 * @param {Compare} compare
 */
function merged(some, others, compare) {
  const all = []
  let next = 0
  for (const entry of some) {
    for (let other = others[next]; other && compare(other, entry) < 0; other = others[(next += 1)]) all.push(other)
    all.push(entry)
  }
  return [...all, ...others.slice(next)]
}

/** Texts begin with the title. @type {Compare} */
function byTitle(a, b) {
  const [key, otherKey] = [a.sortKey, b.sortKey]
  if (key !== otherKey) return key < otherKey ? -1 : 1
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
