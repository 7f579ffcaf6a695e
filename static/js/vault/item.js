/**
 * One item: making it, checking it, editing it, keeping its earlier states. docs/formats.md §6.
 *
 * Items are never changed in place. Members that this version does not know stay as they are.
 */
import { TesseraError } from '../errors.js'
import { OVERHEAD, ITEM_LIMIT } from '../crypto/envelope.js'
import { utf8 } from '../crypto/bytes.js'
import { BLOCK, DEPTH, nestsWithin } from '../crypto/itemtext.js'
import { fieldsOf, firstCredentials, written } from './fields.js'
import { isObject, same } from './json.js'
import { kindOf } from './kinds.js'

/** @typedef {import('./json.js').JsonObject} JsonObject */
/** @typedef {JsonObject & {type: string}} Credential */
/** @typedef {{modifiedAt: number, item: JsonObject}} State an earlier state, without its history */
/**
 * @typedef {JsonObject & {
 *   id: string, creationAt: number, modifiedAt: number, type: string, title: string, favorite: boolean, tags: string[],
 *   trashedAt: number | null, scope: JsonObject & {urls: string[]}, credentials: Credential[], history: State[],
 * }} Item
 */
/** @typedef {import('./fields.js').Fields} Fields as an editor has them */

/** Earlier states kept. */
export const HISTORY = 20

export { fieldsOf } from './fields.js'

// A member of a state lies four levels down: item, history, entry, state.
const MEMBER_DEPTH = DEPTH - 4
/** Without lines: whatever somebody typed is new to it. */
const NOTHING = kindOf('')
const LIMIT = Math.floor((ITEM_LIMIT - OVERHEAD) / BLOCK) * BLOCK

/**
 * @param {string} id b64 of 16 random bytes
 * @param {Fields} fields
 * @param {number} now seconds since 1970
 * @returns {Item}
 */
export function makeItem(id, fields, now) {
  /** @type {Item} */
  const blank = {
    id,
    creationAt: now,
    modifiedAt: now,
    type: fields.type,
    title: '',
    favorite: false,
    tags: [],
    trashedAt: null,
    scope: { urls: [] },
    credentials: firstCredentials(fields.type),
    history: [],
  }
  return written(blank, fields, fieldsOf(blank, NOTHING))
}

/**
 * Is this an item of §6? Unknown members and unknown kinds are welcome; known ones have their form.
 * @param {JsonObject} value
 * @returns {value is Item}
 */
export function isItem(value) {
  const { id, creationAt, modifiedAt, type, title, favorite, tags, trashedAt, scope, credentials, history } = value
  return (
    isText(id) &&
    isTime(creationAt) &&
    isTime(modifiedAt) &&
    isText(type) &&
    isText(title) &&
    typeof favorite === 'boolean' &&
    isListOf(tags, isText) &&
    (trashedAt === null || isTime(trashedAt)) &&
    isObject(scope) &&
    isListOf(scope['urls'], isText) &&
    isListOf(credentials, isCredential) &&
    isListOf(history, isState) &&
    history.length <= HISTORY
  )
}

/**
 * The item with what somebody typed over `was`, and with its state until now in its history.
 * @param {Item} item
 * @param {Fields} fields
 * @param {Fields} was what the editor began with: fields that did not change there are left as the item has them
 * @param {number} now seconds since 1970
 * @returns {Item} the same item when nothing was changed
 */
export function edit(item, fields, was, now) {
  return revised(item, written(item, fields, was), now)
}

/**
 * An item in its next state, with the one before in its history. Being a favourite, or in the trash, is no state:
 * nothing that a person wrote has changed.
 * @param {Item} before
 * @param {Item} after perhaps with more history
 * @param {number} now seconds since 1970
 * @returns {Item} `before` itself where the two are the same
 */
export function revised(before, after, now) {
  if (same(inPlace(before), inPlace(after))) return before
  // A clock that was put back must not make the newer state look older.
  const modifiedAt = Math.max(now, before.modifiedAt)
  const rewritten = !same(contentOf(before), contentOf(after))
  return { ...after, modifiedAt, history: rewritten ? inOrder([stateOf(before), ...after.history]) : after.history }
}

