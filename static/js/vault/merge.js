/**
 * Two browsers changed one item: put both changes together, member by member, against the state that both began with.
 *
 * Nothing that somebody saved is lost: what gives way goes into the item's history. docs/formats.md §6.
 */
import { inOrder, stateOf } from './item.js'
import { isObject, member, same } from './json.js'
import { mergeTexts, orderOf } from './lists.js'
import { isErased } from './trash.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./item.js').Credential} Credential */
/** @typedef {import('./json.js').JsonObject} JsonObject */
/** @typedef {JsonObject & {id: string}} Named */
/** @typedef {{mine: boolean, clash: boolean}} Verdict whose member stands in a clash, and whether there was one */

/** What an item has for its own book-keeping, and what has a rule of its own. */
const APART = new Set(['id', 'creationAt', 'modifiedAt', 'history', 'trashedAt', 'credentials', 'tags'])

/**
 * @param {Item | null} base the state that both changed; null for an item that both made
 * @param {Item} mine
 * @param {Item} theirs
 * @returns {Item} `theirs` itself when there is nothing of mine that it lacks
 */
export function merge(base, mine, theirs) {
  if (same(mine, theirs)) return theirs
  if (isErased(mine) || isErased(theirs)) return mergeErased(base, mine, theirs)
  const verdict = { mine: mine.modifiedAt >= theirs.modifiedAt, clash: false }
  const members = mergeObjects(base && strip(base), strip(mine), strip(theirs), verdict)
  const merged = /** @type {Item} */ ({
    id: theirs.id,
    ...members,
    creationAt: Math.min(mine.creationAt, theirs.creationAt),
    modifiedAt: Math.max(mine.modifiedAt, theirs.modifiedAt),
    tags: mergeTexts(base?.tags ?? [], mine.tags, theirs.tags, verdict.mine),
    trashedAt: mergeTrash(base, mine, theirs),
    credentials: mergeCredentials(base?.credentials ?? [], mine.credentials, theirs.credentials, verdict),
  })
  const urls = mergeTexts(base?.scope.urls ?? [], mine.scope.urls, theirs.scope.urls, verdict.mine)
  merged.scope = { ...merged.scope, urls }
  const gaveWay = verdict.clash ? [stateOf(verdict.mine ? theirs : mine)] : []
  merged.history = inOrder([...gaveWay, ...mine.history, ...theirs.history])
  return merged
}

/**
 * @param {unknown} base undefined where there was none
 * @param {unknown} mine
 * @param {unknown} theirs
 * @param {Verdict} verdict
 * @returns {unknown} undefined where the member goes
 */
function mergeValues(base, mine, theirs, verdict) {
  if (same(mine, theirs) || same(base, theirs)) return mine
  if (same(base, mine)) return theirs
  if (isObject(mine) && isObject(theirs) && !isWhole(theirs))
    return mergeObjects(isObject(base) ? base : null, mine, theirs, verdict)
  if (isNamedList(mine) && isNamedList(theirs)) return mergeLists(isNamedList(base) ? base : [], mine, theirs, verdict)
  // Something beats nothing, whoever was later.
  if (mine === undefined) return theirs
  if (theirs === undefined) return mine
  verdict.clash = true
  return verdict.mine ? mine : theirs
}

/**
 * @param {JsonObject | null} base
 * @param {JsonObject} mine
 * @param {JsonObject} theirs
 * @param {Verdict} verdict
 * @returns {JsonObject}
 */
function mergeObjects(base, mine, theirs, verdict) {
  const names = new Set([...Object.keys(theirs), ...Object.keys(mine)])
  const merged = [...names].map((name) => {
    const before = base ? member(base, name) : undefined
    return /** @type {const} */ ([name, mergeValues(before, member(mine, name), member(theirs, name), verdict)])
  })
  // fromEntries defines members, `__proto__` included, where assignment would not.
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined))
}

/**
 * Credentials are matched by id, or else by kind: the first login of one with the first login of the other, and so on.
 * @param {Credential[]} base
 * @param {Credential[]} mine
 * @param {Credential[]} theirs
 * @param {Verdict} verdict
 * @returns {Credential[]}
 */
