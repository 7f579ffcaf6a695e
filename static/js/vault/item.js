/**
 * One item: making it, checking it, editing it, keeping its earlier states. docs/formats.md §6.
 *
 * Items are never changed in place. Members that this version does not know stay as they are.
 */
import { TesseraError, expectText } from '../errors.js'
import { OVERHEAD, ITEM_LIMIT } from '../crypto/envelope.js'
import { utf8 } from '../crypto/bytes.js'
import { BLOCK, DEPTH, nestsWithin } from '../crypto/itemtext.js'
import { isObject, same } from './json.js'

/** @typedef {import('./json.js').JsonObject} JsonObject */
/** @typedef {JsonObject & {type: string}} Credential */
/** @typedef {{modifiedAt: number, item: JsonObject}} State an earlier state, without its history */
/**
 * @typedef {JsonObject & {
 *   id: string, creationAt: number, modifiedAt: number, type: string, title: string, favorite: boolean, tags: string[],
 *   trashedAt: number | null, scope: JsonObject & {urls: string[]}, credentials: Credential[], history: State[],
 * }} Item
 */
/** @typedef {{type: string, title: string, username: string, password: string, url: string, notes: string}} Fields as an editor has them */

/** Earlier states kept. */
export const HISTORY = 20
/** The kinds that this version makes; it keeps and shows others. */
export const TYPES = Object.freeze(['login', 'note'])

// A member of a state lies four levels down: item, history, entry, state.
const MEMBER_DEPTH = DEPTH - 4
const LIMIT = Math.floor((ITEM_LIMIT - OVERHEAD) / BLOCK) * BLOCK
const FIELDS = /** @type {const} */ (['type', 'title', 'username', 'password', 'url', 'notes'])

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
    credentials: [],
    history: [],
  }
  return write(blank, fields)
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
 * An item as an editor shows it.
 * @param {Item} item
 * @returns {Fields}
 */
export function fieldsOf({ type, title, scope, credentials }) {
  const login = find(credentials, 'basic-auth')
  return {
    type,
    title,
    username: valueOf(login, 'username'),
    password: valueOf(login, 'password'),
    url: scope.urls[0] ?? '',
    notes: valueOf(find(credentials, 'note'), 'content'),
  }
}

/**
 * What was typed, checked.
 * @param {Partial<Fields>} typed
 * @returns {Fields} absent fields are empty
 * @throws {TypeError} for anything but well-formed text, `RangeError` for a kind that this version does not make
 */
export function readFields(typed) {
  const fields = { type: 'login', title: '', username: '', password: '', url: '', notes: '' }
  for (const name of FIELDS) {
    const text = typed[name] ?? fields[name]
    expectText(name, text)
    // Half a surrogate pair would become another character in UTF-8.
    fields[name] = text.toWellFormed()
  }
  return fields
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
  const current = fieldsOf(item)
  for (const name of FIELDS) {
    if (fields[name] !== was[name]) current[name] = fields[name]
  }
  return change(item, write(item, current), now)
}

/**
 * @param {Item} item
 * @param {number | null} trashedAt seconds since 1970; null takes it out of the trash
 * @param {number} now
 * @returns {Item}
 */
export function trash(item, trashedAt, now) {
  const there = item.trashedAt !== null
  if (there === (trashedAt !== null)) return item
  // No state for the history: nothing that a person wrote has changed.
  return { ...item, trashedAt, modifiedAt: Math.max(now, item.modifiedAt) }
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

/**
 * @param {Item} before
 * @param {Item} after
 * @param {number} now
 * @returns {Item} `before` itself where the two are the same
 */
function change(before, after, now) {
  if (same(before, after)) return before
  // A clock that was put back must not make the newer state look older.
  const modifiedAt = Math.max(now, before.modifiedAt)
  return { ...after, modifiedAt, history: inOrder([stateOf(before), ...before.history]) }
}

/** @param {Item} item @param {Fields} fields @returns {Item} */
function write(item, { type, title, username, password, url, notes }) {
  const { urls } = item.scope
  const login = type === 'login' || username !== '' || password !== ''
  let { credentials } = item
  credentials = put(credentials, 'basic-auth', { username, password }, login)
  credentials = put(credentials, 'note', { content: notes }, type === 'note' || notes !== '')
  const others = urls.slice(1)
  return { ...item, type, title, scope: { ...item.scope, urls: url === '' ? others : [url, ...others] }, credentials }
}

/**
 * Write texts into the first credential of a kind.
 * @param {Credential[]} credentials
 * @param {string} type
 * @param {{[name: string]: string}} texts
 * @param {boolean} wanted whether to add one where there is none
 * @returns {Credential[]}
 */
function put(credentials, type, texts, wanted) {
  const old = find(credentials, type)
  if (!old && !wanted) return credentials
  const members = Object.entries(texts).map(([name, value]) => {
    const field = old?.[name]
    return [name, isObject(field) ? { ...field, value } : { value }]
  })
  const written = { ...(old ?? { type }), ...Object.fromEntries(members), type }
  return old ? credentials.map((one) => (one === old ? written : one)) : [...credentials, written]
}

/** @param {Credential[]} credentials @param {string} type */
function find(credentials, type) {
  return credentials.find((credential) => credential.type === type)
}

/** @param {Credential | undefined} credential @param {string} name @returns {string} */
function valueOf(credential, name) {
  const field = credential?.[name]
  return isObject(field) && typeof field['value'] === 'string' ? field['value'] : ''
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
