/**
 * The lines in an item's credentials: reading each as one value, and writing a value back to where it came from. What a line
 * does not show of its credential stays as it is. docs/formats.md §6.
 *
 * A line's key says where it lies: `credit-card.number` in the first credential of that type, `credit-card#2.number` in the
 * second; `totp` is a credential whole; the id of a custom field; `custom-fields.3` for one without an id of its own.
 */
import { isPlain, lineTypeOf, memberOf, membersOf, typed, typedMember } from './cxf.js'
import { isObject } from './json.js'
import { fromCredential, toCredential } from './otpauth.js'

/** @typedef {import('./cxf.js').LineType} LineType */
/** @typedef {import('./json.js').JsonObject} JsonObject */
/** @typedef {import('./item.js').Credential} Credential */
/** @typedef {import('./fields.js').Line} Line */
/** @typedef {{at: number, member: string, field?: number}} Place credential, its member, a custom field's index in it */
/** @typedef {Line & {place: Place}} Stored */

const CUSTOM = 'custom-fields'
const TOTP = 'totp'
const MEMBER_KEY = /^([^.#]+)(?:#\d+)?\.(.+)$/s
const TOTP_KEY = /^totp(?:#\d+)?$/
/** Members of a credential that are no lines. */
const APART = new Set(['type', 'id', 'label'])
/** What a credential of CXF's has from the start. */
const BLANKS = new Map([['basic-auth', ['username', 'password']]])

/**
 * Every line that is stored, in the order in which it is; but for the first note, which is the item's notes.
 * @param {readonly Credential[]} credentials
 * @returns {Stored[]}
 */
export function linesIn(credentials) {
  /** @type {Map<string, number>} */
  const met = new Map()
  /** @type {Set<string>} */
  const ids = new Set()
  return credentials.flatMap((credential, at) => {
    const { type } = credential
    const nth = (met.get(type) ?? 0) + 1
    met.set(type, nth)
    if (type === 'note' && nth === 1) return []
    const name = nth === 1 ? type : `${type}#${nth}`
    if (type === CUSTOM) return customLines(credential, name, at, ids)
    if (type === TOTP) return [codeLine(credential, name, at, ids)]
    return memberLines(credential, name, at)
  })
}

/**
 * @param {readonly Credential[]} credentials
 * @param {Line} line with a new value, label or type
 * @param {Stored | undefined} old the same as it is stored; undefined where it is not
 * @returns {Credential[]}
 * @throws {import('../errors.js').TesseraError} for a code that is no set-up of one: see `parse` in otpauth.js
 */
export function writeLine(credentials, line, old) {
  if (!old) return addLine(credentials, line)
  const moves = old.own && line.own && (old.as === 'code') !== (line.as === 'code')
  if (moves) return addLine(dropLine(credentials, old), line)
  const { at, member, field } = old.place
  const credential = /** @type {Credential} */ (credentials[at])
  if (credential.type === TOTP && line.value === '' && !line.own) return dropLine(credentials, old)
  return credentials.with(at, rewritten(credential, line, { old, member, field }))
}

/**
 * @param {readonly Credential[]} credentials
 * @param {Stored} line
 * @returns {Credential[]} without it
 */
export function dropLine(credentials, { place: { at, field } }) {
  if (field === undefined) return credentials.toSpliced(at, 1)
  const credential = /** @type {Credential} */ (credentials[at])
  return credentials.with(at, { ...credential, fields: fieldsIn(credential).toSpliced(field, 1) })
}

/**
 * @param {readonly Credential[]} credentials
 * @param {readonly string[]} keys of the person's own lines
 * @returns {Credential[]} custom fields in that order, those that it does not name after them
 */
export function inOrder(credentials, keys) {
  const lines = linesIn(credentials)
  return credentials.map((credential, at) => {
    if (credential.type !== CUSTOM) return credential
    const rank = fieldsIn(credential).map((_, index) => {
      const line = lines.find(({ place }) => place.at === at && place.field === index)
      const nth = line ? keys.indexOf(line.key) : -1
      return nth < 0 ? keys.length : nth
    })
    const order = [...rank.keys()].sort((a, b) => Number(rank[a]) - Number(rank[b]))
    return { ...credential, fields: order.map((index) => fieldsIn(credential)[index]) }
  })
}

/** @param {string} key @returns {boolean} whether it is a custom field's */
export function isCustom(key) {
  const [, type] = MEMBER_KEY.exec(key) ?? []
  return type === undefined ? !TOTP_KEY.test(key) : type === CUSTOM
}

/**
 * @param {Credential} credential
 * @param {Line} line
 * @param {{old: Stored, member: string, field: number | undefined}} place
 * @returns {Credential}
 */
function rewritten(credential, line, { old, member, field }) {
  if (field !== undefined) {
    const was = /** @type {JsonObject} */ (fieldsIn(credential)[field])
    return { ...credential, fields: fieldsIn(credential).with(field, customField(line, was, old)) }
  }
  if (credential.type === TOTP) return code(line, credential)
  const was = credential[member]
  if (!isObject(was)) return { ...credential, [member]: line.value }
  return { ...credential, [member]: { ...was, value: line.value } }
}

/**
 * @param {readonly Credential[]} credentials
 * @param {Line} line
 * @returns {Credential[]}
 */
function addLine(credentials, line) {
  const { key, as, value, own } = line
  if (value === '' && !own) return [...credentials]
  if (as === 'code') return [...credentials, code(line)]
  const [, type = CUSTOM, member = ''] = MEMBER_KEY.exec(key) ?? []
  if (type === CUSTOM || own) return addCustom(credentials, customField(line))
  const at = credentials.findIndex((one) => one.type === type)
  const field = isPlain(`${type}.${member}`) ? value : { ...typedMember(member, as), value }
  if (at >= 0) return credentials.with(at, { .../** @type {Credential} */ (credentials[at]), [member]: field })
  return [...credentials, { ...blankCredential(type), [member]: field }]
}

/** @param {string} type @returns {Credential} */
export function blankCredential(type) {
  return { type, ...Object.fromEntries((BLANKS.get(type) ?? []).map((name) => [name, { value: '' }])) }
}

/** @param {readonly Credential[]} credentials @param {JsonObject} field @returns {Credential[]} */
function addCustom(credentials, field) {
  // A section with a heading was made elsewhere, for its own fields.
  const at = credentials.findIndex((one) => one.type === CUSTOM && one['label'] === undefined)
  if (at < 0) return [...credentials, { type: CUSTOM, fields: [field] }]
  const credential = /** @type {Credential} */ (credentials[at])
  return credentials.with(at, { ...credential, fields: [...fieldsIn(credential), field] })
}

/**
 * @param {Line} line
 * @param {JsonObject} [was]
 * @param {Line} [old] what `was` says: members that say the same stay as they are
 * @returns {JsonObject}
 */
function customField({ key, label, as, value }, was, old) {
  if (!was) return { id: key, ...typed(as), label, value }
  const { as: _, ...rest } = was
  const kept = old && old.as === as ? was : { ...rest, ...typed(as) }
  return { ...kept, ...((old?.label ?? '') !== label && { label }), value }
}

/** @param {Line} line @param {Credential} [was] @returns {Credential} */
function code({ key, label, value }, was) {
  const mark = TOTP_KEY.test(key) ? {} : { id: key, label }
  // Its place is kept for a line of the person's own: a code is still to come.
  if (value === '') return { type: TOTP, ...mark }
  return { ...toCredential(value, was), ...mark }
}

/**
 * @param {Credential} credential
 * @param {string} name
 * @param {number} at
 * @param {Set<string>} ids met so far
 * @returns {Stored[]}
 */
function customLines(credential, name, at, ids) {
  return fieldsIn(credential).flatMap((field, index) => {
    if (!isObject(field) || typeof field['value'] !== 'string') return []
    const key = ownKey(field['id'], ids) ?? `${name}.${index}`
    const place = { at, member: 'fields', field: index }
    return [{ key, label: textOf(field['label']), as: lineTypeOf(field), value: field['value'], own: true, place }]
  })
}

/**
 * @param {Credential} credential
 * @param {string} name
 * @param {number} at
 * @param {Set<string>} ids met so far
 * @returns {Stored}
 */
function codeLine(credential, name, at, ids) {
  const id = ownKey(credential['id'], ids)
  const [label] = memberOf('totp')
  const value = credential['secret'] === undefined ? '' : fromCredential(credential)
  const place = { at, member: '' }
  return { key: id ?? name, label: textOf(credential['label']) || label, as: 'code', value, own: id !== null, place }
}

/** @param {Credential} credential @param {string} name @param {number} at @returns {Stored[]} */
function memberLines(credential, name, at) {
  const words = membersOf(credential.type)
  const lines = []
  for (const member of Object.keys(credential)) {
    const field = credential[member]
    const text = isObject(field) ? field['value'] : field
    if (APART.has(member) || typeof text !== 'string') continue
    const word = words && Object.hasOwn(words, member) ? words[member] : undefined
    // Of what CXF knows, texts that are no fields are for machines: keys, handles, file names.
    if (words && !word && !isObject(field)) continue
    const [known, as] = word ?? [spelled(member), isObject(field) ? lineTypeOf(field) : 'text']
    const label = (isObject(field) && textOf(field['label'])) || known
    lines.push({ key: `${name}.${member}`, label, as, value: text, own: false, place: { at, member } })
  }
  return lines
}

/**
 * An id that may be a line's key: none of a member's or a code's, and the first of its name.
 * @param {unknown} id
 * @param {Set<string>} ids
 */
function ownKey(id, ids) {
  if (typeof id !== 'string' || id === '' || ids.has(id) || MEMBER_KEY.test(id) || TOTP_KEY.test(id)) return null
  ids.add(id)
  return id
}

/** @param {Credential} credential @returns {readonly unknown[]} */
function fieldsIn({ fields }) {
  return Array.isArray(fields) ? fields : []
}

/** @param {unknown} value */
function textOf(value) {
  return typeof value === 'string' ? value : ''
}

/**
 * A member's name as words.
 * @param {string} name
 * @example spelled('serviceUrl') // 'Service url'
 */
function spelled(name) {
  const words = name.replaceAll(/([a-z0-9])([A-Z])|[-_]+/g, (_, one = '', two = '') => `${one} ${two}`).trim()
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}