function mergeCredentials(base, mine, theirs, verdict) {
  const merged = mergeObjects(byKind(base), byKind(mine), byKind(theirs), verdict)
  return /** @type {Credential[]} */ (Object.values(merged))
}

/** @param {Credential[]} credentials @returns {JsonObject} */
function byKind(credentials) {
  return Object.fromEntries(named(credentials, (one) => one.type))
}

/**
 * Members of a list by what they have in common in every browser: their id, or else how many like them come before.
 * @template {JsonObject} Member
 * @param {readonly Member[]} members
 * @param {(one: Member) => string} kindOf
 * @returns {[name: string, one: Member][]} every name once
 */
function named(members, kindOf) {
  /** @type {Map<string, number>} */
  const met = new Map()
  return members.map((one) => {
    const { id } = one
    const name = `${kindOf(one)} ${typeof id === 'string' ? `#${id}` : ''}`
    const nth = met.get(name) ?? 0
    met.set(name, nth + 1)
    return [`${name} ${nth}`, one]
  })
}

/**
 * Custom fields, one by one: each that either made is there. Their order is that of whoever changed it.
 * @param {readonly Named[]} base
 * @param {readonly Named[]} mine
 * @param {readonly Named[]} theirs
 * @param {Verdict} verdict
 * @returns {unknown[]}
 */
function mergeLists(base, mine, theirs, verdict) {
  const [was, my, their] = [base, mine, theirs].map((list) => new Map(named(list, () => '')))
  const merged = mergeObjects(asObject(was), asObject(my), asObject(their), verdict)
  const orders = [was, my, their].map((list) => [...(list ?? new Map()).keys()])
  return orderOf(orders, verdict.mine).flatMap((name) => (Object.hasOwn(merged, name) ? [merged[name]] : []))
}

/**
 * Whether the members of a credential say something only together: a secret with another's period would be nobody's code.
 * @param {JsonObject} value
 */
function isWhole({ type }) {
  return type === 'totp' || type === 'passkey'
}

/** @param {unknown} value @returns {value is Named[]} a list whose members have names of their own */
function isNamedList(value) {
  return Array.isArray(value) && value.every((one) => isObject(one) && typeof one['id'] === 'string')
}

/** @param {Map<string, JsonObject> | undefined} named */
function asObject(named) {
  return Object.fromEntries(named ?? [])
}

/**
 * An edit beats the trash: who edits an item wants it.
 * @param {Item | null} base
 * @param {Item} mine
 * @param {Item} theirs
 * @returns {number | null}
 */
function mergeTrash(base, mine, theirs) {
  const before = base?.trashedAt ?? null
  if (mine.trashedAt === theirs.trashedAt) return mine.trashedAt
  if (mine.trashedAt !== null && theirs.trashedAt !== null) return Math.max(mine.trashedAt, theirs.trashedAt)
  const [kept, gone] = mine.trashedAt === null ? [mine, theirs] : [theirs, mine]
  const restored = before !== null
  const edited = base !== null && !same(content(base), content(kept))
  return restored || edited || base === null ? null : gone.trashedAt
}

/**
 * An edit, and taking it out of the trash, beat deleting for good; also when it was put back there since.
 * @param {Item | null} base
 * @param {Item} mine
 * @param {Item} theirs
 * @returns {Item}
 */
function mergeErased(base, mine, theirs) {
  if (isErased(mine) && isErased(theirs)) return theirs
  const [kept, gone] = isErased(mine) ? [theirs, mine] : [mine, theirs]
  if (base === null || kept.trashedAt === null || !same(content(base), content(kept))) return kept
  const again = base.trashedAt !== null && kept.trashedAt !== base.trashedAt
  return again ? kept : gone
}

/** @param {Item} item @returns {JsonObject} what a person wrote into it */
function content({ id, creationAt, modifiedAt, history, trashedAt, ...members }) {
  return members
}

/** @param {Item} item @returns {JsonObject} */
function strip({ scope: { urls, ...scope }, ...item }) {
  return { ...Object.fromEntries(Object.entries(item).filter(([name]) => !APART.has(name))), scope }
}
