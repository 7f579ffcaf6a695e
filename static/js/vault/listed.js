/**
 * What lists and searches need to know of an item, and the text in which it is found.
 */
import { fieldsOf } from './fields.js'
import { fold } from './fold.js'
import { kindOf } from './kinds.js'
import { sortKeyOf } from './natural.js'
import { spelled } from './spelled.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./fields.js').Line} Line */
/**
 * @typedef {object} Listed an item at a glance; all of it may be read only when it is looked at
 * @property {string} id
 * @property {string} type
 * @property {boolean} trashed
 * @property {boolean} favorite
 * @property {readonly string[]} tags
 * @property {number} created seconds since 1970, as `modified`
 * @property {number} modified
 * @property {string} text folded: title, addresses, and every other text that is shown, with a TAB between the three
 * @property {string} sortKey of the title: ./natural.js
 * @property {Item} item
 */
/** @typedef {{id: string, type: string, title: string, subtitle: string, favorite: boolean, tags: readonly string[]}} Row */

/** Between the parts of a text, which have none of their own: it sorts before every letter. */
export const BREAK = '\t'
const SUBTITLE = 200
/** What nobody sees without asking is not found, and is in no row. */
const SECRET = new Set(['hidden', 'code'])

/** An item that was opened, as lists know it. @implements {Listed} */
export class ListedItem {
  /** @type {string | null} */
  #text = null
  /** @type {string | null} */
  #sortKey = null

  /** @param {Item} item */
  constructor(item) {
    this.item = item
  }

  get id() {
    return this.item.id
  }

  get type() {
    return this.item.type
  }

  get trashed() {
    return this.item.trashedAt !== null
  }

  get favorite() {
    return this.item.favorite
  }

  get tags() {
    return this.item.tags
  }

  get created() {
    return this.item.creationAt
  }

  get modified() {
    return this.item.modifiedAt
  }

  get text() {
    this.#text ??= textOf(this.item)
    return this.#text
  }

  get sortKey() {
    this.#sortKey ??= sortKeyOf(fold(this.item.title))
    return this.#sortKey
  }
}

/** @param {string} text of an item @returns {string} its title, folded */
export const titleIn = (text) => text.slice(0, text.indexOf(BREAK))

/**
 * @template {{id: string}} One
 * @param {Iterable<One>} all
 * @returns {Map<string, One>} filled one by one: of pairs it would take three times as long
 */
export function byId(all) {
  const map = new Map()
  for (const one of all) map.set(one.id, one)
  return map
}

/** @param {Item} item @returns {string} */
export function textOf(item) {
  const { title, lines, urls, notes, tags } = fieldsOf(item)
  const addresses = urls.concat(lines.filter(({ as }) => as === 'url').map(({ value }) => value))
  const others = lines
    .filter(({ as }) => as !== 'url' && !SECRET.has(as))
    .flatMap(({ own, label, as, value }) => [...(own ? [label] : []), value, ...spelled(as, value)])
  return [title, addresses.join(' '), [...others, ...tags, notes].join(' ')].map(fold).join(BREAK)
}

/** @param {Listed} listed @returns {Row} */
export function rowOf({ item }) {
  const { id, type, favorite, tags } = item
  const fields = fieldsOf(item)
  return { id, type, title: fields.title, subtitle: subtitleOf(fields), favorite, tags }
}

/** @param {import('./fields.js').Fields} fields what the kind names first, or else what there is */
function subtitleOf({ type, lines, notes }) {
  const shown = lines.filter(({ as, value }) => value !== '' && !SECRET.has(as))
  const named = kindOf(type)?.subtitle.map((key) => shown.find((line) => line.key === key))
  const text = (named?.find(Boolean) ?? shown[0])?.value ?? notes
  const [line = ''] = text.split('\n', 1)
  return line.slice(0, SUBTITLE)
}
