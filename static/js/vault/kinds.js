/** The kinds of items, in the order in which they are offered. */
import { ACCESS } from './kinds/access.js'
import { kind } from './kinds/kind.js'
import { PAPERS } from './kinds/papers.js'

/** @typedef {import('./kinds/kind.js').Kind} Kind */
/** @typedef {import('./kinds/kind.js').KindLine} KindLine */

/** What the type of an item begins with whose kind the person made; the id of that kind's item follows. */
export const OWN = 'own:'

const FIRST = ['login', 'note', 'credit-card', 'bank-account', 'identity']
const LAST = 'other'
const ALL = [...PAPERS, ...ACCESS]
const BY_TYPE = new Map(ALL.map((one) => [one.type, one]))
/** An item of a kind that is not known shows what it holds. */
const UNKNOWN = kind('', ['', ''], ['basic-auth.username'], [])

/** @type {readonly Kind[]} */
export const KINDS = Object.freeze(inOrder())

/**
 * @param {string} type
 * @returns {Kind} without names and lines where the type is not one of `KINDS`
 */
export function kindOf(type) {
  return BY_TYPE.get(type) ?? { ...UNKNOWN, type }
}

/** Those that most people need first, then the others by name. */
function inOrder() {
  /** @param {Kind} kind */
  const place = ({ type }) => (FIRST.includes(type) ? FIRST.indexOf(type) : FIRST.length + Number(type === LAST))
  return [...ALL].sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name, 'en'))
}
