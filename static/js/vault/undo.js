/** Taking changes back, for as long as the vault is open: the last hundred, and the last one however large it was. */
import { TesseraError } from '../errors.js'
import { revised } from './item.js'
import { merge } from './merge.js'
import { isErased, trash } from './trash.js'

/** @typedef {import('./item.js').Item} Item */
/**
 * @typedef {object} Change
 * @property {Item | null} before null of a new item
 * @property {Item} after what this browser made of it
 * @property {boolean} [revived] another browser had moved it to the trash meanwhile
 */

/** Changes that can be taken back. */
export const UNDOS = 100
/**
 * Items in them, but for the newest change. What can be taken back is held read, before and after, where a vault otherwise
 * keeps bytes: ten thousand items of a kilobyte are some 30 MB, and with full histories 170 MB.
 */
export const UNDO_ITEMS = 10_000

/** Of all logs: a token of one that was closed means nothing in the next. */
let last = 0

export class UndoLog {
  /** @type {Map<number, readonly Change[]>} oldest first */
  #changes = new Map()
  #last = 0

  /**
   * @param {readonly Change[]} changes made in one go
   * @returns {{undo: number} | {}} the token that takes them back; none when nothing was changed
   */
  remember(changes) {
    if (changes.length === 0) return {}
    this.#last = ++last
    this.#changes.set(this.#last, changes)
    this.#makeRoom()
    return { undo: this.#last }
  }

  #makeRoom() {
    let items = 0
    for (const { length } of this.#changes.values()) items += length
    for (const [token, { length }] of this.#changes) {
      const fits = this.#changes.size <= UNDOS && items <= UNDO_ITEMS
      if (fits || token === this.#last) return
      this.#changes.delete(token)
      items -= length
    }
  }

  /**
   * @param {number} token
   * @returns {readonly Change[]}
   * @throws {TesseraError} `not-found` for one that is used up, or too long ago
   */
  changes(token) {
    const changes = this.#changes.get(token)
    if (!changes) throw new TesseraError('not-found')
    return changes
  }

  /** A token is good for once: from now on for these items at most. @param {number} token @param {ReadonlySet<string>} ids */
  keep(token, ids) {
    const kept = this.#changes.get(token)?.filter(({ after }) => ids.has(after.id)) ?? []
    if (kept.length > 0) this.#changes.set(token, kept)
    else this.#changes.delete(token)
  }

  /** Keep nothing of items that are gone for good. @param {ReadonlySet<string>} ids */
  forget(ids) {
    for (const [token, changes] of this.#changes) {
      const kept = changes.filter(({ after }) => !ids.has(after.id))
      if (kept.length < changes.length) this.#changes.set(token, kept)
    }
  }
}

/**
 * The item without a change; what was changed since, here or elsewhere, stays.
 * @param {Change} change
 * @param {Item} current
 * @param {number} now seconds since 1970
 * @returns {Item} `current` itself when there is nothing to take back
 */
export function undone({ before, after }, current, now) {
  if (isErased(current)) return current
  if (!before) return trash(current, now, now)
  return revised(current, merge(after, before, current), now)
}
