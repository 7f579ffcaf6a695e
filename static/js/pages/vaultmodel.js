// What the vault page shows, as signals, and how one gets about there. The items themselves stay in the worker; what can be
// done to one is in itemacts.js.
import { batch, signal } from '@preact/signals'
import { random, toBase64 } from '../crypto/bytes.js'
import { TesseraError } from '../errors.js'
import { t } from '../ui/text.js'
import { blankFields, fieldsOf } from '../vault/fields.js'
import { Changes } from './changes.js'
import { Drafts } from './drafts.js'
import { Kinds } from './kinds.js'
import { Shelf } from './shelf.js'
import { call } from './site.js'
import { tab } from './tab.js'

/**
 * @typedef {import('../ui/fields.js').Fields} Fields
 * @typedef {import('../ui/fields.js').Item} Item
 * @typedef {import('./drafts.js').Making} Making
 * @typedef {object} Draft  what the editor has open
 * @property {string | null} id  null: a new item
 * @property {string | null} [fresh]  id that a new item will have: saved twice, for want of an answer, it is still one
 * @property {Fields} fields  to begin with
 * @property {Fields} was  what they are a change of
 * @property {number} since  when that had been saved, in seconds since 1970
 * @property {Making | null} [making]  the kind that was being made or changed over the editor
 * @property {string | null} said  how the draft came to be here, if there is something to say
 * @typedef {(work: () => Promise<unknown>) => Promise<void>} Look  where failures are told
 */

export class VaultModel {
  shelf = new Shelf()
  kinds = new Kinds()
  drafts = new Drafts({ call, tab })
  /** Index of the marked row, -1 for none. */
  active = signal(-1)
  item = signal(/** @type {Item | null} */ (null))
  draft = signal(/** @type {Draft | null} */ (null))
  /** The draft has changes that are not saved. */
  dirty = signal(false)
  /** What waits for the answer whether to give those up. */
  leaving = signal(/** @type {(() => void) | null} */ (null))
  /** What gave way in an item when it was last saved. */
  gaveWay = signal(/** @type {{id: string, text: string} | null} */ (null))
  /** Whether the earlier states of the item are on screen. */
  history = signal(false)
  /** Tags of all items. */
  tags = signal(/** @type {readonly string[]} */ ([]))
  /** @type {string | null} of the item that is shown, or will be when it has come */
  #wanted = null
  #shown = 0
  /** What the editor has now. @type {{draft: Draft, fields: Fields, changed: boolean} | null} */
  #typed = null
  /** @type {Making | null} */
  #making = null

  /** @param {{ask: Look}} acting */
  constructor({ ask }) {
    this.changes = new Changes(ask, () => this.reload())
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

  /** Without a question: locking loses nothing that was typed. */
  async lock() {
    await this.drafts.keep()
    await call('lock')
  }

  closeEditor() {
    void this.drafts.drop()
    this.#typed = this.#making = null
    batch(() => {
      this.draft.value = null
      this.dirty.value = false
      this.leaving.value = null
    })
  }

  /** A new item. @param {string} [type] */
  compose(type = 'login') {
    this.leave(() => {
      const fields = blankFields(this.kinds.of(type))
      this.#edit({ id: null, fields, was: fields, since: 0, said: null })
    })
  }

  /** The item that is shown. */
  edit() {
    const { value: item } = this.item
    if (!item || item.trashedAt !== null) return
    const fields = this.fieldsOf(item)
    this.#edit({ id: item.id, fields, was: fields, since: item.modifiedAt, said: null })
  }

  /** @param {Draft} draft */
  #edit(draft) {
    this.draft.value = { ...draft, fresh: draft.id === null ? (draft.fresh ?? freshId()) : null }
    void this.#learnTags()
  }

  /** What the editor has now. @param {Draft} draft @param {Fields} fields @param {boolean} changed */
  type(draft, fields, changed) {
    this.#typed = { draft, fields, changed }
    this.dirty.value = changed
    this.#keepTyped()
  }

  /** What is typed of a kind over the editor; null when that is nothing yet, or over. @param {Making | null} making */
  typeKind(making) {
    this.#making = making
    this.#keepTyped()
  }

