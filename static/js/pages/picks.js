// Several items chosen at once, on the vault page. Which ones is kept by id, with their rows, whatever the list shows.
import { signal } from '@preact/signals'

/** @typedef {import('../ui/vault/row.jsx').Row} Row */
/** @typedef {import('../ui/vault/list.jsx').Reach} Reach */
/** @typedef {(start: number, end: number) => AsyncIterable<readonly Row[]>} Rows  those of the present list from start up to, not with, end */

export class Picks {
  /** null while none are being chosen; then maybe none yet. */
  chosen = signal(/** @type {ReadonlyMap<string, Row> | null} */ (null))
  #anchor = -1
  /** Counts the ends: a choice that was made before one is dropped. */
  #turn = 0
  #last = Promise.resolve()
  #rows

  /** @param {Rows} rows */
  constructor(rows) {
    this.#rows = rows
  }

  /** @returns {Row[]} in the order in which they were chosen */
  get rows() {
    return [...(this.chosen.value?.values() ?? [])]
  }

  begin() {
    this.chosen.value ??= new Map()
  }

  end() {
    this.#turn += 1
    this.#anchor = -1
    this.chosen.value = null
  }

  /**
   * One row more or less, all rows from the last one chosen to this, or every row. One choice after the other, however quickly
   * they are made.
   * @param {number} index
   * @param {Reach} reach
   * @param {number} marked  the row that counts as chosen when choosing begins with a range or the mouse; -1 for none
   * @param {number} total
   * @returns {Promise<void>}
   */
  pick(index, reach, marked, total) {
    const turn = this.#turn
    const from = this.#anchor >= 0 ? this.#anchor : Math.max(0, marked)
    this.#anchor = reach === 'range' ? from : index
    const [start, end] =
      reach === 'all' ? [0, total - 1] : reach === 'one' ? [index, index] : [from, index].sort(byValue)
    const picked = this.#last.then(async () => {
      const found = await this.#find(/** @type {number} */ (start), /** @type {number} */ (end) + 1)
      const joins = this.chosen.value === null && reach === 'one' && marked >= 0 && marked !== index
      const first = joins ? await this.#find(marked, marked + 1) : new Map()
      if (turn !== this.#turn) return
      this.chosen.value = reach === 'one' ? toggled(this.chosen.value ?? first, found) : found
    })
    this.#last = picked.catch(() => {}) // whoever asked is told; the next choice does not depend on it
    return picked
  }

  /** Gathered as they come: a hundred thousand at once would hold up the page. @param {number} start @param {number} end */
  async #find(start, end) {
    /** @type {Map<string, Row>} */
    const found = new Map()
    for await (const rows of this.#rows(start, end)) for (const row of rows) found.set(row.id, row)
    return found
  }

  /** Rows as they are now: what has changed since, or is no longer listed, counts as it is. @param {readonly Row[]} rows */
  renew(rows) {
    const { value: chosen } = this.chosen
    const fresh = chosen ? rows.filter((row) => chosen.has(row.id)) : []
    if (!chosen || fresh.length === 0) return
    const next = new Map(chosen)
    for (const row of fresh) next.set(row.id, row)
    this.chosen.value = next
  }
}

/** @param {ReadonlyMap<string, Row>} chosen @param {ReadonlyMap<string, Row>} rows @returns {Map<string, Row>} with those that were not in it, and without those that were */
function toggled(chosen, rows) {
  const next = new Map(chosen)
  for (const [id, row] of rows) if (!next.delete(id)) next.set(id, row)
  return next
}

/** @param {number} a @param {number} b */
const byValue = (a, b) => a - b
