// What the shelves are called, and which there are to turn to.
import { t } from '../ui/text.js'

/** @typedef {import('./shelf.js').Shelves} Shelves */
/** @typedef {import('../ui/vault/sidebar.jsx').Entry} Entry */
/** @typedef {(type: string) => string} KindName  what items of a type are called together */

/** Those that every vault has. @param {Shelves} shelves @returns {Entry[]} */
export function entriesOf({ all, favorites, trash }) {
  return [
    { shelf: 'all', name: t('All items'), count: all },
    { shelf: 'favorites', name: t('Favourites'), count: favorites },
    { shelf: 'health', name: t('Health'), count: null },
    { shelf: 'trash', name: t('Trash'), count: trash },
  ]
}

/** Kinds of which there are items. @param {Shelves} shelves @param {KindName} kindName @returns {Entry[]} */
export function kindsOf({ kinds }, kindName) {
  return kinds
    .filter(({ count }) => count > 0)
    .map(({ type, name, count }) => ({ shelf: `kind:${type}`, name: name ?? kindName(type), count }))
}

/**
 * @param {string} shelf
 * @param {Shelves} shelves
 * @param {KindName} kindName
 * @returns {string} as people call it
 */
export function nameOf(shelf, shelves, kindName) {
  if (shelf.startsWith('tag:')) return shelf.slice('tag:'.length)
  const entry = [...entriesOf(shelves), ...kindsOf(shelves, kindName)].find((one) => one.shelf === shelf)
  return entry?.name ?? kindName(shelf.replace(/^kind:/, ''))
}
