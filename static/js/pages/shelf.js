// The list on the vault page: which shelf, which search, and which rows of the answer are at hand.
import { batch, signal } from '@preact/signals'
import { BLOCK } from '../ui/window.js'
import { call } from './site.js'

/**
 * @typedef {import('../ui/vault/list.jsx').Row} Row
 * @typedef {'all' | 'trash'} Filter
 */

const TYPING_PAUSE = 700
const FIRST_ROWS = { start: 0, end: BLOCK }

export class Shelf {
  filter = signal(/** @type {Filter} */ ('all'))
  query = signal('')
  counts = signal({ all: 0, trash: 0 })
  page = signal({ loaded: false, total: 0, start: 0, rows: /** @type {Row[]} */ ([]) })
  #range = FIRST_ROWS
  #asked = 0
  #typed = { text: '', at: 0 }

  /** What the present answer answers. */
  get #wanted() {
    return { query: this.query.value, shelf: this.filter.value }
  }

  /** Rows of the present answer. @param {{start: number, end: number}} range */
  #ask(range) {
    return call('list', { ...this.#wanted, ...range })
  }

  /** The wanted rows as they are now; an answer that was overtaken is dropped. */
  async load() {
    const [turn, range] = [++this.#asked, this.#range]
    const shelf = this.filter.value
    const { total, all, rows } = await this.#ask(range)
    if (turn !== this.#asked) return
    batch(() => {
      this.page.value = { loaded: true, total, start: range.start, rows }
      this.counts.value = { ...this.counts.value, [shelf]: all }
    })
  }

  /** Counts the shelf that is not shown; `load` learns of the one that is. */
  async countOther() {
    const other = this.filter.value === 'all' ? 'trash' : 'all'
    const shelves = await call('shelves', {})
    this.counts.value = { ...this.counts.value, [other]: shelves[other] }
  }

  /** Other rows came into sight. @param {{start: number, end: number}} range */
  async want(range) {
    if (range.start === this.#range.start && range.end === this.#range.end) return
    this.#range = range
    await this.load()
  }

  /** Another shelf or search, from the top. @param {{filter?: Filter, query?: string}} change */
  async turnTo({ filter = this.filter.value, query = this.query.value }) {
    batch(() => {
      this.filter.value = filter
      this.query.value = query
    })
    this.#range = FIRST_ROWS
    await this.load()
  }

  /** One row, at hand or not. @param {number} index @returns {Promise<Row | undefined>} */
  async rowAt(index) {
    const { start, rows } = this.page.value
    return rows[index - start] ?? (await this.#ask({ start: index, end: index + 1 })).rows[0]
  }

  /** @param {string} id @returns {Promise<number>} -1 when the answer does not list it */
  async indexOf(id) {
    const { start, rows } = this.page.value
    const near = rows.findIndex((row) => row.id === id)
    return near >= 0 ? start + near : call('indexOf', { ...this.#wanted, id })
  }

  /**
   * Typing in the list goes to the next title that begins so; letters typed in one go belong together.
   * @param {string} letter
   * @param {number} from  the marked row
   * @returns {Promise<number>} -1 when there is none
   */
  async typeAhead(letter, from) {
    const now = Date.now()
    const goesOn = now - this.#typed.at <= TYPING_PAUSE
    this.#typed = { text: (goesOn ? this.#typed.text : '') + letter, at: now }
    const { text } = this.#typed
    return call('nextTitle', { ...this.#wanted, text, from: goesOn ? Math.max(0, from) : from + 1 })
  }
}