/**
 * The item as it was in an earlier state; the state until now goes into its history.
 * @param {Item} item
 * @param {State} state of its history
 * @param {number} now seconds since 1970
 * @returns {Item}
 */
export function turnedBack(item, state, now) {
  const { creationAt, favorite, trashedAt, history } = item
  return revised(item, { ...itemAt(item, state), creationAt, favorite, trashedAt, history }, now)
}

/**
 * An earlier state as an item, without a history.
 * @param {Item} item
 * @param {State} state of its history
 * @returns {Item}
 */
export function itemAt({ id }, state) {
  const members = Object.entries(state.item).map(([name, value]) => [name, unfolded(value)])
  const item = { ...Object.fromEntries(members), id, history: [] }
  if (!isItem(item)) throw new TesseraError('item-damaged')
  return item
}

/**
 * A state as history keeps it.
 * @param {Item} item
 * @returns {State}
 */
export function stateOf(item) {
  const { history, ...members } = item
  const state = Object.entries(members).map(([name, value]) => {
    // What nests too deep for its place in the history is kept as text.
    return nestsWithin(value, MEMBER_DEPTH) ? [name, value] : [name, { json: JSON.stringify(value) }]
  })
  return { modifiedAt: item.modifiedAt, item: Object.fromEntries(state) }
}

/**
 * What `stateOf` has kept as text, as it was.
 * @param {unknown} value
 */
function unfolded(value) {
  if (!isObject(value) || typeof value['json'] !== 'string' || Object.keys(value).length !== 1) return value
  const whole = parsed(value['json'])
  return nestsWithin(whole, MEMBER_DEPTH) ? value : whole
}

/** @param {string} json @returns {unknown} undefined for what is none */
function parsed(json) {
  try {
    return JSON.parse(json)
  } catch {
    return undefined // a member that happens to look like one of ours
  }
}

/** @param {Item} item what a person wrote into it */
export function contentOf({ id, creationAt, modifiedAt, history, trashedAt, favorite, ...content }) {
  return content
}

/** @param {Item} item its content, and where it stands */
function inPlace({ modifiedAt, history, ...rest }) {
  return rest
}

/**
 * States in the order of §6: newest first, none twice, as many as are kept.
 * @param {State[]} states
 * @returns {State[]}
 */
export function inOrder(states) {
  const sorted = [...states].sort((a, b) => b.modifiedAt - a.modifiedAt)
  return sorted.filter((state, at) => !sorted.slice(0, at).some((earlier) => same(earlier, state))).slice(0, HISTORY)
}

/**
 * The item as it can be sealed: the oldest states go until it fits.
 * @param {Item} item
 * @returns {Item}
 * @throws {TesseraError} `too-large` {size, limit} when it does not even without a history
 */
export function fit(item) {
  let fitting = item
  for (let size = sizeOf(fitting); size > LIMIT; size = sizeOf(fitting)) {
    if (fitting.history.length === 0) throw new TesseraError('too-large', { size, limit: LIMIT })
    fitting = { ...fitting, history: fitting.history.slice(0, -1) }
  }
  return fitting
}

/** @param {Item} item @returns {number} bytes of its JSON */
function sizeOf(item) {
  return utf8(JSON.stringify(item)).length
}

/** @param {unknown} value @returns {value is string} */
function isText(value) {
  return typeof value === 'string'
}

/** @param {unknown} value */
function isTime(value) {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/**
 * @param {unknown} value
 * @param {(one: unknown) => boolean} kind
 * @returns {value is unknown[]}
 */
function isListOf(value, kind) {
  return Array.isArray(value) && value.every(kind)
}

/** @param {unknown} value */
function isCredential(value) {
  return isObject(value) && isText(value['type'])
}

/** @param {unknown} value */
function isState(value) {
  return isObject(value) && isTime(value['modifiedAt']) && isObject(value['item'])
}
