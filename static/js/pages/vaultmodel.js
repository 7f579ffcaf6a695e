// What the vault page shows, as signals, and what can be done there. The items themselves stay in the worker.
import { batch, signal } from '@preact/signals'
import { BLANK, differ } from '../ui/fields.js'
import { fieldsOf } from '../vault/item.js'
import { Shelf } from './shelf.js'
import { call, toast } from './site.js'

/**
 * @typedef {import('../ui/fields.js').Fields} Fields
 * @typedef {import('../ui/fields.js').Item} Item
 * @typedef {{id: string | null, fields: Fields}} Draft  id null: a new item
 * @typedef {(work: () => Promise<unknown>) => Promise<void>} Look  where failures are told
 */

export class VaultModel {
  shelf = new Shelf()
  /** Index of the marked row, -1 for none. */
  active = signal(-1)
  item = signal(/** @type {Item | null} */ (null))
  draft = signal(/** @type {Draft | null} */ (null))
  /** The draft has changes that are not saved. */
  dirty = signal(false)
  /** What waits for the answer whether to give those up. */
  leaving = signal(/** @type {(() => void) | null} */ (null))
  #shown = 0
  #look

  /** @param {Look} look */
  constructor(look) {
    this.#look = look
  }

  /** Runs an act that closes the editor, after asking when that would lose something. @param {() => unknown} then */
  leave(then) {
    const go = () => {
      this.closeEditor()
      then()
    }
    if (this.draft.value && this.dirty.value) this.leaving.value = go
    else go()
  }

  closeEditor() {
    batch(() => {
      this.draft.value = null
      this.dirty.value = false
      this.leaving.value = null
    })
  }

  compose() {
    this.leave(() => {
      this.draft.value = { id: null, fields: BLANK }
    })
  }

  edit() {
    const { value: item } = this.item
    if (item) this.draft.value = { id: item.id, fields: fieldsOf(item) }
  }

  /** An item that was asked for later wins. @param {string} id */
  async #show(id) {
    const turn = ++this.#shown
    const item = await call('item', { id })
    if (turn === this.#shown) this.item.value = item
  }

  #close() {
    this.#shown += 1
    this.item.value = null
    this.active.value = -1
  }

  /** @param {number} index */
  async open(index) {
    const row = await this.shelf.rowAt(index)
    if (!row) return
    this.active.value = index
    await this.#show(row.id)
  }

  /** Another shelf or search. @param {{filter?: import('./shelf.js').Filter, query?: string}} change */
  async turnTo(change) {
    this.active.value = -1
    if (change.filter) this.#close()
    await this.shelf.turnTo(change)
  }

  /** After any change, here or in another browser. */
  async reload() {
    await this.shelf.load()
    await this.follow()
  }

  /** What stands beside the list: the other shelf's count, and the item that is shown. */
  async follow() {
    await this.shelf.countOther()
    const { value: item } = this.item
    if (!item) return
    await this.#show(item.id)
    const isTrashed = this.item.value?.trashedAt != null
    if (isTrashed !== (this.shelf.filter.value === 'trash')) this.#close()
    else this.active.value = await this.shelf.indexOf(item.id)
  }

  /** @param {Fields} fields */
  async save(fields) {
    const { id: known, fields: was } = /** @type {Draft} */ (this.draft.value)
    const { id } = await call('saveItem', known ? { id: known, was, ...fields } : fields)
    this.closeEditor()
    // Asked for before anything is waited for: an item that is clicked meanwhile is asked for later, and wins.
    await Promise.all([this.#show(id), known ? null : this.shelf.turnTo({ filter: 'all', query: '' })])
    await this.reload()
    const { value: item } = this.item
    if (item?.id === id && differ(fieldsOf(item), fields))
      toast(`Another browser changed “${fields.title}” as well. Both changes were kept.`)
  }

  /** @param {Item} item */
  async trash({ id, title }) {
    await call('trashItem', { id })
    this.#putAway(id)
    toast(`“${title}” is in the trash.`, {
      label: 'Undo',
      run: () => void this.#look(() => this.restore({ id, title })),
    })
  }

  /** @param {Pick<Item, 'id' | 'title'>} item */
  async restore({ id, title }) {
    await call('restoreItem', { id })
    this.#putAway(id)
    toast(`“${title}” is back among your items.`)
  }

  /** It is on the other shelf now. @param {string} id */
  #putAway(id) {
    if (this.item.value?.id === id) this.#close()
  }
}
