// What is done to several items at once, or by a key to the one that is open.
import { signal } from '@preact/signals'
import { TesseraError } from '../errors.js'
import { t, tn } from '../ui/text.js'
import { rescueFocus } from './focus.js'
import { download } from './keycopy.js'
import { LIST } from './pane.js'
import { call, session, toast } from './site.js'

/**
 * @typedef {{id: string, title: string, favorite: boolean, tags: readonly string[]}} Target
 * @typedef {Parameters<typeof call<'changeItems'>>[1]['act']} Change
 * @typedef {{one: (title: string) => string, several: (count: number) => string}} Told  what came of it
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
    return this.favorites
      ? this.#change('unfavorite', {
          one: (title) => t('“{title}” is no favourite any more.', { title }),
          several: (count) =>
            tn(count, '{count} item is no favourite any more.', '{count} items are no favourites any more.'),
        })
      : this.#change('favorite', {
          one: (title) => t('“{title}” is a favourite.', { title }),
          several: (count) => tn(count, '{count} item is a favourite.', '{count} items are favourites.'),
        })
  }

  trash() {
    return this.#change('trash', {
      one: (title) => t('“{title}” is in the trash.', { title }),
      several: (count) => tn(count, '{count} item is in the trash.', '{count} items are in the trash.'),
    })
  }

  restore() {
    return this.#change('restore', {
      one: (title) => t('“{title}” is back among your items.', { title }),
      several: (count) =>
        tn(count, '{count} item is back among your items.', '{count} items are back among your items.'),
    })
  }

  /** @param {readonly string[]} tags */
  tag(tags) {
    return this.#change(
      'tag',
      said((values) => t('Tagged {tag}: {items}', { ...values, tag: tags.join(', ') })),
      tags,
    )
  }

  /** @param {string} tag */
  untag(tag) {
    return this.#change(
      'untag',
      said((values) => t('No longer tagged {tag}: {items}', { ...values, tag })),
      [tag],
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
      await call('emptyTrash', targets ? { ids: targets.map(({ id }) => id) } : {}).catch((error) =>
        this.#failed(error, (part) => t('Deleted {done} of {total} items for good.', part)),
      )
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
   * @param {Told} told
   * @param {readonly string[]} [tags]
   */
  #change(act, told, tags = []) {
    const { targets } = this
    const [first] = targets
    if (!first) return Promise.resolve()
    return this.#act(async () => {
      const ids = targets.map(({ id }) => id)
      const { undo } = await call('changeItems', { ids, act, tags }).catch((error) =>
        this.#failed(error, (part) => t('Changed {done} of {total} items.', part)),
      )
      if (act === 'trash' || act === 'restore') this.#done()
      // Before what it did is seen: Ctrl-Z may come as soon as that.
      this.#vault.changes.tell(ids.length === 1 ? told.one(called(first)) : told.several(ids.length), undo)
      await this.#vault.reload()
    })
  }

  /**
   * Says how far a change of many got before it failed, with the way back from that much.
   * @param {unknown} error
   * @param {(part: {done: number, total: number}) => string} say
   * @returns {Promise<never>}
   */
  async #failed(error, say) {
    const { done, total, undo } = error instanceof TesseraError ? error.detail : {}
    // Locked meanwhile: the way back went with the vault.
    if (typeof done === 'number' && typeof total === 'number' && session.value?.state === 'unlocked') {
      this.#vault.changes.tell(say({ done, total }), typeof undo === 'number' ? undo : undefined)
      await this.#vault.reload()
    }
    throw error
  }

  /** What was selected has left this shelf. */
  #done() {
    this.#vault.shelf.picks.end()
    rescueFocus(LIST)
  }
}

/** @param {Target} target */
const called = ({ title }) => title || t('Untitled')

/** @param {(values: {items: string}) => string} say @returns {Told} */
const said = (say) => ({
  one: (title) => say({ items: t('“{title}”', { title }) }),
  several: (count) => say({ items: tn(count, '{count} item', '{count} items') }),
})
