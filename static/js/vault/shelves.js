/**
 * The shelves on which items stand: all, favourites, one for each kind and each tag, the trash. An item stands on several.
 */
import { fold } from './fold.js'
import { KINDS, OWN } from './kinds.js'

/** @typedef {import('./listed.js').Listed} Listed */
/** @typedef {string} Shelf 'all' | 'favorites' | 'trash' | 'kind:<type>' | 'tag:<a/b>' */
/** @typedef {{type: string, name?: string, count: number}} KindCount `name` of a kind that its owner made */
/** @typedef {{all: number, favorites: number, trash: number, kinds: KindCount[], tags: {tag: string, count: number}[]}} Shelves `tags`: every tag, and every parent of a nested one */

/** Of a kind that its owner made; such an item describes a shelf and stands on none. */
export const KIND = 'kind'
/** An item that was deleted for good. */
export const ERASED = 'erased'

/** @param {Listed} listed whether it is ever shown */
export const isShown = ({ type }) => type !== KIND && type !== ERASED

/**
 * @param {Shelf} shelf
 * @param {boolean} trashed whether to look among its items in the trash instead
 * @returns {(listed: Listed) => boolean}
 */
export function standsOn(shelf, trashed) {
  const [, name = shelf, value = ''] = /^(kind|tag):(.*)$/s.exec(shelf) ?? []
  const isThere = TESTS.get(name)?.(value) ?? (() => false)
  const wanted = trashed || name === 'trash'
  return (listed) => listed.trashed === wanted && isShown(listed) && isThere(listed)
}

/** @type {ReadonlyMap<string, (value: string) => (listed: Listed) => boolean>} */
const TESTS = new Map(
  Object.entries({
    all: () => () => true,
    trash: () => () => true,
    favorites:
      () =>
      (/** @type {Listed} */ { favorite }) =>
        favorite,
    kind:
      (/** @type {string} */ value) =>
      (/** @type {Listed} */ { type }) =>
        type === value,
    tag:
      (/** @type {string} */ value) =>
      (/** @type {Listed} */ { tags }) =>
        tags.some((tag) => isWithin(tag, value)),
  }),
)

/** @param {string} tag @param {string} parent */
export function isWithin(tag, parent) {
  return tag.startsWith(parent) && (tag.length === parent.length || tag[parent.length] === '/')
}

/**
 * @param {Iterable<Listed>} entries
 * @returns {Shelves}
 */
export function countShelves(entries) {
  const counted = { all: 0, favorites: 0, trash: 0 }
  /** @type {Map<string, KindCount>} */
  const kinds = new Map()
  /** @type {Map<string, number>} */
  const tags = new Map()
  for (const listed of entries) {
    if (!isShown(listed)) {
      if (listed.type === KIND && !listed.trashed) named(kinds, OWN + listed.id).name = listed.item.title
    } else if (listed.trashed) counted.trash += 1
    else {
      counted.all += 1
      counted.favorites += Number(listed.favorite)
      named(kinds, listed.type).count += 1
      for (const tag of withParents(listed.tags)) tags.set(tag, (tags.get(tag) ?? 0) + 1)
    }
  }
  return { ...counted, kinds: [...kinds.values()].sort(byKind), tags: inTree(tags) }
}

/** @param {Shelves} shelves @param {Shelf} shelf @returns {number} */
export function countOn({ all, favorites, trash, kinds, tags }, shelf) {
  const counts = new Map([
    ['all', all],
    ['favorites', favorites],
    ['trash', trash],
    ...kinds.map(({ type, count }) => /** @type {const} */ ([`kind:${type}`, count])),
    ...tags.map(({ tag, count }) => /** @type {const} */ ([`tag:${tag}`, count])),
  ])
  return counts.get(shelf) ?? 0
}

/** @param {KindCount} a @param {KindCount} b the kinds of every vault first, in their own order */
function byKind(a, b) {
  return placeOf(a) - placeOf(b) || compare(a.name ?? a.type, b.name ?? b.type)
}

/** @param {KindCount} kind */
function placeOf({ type, name }) {
  const at = KINDS.findIndex((kind) => kind.type === type)
  if (at >= 0) return at
  return name === undefined ? KINDS.length : KINDS.length + 1
}

/** @param {Map<string, number>} tags @returns {{tag: string, count: number}[]} parents before what is nested in them */
function inTree(tags) {
  // No letter sorts before the tab: what is nested in a tag comes before other tags that only begin so.
  const rows = Array.from(tags, ([tag, count]) => ({ tag, count, key: tag.split('/').map(fold).join('\t') }))
  return rows.sort((a, b) => compare(a.key, b.key) || compare(a.tag, b.tag)).map(({ tag, count }) => ({ tag, count }))
}

/** @param {string} a @param {string} b */
function compare(a, b) {
  return a < b ? -1 : Number(a > b)
}

/** @param {Map<string, KindCount>} kinds @param {string} type @returns {KindCount} */
function named(kinds, type) {
  const kind = kinds.get(type) ?? { type, count: 0 }
  kinds.set(type, kind)
  return kind
}

/**
 * @param {readonly string[]} tags
 * @returns {Iterable<string>} each once
 * @example withParents(['a/b', 'a/c']) // 'a', 'a/b', 'a/c'
 */
function withParents(tags) {
  if (tags.length === 0) return tags
  const all = new Set()
  for (const tag of tags) {
    for (let at = tag.indexOf('/'); at >= 0; at = tag.indexOf('/', at + 1)) if (at > 0) all.add(tag.slice(0, at))
    all.add(tag)
  }
  return all
}
