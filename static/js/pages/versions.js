// The states that an item's history keeps, as an editor would have them.
import { isObject } from '../vault/json.js'

/** @typedef {import('../ui/fields.js').Item} Item */
/** @typedef {import('../ui/vault/history.jsx').Version} Version */
/** @typedef {Pick<Item, 'type' | 'title' | 'scope' | 'credentials' | 'tags' | 'favorite'>} Written */

/** @type {Written} */
const NOTHING = { type: '', title: '', scope: { urls: [] }, credentials: [], tags: [], favorite: false }

/** A member that would nest too deep is kept as text (docs/formats.md §6). @param {unknown} value */
function unfolded(value) {
  return isObject(value) && typeof value['json'] === 'string' && Object.keys(value).length === 1
    ? JSON.parse(value['json'])
    : value
}

/**
 * What an item is and was, newest first.
 * @param {Item} item
 * @param {(written: Written) => import('../ui/fields.js').Fields} fieldsOf
 * @returns {Version[]}
 */
export function versionsOf(item, fieldsOf) {
  const earlier = item.history.map(({ modifiedAt, item: state }) => {
    const members = Object.entries(state).map(([name, value]) => [name, unfolded(value)])
    return { modifiedAt, fields: fieldsOf({ ...NOTHING, ...Object.fromEntries(members) }) }
  })
  return [{ modifiedAt: item.modifiedAt, fields: fieldsOf(item) }, ...earlier]
}
