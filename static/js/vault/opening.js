/**
 * Opens what a server sends page by page, each while the next is on its way. Nothing of it is used before all of it has been
 * verified: verify.js.
 */
import { openAll } from '../crypto/envelope.js'

/** @typedef {import('../crypto/envelope.js').OpenedItem} OpenedItem */
/** @typedef {import('../crypto/envelope.js').SealedItem} SealedItem */
/** @typedef {import('./verify.js').Keys} Keys */

export class Opening {
  #keys
  #refuse
  #onProgress
  #done = 0
  #came = 0
  /** @type {number | null} of all pages */
  #total = null
  /** @type {Promise<Map<string, OpenedItem>>} */
  #opened = Promise.resolve(new Map())

  /**
   * @param {Keys} keys
   * @param {{refuse: () => void, onProgress: (done: number, total: number) => void}} parts `refuse` throws when nothing
   *   further is to be opened; `onProgress` is called as soon as it is known how many there are
   */
  constructor(keys, { refuse, onProgress }) {
    this.#keys = keys
    this.#refuse = refuse
    this.#onProgress = onProgress
  }

  /**
   * One more page. Of an item that comes twice the later one counts.
   * @param {ReadonlyMap<string, SealedItem>} items by b64 of the id
   * @param {number | undefined} left  how many items the pages to come bring, if that is known
   */
  add(items, left) {
    this.#came += items.size
    if (left !== undefined) this.#total = this.#came + left
    this.#opened = this.#opened.then((opened) => this.#open(opened, items))
    this.#opened.catch(() => {}) // told by `all`, unless there was something to tell before
  }

  /**
   * To be called after the last page.
   * @returns {Promise<OpenedItem[]>} each item once
   */
  async all() {
    return [...(await this.#opened).values()]
  }

  /**
   * @param {Map<string, OpenedItem>} opened
   * @param {ReadonlyMap<string, SealedItem>} items
   */
  async #open(opened, items) {
    this.#refuse()
    const before = this.#done
    const found = await openAll(this.#keys.vaultKey, this.#keys, [...items.values()], (done) => {
      this.#done = before + done
      if (this.#total !== null) this.#onProgress(this.#done, Math.max(this.#total, this.#done))
    })
    let at = 0
    for (const id of items.keys()) opened.set(id, /** @type {OpenedItem} */ (found[at++]))
    return opened
  }
}
