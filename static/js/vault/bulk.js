/** What can be done to many items at once. */
import { revised } from './item.js'
import { normalTag } from './tags.js'
import { isErased, trash } from './trash.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./changes.js').Act} Act */
/** @typedef {'trash' | 'restore' | 'favorite' | 'unfavorite' | 'tag' | 'untag'} Name */

/** @type {{readonly [name in Name]: (tags: readonly string[]) => Act}} */
const ACTS = {
  trash: () => (item, now) => trash(item, now, now),
  restore: () => (item, now) => trash(item, null, now),
  favorite: () => (item, now) => revised(item, { ...item, favorite: true }, now),
  unfavorite: () => (item, now) => revised(item, { ...item, favorite: false }, now),
  tag: (tags) => (item, now) => withTags(item, [...new Set([...item.tags, ...tags])], now),
  // A tag goes with those that are nested in it.
  untag: (tags) => (item, now) =>
    withTags(
      item,
      item.tags.filter((one) => !tags.some((tag) => isWithin(one, tag))),
      now,
    ),
}

/**
 * @param {Name} name
 * @param {readonly string[]} given tags, where it is about tags
 * @returns {Act}
 * @throws {RangeError} for a name that there is not, or a tag that is missing or empty
 */
export function actOf(name, given) {
  if (!Object.hasOwn(ACTS, name)) throw new RangeError(`act: expected one of ${Object.keys(ACTS).join(', ')}`)
  const tags = given.map(normalTag)
  if (name.endsWith('tag') && (tags.length === 0 || tags.includes('')))
    throw new RangeError('tags: expected tags, found nothing')
  const act = ACTS[name](tags)
  return (item, now) => (isErased(item) ? item : act(item, now))
}

/** @param {Item} item @param {string[]} tags @param {number} now */
function withTags(item, tags, now) {
  if (tags.length === item.tags.length) return item // some were added, or taken off, or none
  return revised(item, { ...item, tags }, now)
}

/** @param {string} tag @param {string} parent */
function isWithin(tag, parent) {
  return tag === parent || tag.startsWith(`${parent}/`)
}
