// What is typed into the editor and not saved: kept sealed by the worker, so that it survives a lock and a reload.
import { signal } from '@preact/signals'
import { TesseraError } from '../errors.js'
import { call } from './site.js'

/** @typedef {import('../ui/fields.js').Fields} Fields */
/**
 * @typedef {object} Kept
 * @property {string | null} id  of the item; null for a new one
 * @property {Fields} fields  as they were typed
 * @property {Fields} was  what they are a change of
 * @property {number} since  modifiedAt of the item when its editor was opened
 * @property {number} at  when it was typed, in ms since 1970
 */

/** After the last key press, in ms: a pause in typing, and far less than an accident takes. */
const PAUSE = 400

export class Drafts {
  /** Something was typed that is not kept yet. */
  unkept = signal(false)
  /** @type {Kept | null} */
  #typed = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  /** @type {Promise<unknown>} one after the other, so that the last one counts */
  #turn = Promise.resolve()

  /** @param {Kept} draft */
  type(draft) {
    this.#typed = draft
    this.unkept.value = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.keep(), PAUSE)
  }

  /** Keeps what was typed, if that has not been done; before a lock, say. */
  async keep() {
    clearTimeout(this.#timer)
    const draft = this.#typed
    if (!draft || !this.unkept.value) return this.#turn
    return this.#inTurn(async () => {
      const { kept } = await call('keepDraft', { draft })
      if (this.#typed === draft) this.unkept.value = !kept
    })
  }

  /** It was saved, or given up. */
  async drop() {
    clearTimeout(this.#timer)
    const there = this.#typed !== null
    this.#typed = null
    this.unkept.value = false
    if (there) await this.#inTurn(() => call('dropDraft'))
  }

  /** @returns {Promise<Kept | null>} what was being typed when the vault was locked or the page was left */
  async found() {
    const draft = /** @type {Kept | null} */ (await call('draft'))
    // An earlier version of these scripts may have written it in another form.
    this.#typed = Array.isArray(draft?.fields?.lines) && Array.isArray(draft.was?.lines) ? draft : null
    return this.#typed
  }

  /** @param {() => Promise<unknown>} work */
  #inTurn(work) {
    this.#turn = this.#turn.then(work).catch((error) => {
      // Locked meanwhile, or too large: it stays unkept, so the browser asks before the page is left.
      if (!(error instanceof TesseraError)) throw error
    })
    return this.#turn
  }
}
