// What is done to several items at once, or by a key to the one that is open.
import { signal } from '@preact/signals'
import { t, tn } from '../ui/text.js'
import { rescueFocus } from './focus.js'
import { download } from './keycopy.js'
import { LIST } from './pane.js'
import { call, toast } from './site.js'

/**
 * @typedef {{id: string, title: string, favorite: boolean, tags: readonly string[]}} Target
 * @typedef {Parameters<typeof call<'changeItems'>>[1]['act']} Change
 * @typedef {{what: 'purge' | 'export' | 'tag', targets: readonly Target[]} | {what: 'empty', titles: readonly string[], count: number}} Asking
 */

/** Titles that are asked for, to name what is erased. */
const NAMED = 3

export class Bulk {
  /** What waits for an answer in a dialog. */
  asking = signal(/** @type {Asking | null} */ (null))
  #vault
  #act

  /**
   * @param {import('./vaultmodel.js').VaultModel} vault
   * @param {import('./vaultmodel.js').Look} act  one change at a time
   */
  constructor(vault, act) {
    this.#vault = vault
    this.#act = act
  }

  /** @returns {readonly Target[]} what is selected; else the item that is open */
  get targets() {
    const { shelf, item } = this.#vault
    if (shelf.picks.chosen.value) return shelf.picks.rows
    return item.value ? [item.value] : []
  }

  get inTrash() {
    const { shelf, item } = this.#vault
    return shelf.picks.chosen.value ? shelf.name.value === 'trash' : item.value?.trashedAt != null
  }

  /** All of them are favourites already. */
  get favorites() {
    return this.targets.length > 0 && this.targets.every(({ favorite }) => favorite)
  }

  favorite() {
    const { favorites } = this
    return this.#change(favorites ? 'unfavorite' : 'favorite', (count) =>
      favorites
        ? tn(count, '{count} item is no favourite any more.', '{count} items are no favourites any more.')
        : tn(count, '{count} item is a favourite.', '{count} items are favourites.'),
    )
  }

  trash() {
    return this.#change('trash', (count) =>
      tn(count, '{count} item is in the trash.', '{count} items are in the trash.'),
    )
  }

  restore() {
    return this.#change('restore', (count) =>
      tn(count, '{count} item is back among your items.', '{count} items are back among your items.'),
    )
  }

  /** @param {readonly string[]} tags */
  async tag(tags) {
    for (const tag of tags)
      await this.#change(
        'tag',
        (count) =>
          tn(count, '{count} item is tagged {tag}.', '{count} items are tagged {tag}.').replace('{tag}', () => tag),
        tag,
      )
  }

  /** @param {string} tag */
  untag(tag) {
    return this.#change(
      'untag',
      (count) =>
        tn(count, '{count} item lost the tag {tag}.', '{count} items lost the tag {tag}.').replace('{tag}', () => tag),
      tag,
    )
  }

  /** @param {'purge' | 'export' | 'tag'} what */
  ask(what) {
    if (this.targets.length > 0) this.asking.value = { what, targets: this.targets }
  }

  /** Names what lies in the trash. */
  async askToEmpty() {
    const { total, rows } = await call('list', { query: '', shelf: 'trash', sort: 'title', start: 0, end: NAMED })
    if (total > 0) this.asking.value = { what: 'empty', titles: rows.map(({ title }) => title), count: total }
  }

  /** After the question, for good. @param {readonly Target[] | null} targets  null: all that is in the trash */
  purge(targets) {
    return this.#act(async () => {
      await call('emptyTrash', targets ? { ids: targets.map(({ id }) => id) } : {})
      this.#done()
      if (targets) toast(tn(targets.length, '{count} item is deleted for good.', '{count} items are deleted for good.'))
      else toast(t('The trash is empty.'))
    })
  }

  /** After the question, in the clear. @param {readonly Target[]} targets */
  export(targets) {
    return this.#act(async () => {
      const text = await call('exportItems', { ids: targets.map(({ id }) => id) })
      const name = `tessera-items-${new Date().toISOString().slice(0, 10)}.json`
      download(new Blob([text], { type: 'application/json' }), name)
      toast(tn(targets.length, '{count} item exported, unencrypted.', '{count} items exported, unencrypted.'))
    })
  }

  /**
   * @param {Change} act
   * @param {(count: number) => string} told
   * @param {string} [tag]
   */
  #change(act, told, tag) {
    const { targets } = this
    if (targets.length === 0) return Promise.resolve()
    return this.#act(async () => {
      const ids = targets.map(({ id }) => id)
      const { undo } = await call('changeItems', { ids, act, ...(tag !== undefined && { tag }) })
      if (act === 'trash' || act === 'restore') this.#done()
      await this.#vault.reload()
      this.#vault.changes.tell(told(ids.length), undo)
    })
  }

  /** What was selected has left this shelf. */
  #done() {
    this.#vault.shelf.picks.end()
    rescueFocus(LIST)
  }
}
