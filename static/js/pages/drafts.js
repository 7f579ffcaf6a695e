// What is typed into the editor and not saved: kept sealed by the worker, so that it survives a lock and a reload. Every
// tab has its own; what a tab that is gone has left is found by the next.
import { signal } from '@preact/signals'
import { createTurns } from '../account/inturn.js'
import { TesseraError } from '../errors.js'

/** @typedef {import('../ui/fields.js').Fields} Fields */
/**
 * @typedef {object} Making
 * @property {import('../ui/fields.js').Kind | null} kind  as it was before; null for a new one
 * @property {import('../ui/vault/kindeditor.jsx').Made} typed
 */
/**
 * @typedef {object} Kept
 * @property {string | null} id  of the item; null for a new one
 * @property {string | null} [fresh]  id that a new one will have
 * @property {Fields} fields  as they were typed
 * @property {Fields} was  what they are a change of
 * @property {number} since  modifiedAt of the item when its editor was opened
 * @property {Making | null} [making]  the kind that is being made or changed over the editor
 * @property {number} at  when it was typed, in ms since 1970
 */
/** @typedef {{name: string | null, draft: Kept}} Held  what one editor has, and the record that it is kept in, if it is */
/** @typedef {Pick<typeof import('./site.js'), 'call'> & Pick<typeof import('./tab.js'), 'tab'>} Surroundings */

/** After the last key press, in ms: a pause in typing, and far less than an accident takes. */
const PAUSE = 400

export class Drafts {
  /** Something was typed that is not kept yet. */
  unkept = signal(false)
  /** @type {Held | null} */
  #held = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer
  /** One after the other: what is dropped has been kept before, and what is looked for has been dropped. */
  #turns = createTurns()
  #call
  #tab

  /** @param {Surroundings} surroundings */
  constructor({ call, tab }) {
    this.#call = call
    this.#tab = tab
  }

  /** @param {Kept} draft */
  type(draft) {
    if (this.#held) this.#held.draft = draft
    else this.#held = { name: null, draft }
    this.unkept.value = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.keep(), PAUSE)
  }

  /** Keeps what was typed, if that has not been done; before a lock, say. */
  async keep() {
    clearTimeout(this.#timer)
    return this.#inTurn(async () => {
      const held = this.#held
      if (!held || !this.unkept.value) return
      const { draft } = held
      const { kept, name } = await this.#call('keepDraft', { name: held.name, tab: await this.#tab.mine, draft })
      held.name = name
      if (this.#held === held && held.draft === draft) this.unkept.value = !kept
    })
  }

  /** It was saved, or given up. */
  async drop() {
    clearTimeout(this.#timer)
    const held = this.#held
    this.#held = null
    this.unkept.value = false
    if (held) await this.#inTurn(() => this.#dropKept(held.name))
  }

  /**
   * What was being typed in this tab when the vault was locked or the page was left, or else in one that is gone: the
   * newest. It belongs to this tab from now on, whatever is typed before it is taken up.
   * @returns {Promise<(Held & {name: string}) | null>}
   */
  found() {
    return this.#turns(() => this.#find())
  }

  /** What was found is in the editor. @param {Held} found */
  takeUp({ name, draft }) {
    this.#held = { name, draft }
  }

  async #find() {
    const mine = await this.#tab.mine
    for (;;) {
      const all = await this.#call('drafts')
      // Only now: a tab that took one meanwhile was open before.
      const open = await this.#tab.open()
      const next = all.find(({ tab }) => tab === mine) ?? all.find(({ tab }) => !open.has(tab))
      if (!next) return null
      const { name, tab: from } = next
      const draft = /** @type {Kept | null} */ (await this.#call('takeDraft', { name, from, tab: mine }))
      // An earlier version of these scripts may have written it in another form.
      if (Array.isArray(draft?.fields?.lines) && Array.isArray(draft.was?.lines)) return { name, draft }
      if (draft) await this.#dropKept(name)
    }
  }

  /** @param {string | null} name */
  async #dropKept(name) {
    if (name !== null) await this.#call('dropDraft', { name, tab: await this.#tab.mine })
  }

  /** @param {() => Promise<unknown>} work */
  async #inTurn(work) {
    try {
      await this.#turns(work)
    } catch (error) {
      // Locked meanwhile, or too large: it stays unkept, so the browser asks before the page is left.
      if (!(error instanceof TesseraError)) reportError(error)
    }
  }
}
