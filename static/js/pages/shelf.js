// The list on the vault page: which shelf, which search, which order, and which rows of the answer are at hand.
import { batch, signal } from '@preact/signals'
import { BLOCK } from '../ui/window.js'
import { kept } from './kept.js'
import { Picks } from './picks.js'
import { call } from './site.js'

/**
 * @typedef {import('../ui/vault/row.jsx').Row} Row
 * @typedef {string} ShelfName  'all', 'favorites', 'trash', 'health', 'kind:login' or 'tag:work/infra'
 * @typedef {Awaited<ReturnType<typeof call<'shelves'>>>} Shelves  what there is on each
 */

/** The orders that a list can be in. */
export const SORTS = /** @type {const} */ (['title', 'modified', 'created'])

const TYPING_PAUSE = 700
const FIRST_ROWS = { start: 0, end: BLOCK }
/** Rows that are asked for at once where all are gone through: a page of so many holds up nobody. */
const STRIDE = 5000

export class Shelf {
  name = signal(/** @type {ShelfName} */ ('all'))
  query = signal('')
  sort = kept('tessera.sort', SORTS)
  shelves = signal(/** @type {Shelves} */ ({ all: 0, favorites: 0, trash: 0, kinds: [], tags: [] }))
  page = signal({ loaded: false, total: 0, start: 0, rows: /** @type {Row[]} */ ([]) })
  picks = new Picks((start, end) => this.#rows(start, end))
  #range = FIRST_ROWS
  #asked = 0
  #typed = { text: '', at: 0 }

  get #wanted() {
    return { query: this.query.value, shelf: this.name.value, sort: this.sort.value }
  }

  /** The wanted rows as they are now; an answer that was overtaken is dropped. */
  async load() {
    const [turn, range] = [++this.#asked, this.#range]
    const { total, rows } = await call('list', { ...this.#wanted, ...range })
    if (turn !== this.#asked) return
    batch(() => {
      this.page.value = { loaded: true, total, start: range.start, rows }
      this.picks.renew(rows)
    })
  }

  /** Counts what is on each shelf. */
  async count() {
    this.shelves.value = await call('shelves', {})
  }

  /** Other rows came into sight, or some went out of it. @param {{start: number, end: number}} range */
  async want(range) {
    if (range.start >= this.#range.start && range.end <= this.#range.end) return
    this.#range = range
    await this.load()
  }

  /**
   * Another shelf, search or order, from the top.
   * @param {{shelf?: ShelfName, query?: string, sort?: typeof SORTS[number]}} change
   */
  async turnTo({ shelf = this.name.value, query = this.query.value, sort = this.sort.value }) {
    batch(() => {
      if (shelf !== this.name.value || query !== this.query.value) this.picks.end()
      this.name.value = shelf
      this.query.value = query
      this.sort.value = sort
    })
    this.#range = FIRST_ROWS
    await this.load()
  }

  /** One row, at hand or not. @param {number} index @returns {Promise<Row | undefined>} */
  async rowAt(index) {
    const { start, rows } = this.page.value
    return rows[index - start] ?? (await call('list', { ...this.#wanted, start: index, end: index + 1 })).rows[0]
  }

  /** @param {string} id @returns {Promise<number>} -1 when the answer does not list it */
  async indexOf(id) {
    const { start, rows } = this.page.value
    const near = rows.findIndex((row) => row.id === id)
    return near >= 0 ? start + near : call('indexOf', { ...this.#wanted, id })
  }

  /** Whether a word is being typed in the list, so that the next letter belongs to it. */
  get isTyping() {
    return Date.now() - this.#typed.at <= TYPING_PAUSE
  }

  /**
   * Typing in the list goes to the next title that begins so; letters typed in one go belong together.
   * @param {string} letter
   * @param {number} from  the marked row
   * @returns {Promise<number>} -1 when there is none
   */
  async typeAhead(letter, from) {
    const goesOn = this.isTyping
    this.#typed = { text: (goesOn ? this.#typed.text : '') + letter, at: Date.now() }
    return call('nextTitle', { ...this.#wanted, text: this.#typed.text, from: goesOn ? Math.max(0, from) : from + 1 })
  }

  /** @param {number} start @param {number} end @returns {AsyncGenerator<Row[]>} */
  async *#rows(start, end) {
    const wanted = this.#wanted
    for (let at = start; at < end; at += STRIDE)
      yield (await call('list', { ...wanted, start: at, end: Math.min(end, at + STRIDE) })).rows
  }
}
