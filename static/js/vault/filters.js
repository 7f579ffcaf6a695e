/**
 * The filters of a query, as one test for items. docs: ./query.js says how they are written.
 */
import { fold } from './fold.js'
import { kindOf } from './kinds.js'
import { GERMAN } from './kinds/german.js'
import { BREAK } from './listed.js'
import { isWithin } from './shelves.js'

/** @typedef {import('./listed.js').Listed} Listed */
/** @typedef {import('./query.js').Query} Query */
/** @typedef {(listed: Listed) => boolean} Test */
/**
 * @typedef {object} Surroundings what filters are held against
 * @property {ReadonlySet<string>} tags of any item
 * @property {ReadonlyMap<string, string | undefined>} types of any item, with the names of their owner's own kinds
 * @property {(id: string) => boolean} weak
 */

/**
 * @param {Query} query
 * @param {() => Surroundings} look
 * @returns {Test[]} all of which an item has to pass; where it lies is the shelf's to test
 */
export function testsOf(query, look) {
  if (query.tag.length + query.kind.length + query.url.length + query.is.size === 0) return []
  const { tags, types, weak } = look()
  return [
    ...query.tag.map((value) => withTag(chosen([...tags], (tag) => tagFit(fold(tag), value)))),
    ...query.kind.map((value) => ofType(chosen([...types.keys()], (type) => kindFit(type, types.get(type), value)))),
    ...query.url.map(atAddress),
    ...(query.is.has('favorite') ? [isFavorite] : []),
    ...(query.is.has('weak') ? [(/** @type {Listed} */ { id }) => weak(id)] : []),
  ]
}

/** How well a name fits what was typed: 0 not, 1 as far as it was typed, 2 wholly. @typedef {0 | 1 | 2} Fit */

/**
 * What is named in full, or, as long as nothing is, what begins so.
 * @param {string[]} names
 * @param {(name: string) => Fit} fit
 * @returns {ReadonlySet<string>}
 */
function chosen(names, fit) {
  const fits = names.map(fit)
  const best = Math.max(1, ...fits)
  return new Set(names.filter((_, at) => fits[at] === best))
}

/** @param {string} tag folded @param {string} value @returns {Fit} */
function tagFit(tag, value) {
  if (isWithin(tag, value)) return 2
  return tag.startsWith(value) ? 1 : 0
}

/** @param {string} type @param {string | undefined} own its name, where its owner made it @param {string} value @returns {Fit} */
function kindFit(type, own, value) {
  const { name, plural } = kindOf(type)
  const names = own === undefined ? [type, name, plural, ...(GERMAN.get(type) ?? [])] : [own]
  const folded = names.map(fold)
  if (folded.includes(value)) return 2
  return folded.some((name) => ` ${name}`.includes(` ${value}`)) ? 1 : 0
}

/** @param {ReadonlySet<string>} wanted @returns {Test} */
const withTag =
  (wanted) =>
  ({ tags }) =>
    tags.some((tag) => wanted.has(tag))

/** @param {ReadonlySet<string>} wanted @returns {Test} */
const ofType =
  (wanted) =>
  ({ type }) =>
    wanted.has(type)

/** @param {string} value @returns {Test} */
function atAddress(value) {
  return ({ text }) => {
    const start = text.indexOf(BREAK) + 1
    const at = text.indexOf(value, start)
    return at >= 0 && at < text.indexOf(BREAK, start)
  }
}

/** @type {Test} */
const isFavorite = ({ favorite }) => favorite