  #keepTyped() {
    if (!this.#typed) return
    const { draft, fields, changed } = this.#typed
    const { id, fresh = null, was, since } = draft
    if (changed || this.#making)
      this.drafts.type({ id, fresh, fields, was, since, making: this.#making, at: Date.now() })
    else void this.drafts.drop()
  }

  async #learnTags() {
    const { tags } = await call('shelves', {})
    this.tags.value = tags.map(({ tag }) => tag)
  }

  /** As an editor has it. @param {Pick<Item, 'type' | 'title' | 'scope' | 'credentials' | 'tags' | 'favorite'>} item */
  fieldsOf(item) {
    return fieldsOf(item, this.kinds.of(item.type))
  }

  /**
   * Opens the editor with what was not saved when the vault was locked or the page was left. One that is open by then stays:
   * what was found is found again.
   * @returns {Promise<boolean>} whether there was something
   */
  async resume() {
    const found = this.draft.value ? null : await this.drafts.found()
    if (!found) return false
    const { id: known, fresh = null, fields, was, since, making = null } = found.draft
    const there = known === null || (await this.#isOpenable(known))
    if (this.draft.value) return false
    const id = there ? known : null
    const said = there
      ? t('These changes had not been saved when the vault was closed. Save them, or cancel to give them up.')
      : t('The item that these changes belong to is gone. Save them as a new item, or cancel to give them up.')
    this.drafts.takeUp(found)
    this.#making = making
    this.#edit({ id, fresh, fields, was: there ? was : blankFields(this.kinds.of(fields.type)), since, making, said })
    return true
  }

  /** @param {string} id @returns {Promise<boolean>} whether it is there to be edited; then it is shown */
  async #isOpenable(id) {
    const item = await call('item', { id }).catch(absent)
    if (!item || item.trashedAt !== null) return false
    this.#shown += 1
    this.#wanted = id
    this.item.value = item
    return true
  }

  /** An item that was asked for later wins; one that is gone is shown no more. @param {string} id */
  async show(id) {
    const turn = ++this.#shown
    this.#wanted = id
    const item = await call('item', { id }).catch(absent)
    if (turn === this.#shown) this.#lay(item)
  }

  /** An item that is at hand. @param {Item} item */
  showThis(item) {
    this.#shown += 1
    this.#wanted = item.id
    this.#lay(item)
  }

  /** @param {Item | null} item */
  #lay(item) {
    if (item?.id !== this.item.value?.id) this.history.value = false
    this.item.value = item
  }

  close() {
    this.#shown += 1
    this.#wanted = null
    this.item.value = null
    this.active.value = -1
  }

  /** @param {number} index */
  async open(index) {
    const row = await this.shelf.rowAt(index)
    if (!row) return
    this.active.value = index
    await this.show(row.id)
  }

  /** An item that may stand on another shelf. @param {string} id */
  async openId(id) {
    if ((await this.shelf.indexOf(id)) < 0) await this.turnTo({ shelf: 'all', query: '' })
    await this.show(id)
    this.active.value = await this.shelf.indexOf(id)
  }

  /** Another shelf or search. @param {Parameters<Shelf['turnTo']>[0]} change */
  async turnTo(change) {
    this.active.value = -1
    if (change.shelf) this.close()
    await this.shelf.turnTo(change)
  }

  /** After any change, here or in another browser. */
  async reload() {
    await this.shelf.load()
    await this.follow()
  }

  /** What stands beside the list: the shelves' counts, and the item that is shown. */
  async follow() {
    await Promise.all([this.shelf.count(), this.kinds.load()])
    const id = this.#wanted // only now: another may have been asked for meanwhile
    if (id === null) return
    await this.show(id)
    if (this.#wanted !== id) return
    const isTrashed = this.item.value?.trashedAt != null
    if (!this.item.value || isTrashed !== (this.shelf.name.value === 'trash')) this.close()
    else this.active.value = await this.shelf.indexOf(id)
  }
}

/** 16 random bytes, as items are called. */
function freshId() {
  return toBase64(random(16))
}

/** @param {unknown} error @returns {null} */
function absent(error) {
  if (error instanceof TesseraError && error.code === 'not-found') return null
  throw error
}
