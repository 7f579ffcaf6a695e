/**
 * New items. The server may take a commit whose answer gets lost: who then saves again what was typed does not get it twice.
 */
import { expectText } from '../errors.js'
import { edit, fieldsOf, makeItem } from './item.js'
import { same } from './json.js'
import { isErased, trash } from './trash.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./item.js').Fields} Fields */
/** @typedef {import('./undo.js').Change} Change */
/** @typedef {(id: string) => Item | null} At */

/** b64 of 16 bytes, without spare bits. */
const ID = /^[\w-]{21}[AQgw]$/

export class NewItems {
  #store
  /** @type {readonly Item[]} whose commit failed: tried again, they keep their ids */
  #unsure = []
  /** Whether it is yet to be asked if the server took it all the same. */
  #doubtful = false

  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.#store = store
  }

  /**
   * @param {(now: number) => Item[]} make with ids of their own, in one commit; `now` in seconds since 1970
   * @returns {Promise<Change[]>} one of each
   */
  make(make) {
    return this.#commit((at, now) => {
      const made = make(now)
      return this.#isAgain(made, at) ? this.#unsure : made
    })
  }

  /**
   * What a draft has, under an id that was made with the draft: that outlives a lock. What stands there came of saving
   * it before.
   * @param {string} id
   * @param {Fields} fields
   * @returns {Promise<Change[]>} of a new item in any case
   * @throws {TypeError | RangeError} for what is no id
   */
  async save(id, fields) {
    expectText('fresh', id)
    if (!ID.test(id)) throw new RangeError('fresh: expected 16 bytes in base64url')
    return this.#commit((at, now) => {
      const there = at(id)
      if (!there || isErased(there)) return [makeItem(id, fields, now)]
      return [trash(edit(there, fields, fieldsOf(there), now), null, now)]
    })
  }

  /** @param {(at: At, now: number) => readonly Item[]} wanted */
  async #commit(wanted) {
    if (this.#doubtful) await this.#store.sync()
    this.#doubtful = false
    /** @type {readonly Item[]} */
    let items = []
    try {
      await this.#store.changeAll((at, now) => {
        items = wanted(at, now)
        return items.filter((item) => !same(at(item.id), item))
      })
    } catch (reason) {
      if (items.length > 0) [this.#unsure, this.#doubtful] = [items, true]
      throw reason
    }
    if (items === this.#unsure) this.#unsure = []
    return items.map((after) => ({ before: null, after }))
  }

  /**
   * Whether these are the ones that are unsure: none of them came through, or all, and nobody has changed them since.
   * @param {readonly Item[]} made
   * @param {At} at
   */
  #isAgain(made, at) {
    const unsure = this.#unsure
    if (!same(made.map(undated), unsure.map(undated))) return false
    return unsure.every(({ id }) => !at(id)) || unsure.every((item) => same(at(item.id), item))
  }
}

/** @param {Item} item without what makes it another than one with the same content */
function undated({ id, creationAt, modifiedAt, ...rest }) {
  return rest
}
