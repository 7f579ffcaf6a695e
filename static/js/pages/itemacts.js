// What can be done to one item. Each act is told with the way back from it.
import { batch } from '@preact/signals'
import { differ } from '../ui/differences.js'
import { t } from '../ui/text.js'
import { gaveWay, sayGaveWay } from './gaveway.js'
import { call, toast } from './site.js'
import { versionsOf } from './versions.js'

/** @typedef {import('../ui/fields.js').Fields} Fields */
/** @typedef {import('../ui/fields.js').Item} Item */
/** @typedef {import('./vaultmodel.js').VaultModel} VaultModel */
/** @typedef {import('./vaultmodel.js').Draft} Draft */

/** @param {string} title */
const called = (title) => title || t('Untitled')

/**
 * Saves what the editor has, shows it, and says what came of it.
 * @param {VaultModel} vault
 * @param {Fields} fields
 */
export async function save(vault, fields) {
  const draft = /** @type {Draft} */ (vault.draft.value)
  const { id: known, was } = draft
  const fresh = draft.fresh && { fresh: draft.fresh }
  const { id, undo, item, revived } = await call(
    'saveItem',
    known ? { id: known, was, ...fields } : { ...fresh, ...fields },
  )
  batch(() => {
    vault.closeEditor()
    // Before anything is waited for: an item that is clicked meanwhile is asked for later, and wins.
    vault.showThis(item)
  })
  await (known ? vault.shelf.load() : vault.shelf.turnTo({ shelf: 'all', query: '' }))
  await vault.follow()
  const title = called(fields.title)
  vault.changes.tell(
    known ? t('“{title}” is saved.', { title }) : t('“{title}” is new in your vault.', { title }),
    undo,
  )
  if (revived) toast(t('Another browser had moved “{title}” to the trash. It is back among your items.', { title }))
  if (known && vault.item.value?.id === id) tellOfOthers(vault, vault.item.value, draft, fields)
}

/**
 * Another browser's change, saved before this one, is never passed over.
 * @param {VaultModel} vault
 * @param {Item} item  as it is now
 * @param {Draft} draft
 * @param {Fields} typed
 */
function tellOfOthers(vault, item, draft, typed) {
  const versions = versionsOf(item, (state) => vault.fieldsOf(state))
  const said = sayGaveWay(gaveWay(draft, typed, versions))
  if (said) vault.gaveWay.value = { id: item.id, text: said }
  else if (differ(versions[0].fields, typed))
    toast(t('Another browser changed “{title}” as well. Both changes were kept.', { title: called(typed.title) }))
}

/** @param {VaultModel} vault @param {Item} item */
export async function trash(vault, { id, title }) {
  const { undo } = await call('trashItem', { id })
  putAway(vault, id)
  await vault.reload()
  vault.changes.tell(t('“{title}” is in the trash.', { title: called(title) }), undo)
}

/** @param {VaultModel} vault @param {Item} item */
export async function restore(vault, { id, title }) {
  const { undo } = await call('restoreItem', { id })
  putAway(vault, id)
  await vault.reload()
  vault.changes.tell(t('“{title}” is back among your items.', { title: called(title) }), undo)
}

/** It is on the other shelf now. @param {VaultModel} vault @param {string} id */
function putAway(vault, id) {
  if (vault.item.value?.id === id) vault.close()
}

/** @param {VaultModel} vault @param {Item} item */
export async function duplicate(vault, item) {
  const { id, undo } = await call('duplicateItem', { id: item.id })
  await vault.show(id)
  await vault.reload()
  vault.changes.tell(t('“{title}” has a copy.', { title: called(item.title) }), undo)
}

/** It becomes a favourite, or is none any more. @param {VaultModel} vault @param {Item} item */
export async function turnFavorite(vault, { id, title, favorite }) {
  const { undo } = await call('changeItems', { ids: [id], act: favorite ? 'unfavorite' : 'favorite' })
  await vault.reload()
  const said = { title: called(title) }
  vault.changes.tell(
    favorite ? t('“{title}” is no favourite any more.', said) : t('“{title}” is a favourite.', said),
    undo,
  )
}

/** @param {VaultModel} vault @param {Item} item @param {number} at  place in its history */
export async function restoreState(vault, { id, title, history }, at) {
  const { undo } = await call('restoreState', { id, modifiedAt: history[at].modifiedAt, at })
  await vault.reload()
  vault.changes.tell(t('“{title}” is as it was before.', { title: called(title) }), undo)
}
