/**
 * Two browsers changed one item: put both changes together, member by member, against the state that both began with.
 *
 * Nothing that somebody saved is lost: what gives way goes into the item's history. docs/formats.md §6.
 */
import { inOrder, stateOf } from './item.js'
import { isObject, member, same } from './json.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./item.js').Credential} Credential */
/** @typedef {import('./json.js').JsonObject} JsonObject */
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
  const verdict = { mine: mine.modifiedAt >= theirs.modifiedAt, clash: false }
  const members = mergeObjects(base && strip(base), strip(mine), strip(theirs), verdict)
  const merged = /** @type {Item} */ ({
    id: theirs.id,
    ...members,
    creationAt: Math.min(mine.creationAt, theirs.creationAt),
    modifiedAt: Math.max(mine.modifiedAt, theirs.modifiedAt),
    tags: mergeTags(base?.tags ?? [], mine.tags, theirs.tags),
    trashedAt: mergeTrash(base, mine, theirs),
    credentials: mergeCredentials(base?.credentials ?? [], mine.credentials, theirs.credentials, verdict),
  })
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
  if (isObject(mine) && isObject(theirs)) return mergeObjects(isObject(base) ? base : null, mine, theirs, verdict)
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
 * Credentials are matched by kind: the first login of one with the first login of the other, and so on.
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
  /** @type {Map<string, number>} */
  const met = new Map()
  const named = credentials.map((credential) => {
    const nth = met.get(credential.type) ?? 0
    met.set(credential.type, nth + 1)
    return [`${credential.type} ${nth}`, credential]
  })
  return Object.fromEntries(named)
}

/**
 * A tag is there when either put it there, unless the other took it away.
 * @param {string[]} base
 * @param {string[]} mine
 * @param {string[]} theirs
 * @returns {string[]}
 */
function mergeTags(base, mine, theirs) {
  const taken = base.filter((tag) => !mine.includes(tag) || !theirs.includes(tag))
  return [...new Set([...theirs, ...mine])].filter((tag) => !taken.includes(tag))
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

/** @param {Item} item @returns {JsonObject} what a person wrote into it */
function content({ id, creationAt, modifiedAt, history, trashedAt, ...members }) {
  return members
}

/** @param {Item} item @returns {JsonObject} */
function strip(item) {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !APART.has(name)))
}
