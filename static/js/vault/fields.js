/**
 * An item as an editor has it: lines, websites, notes, tags; and the item with what was changed there. docs/formats.md §6.
 */
import { expectText } from '../errors.js'
import { random, toBase64 } from '../crypto/bytes.js'
import { LINE_TYPES } from './cxf.js'
import { isObject, same } from './json.js'
import { kindOf } from './kinds.js'
import { mergeTexts } from './lists.js'
import { blankCredential, dropLine, inOrder, isCustom, linesIn, writeLine } from './lines.js'
import { normalTags } from './tags.js'

/** @typedef {import('./cxf.js').LineType} LineType */
/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./item.js').Credential} Credential */
/** @typedef {import('./kinds.js').Kind} Kind */
/** @typedef {{key: string, label: string, as: LineType, value: string, own: boolean}} Line `key` is stable within the item; `own` was made by the person */
/** @typedef {{type: string, title: string, lines: Line[], urls: string[], notes: string, tags: string[], favorite: boolean}} Fields */
/** @typedef {Pick<Item, 'type' | 'title' | 'scope' | 'credentials' | 'tags' | 'favorite'>} Written what a person wrote into an item */

const NOTE = 'note'
/** Credentials that items of a kind have from the start, perhaps empty. */
const FIRST = new Map([
  ['login', 'basic-auth'],
  [NOTE, NOTE],
])

/**
 * An item as an editor shows it: the lines of its kind, empty ones too, then what else its credentials hold, then the
 * person's own.
 * @param {Written} item
 * @param {Kind} [kind] of the item; to be given where the person made it
 * @returns {Fields}
 */
export function fieldsOf({ type, title, scope, credentials, tags, favorite }, kind = kindOf(type)) {
  const lines = layOut(
    kind,
    linesIn(credentials).map(({ key, label, as, value, own }) => ({ key, label, as, value, own })),
  )
  return { type, title, lines, urls: [...scope.urls], notes: notesIn(credentials), tags: [...tags], favorite }
}

/**
 * What an editor begins a new item with.
 * @param {Kind} [kind]
 * @returns {Fields}
 */
export function blankFields(kind = kindOf('login')) {
  return { type: kind.type, title: '', lines: layOut(kind, []), urls: [], notes: '', tags: [], favorite: false }
}

/**
 * The same for another kind; nothing that has a value is lost.
 * @param {Fields} fields
 * @param {Kind} kind
 * @returns {Fields}
 */
export function turnInto(fields, kind) {
  return { ...fields, type: kind.type, lines: layOut(kind, fields.lines) }
}

/**
 * A line of the person's own.
 * @param {string} label
 * @param {LineType} as
 * @returns {Line}
 */
export function makeLine(label, as) {
  return { key: toBase64(random(16)), label, as, value: '', own: true }
}

/**
 * @param {Fields} fields
 * @param {string} key
 * @returns {string} empty where there is no such line
 */
export function valueAt({ lines }, key) {
  return lines.find((line) => line.key === key)?.value ?? ''
}

/**
 * What was typed, checked and in one spelling; the members that were given.
 * @param {Partial<Fields>} typed
 * @returns {Partial<Fields>}
 * @throws {TypeError} for anything but well-formed text, flags and lists of them; `RangeError` for a type of line that there is not
 */
export function readFields({ type, title, notes, lines, urls, tags, favorite }) {
  const texts = Object.entries({ type, title, notes }).filter(([, text]) => text !== undefined)
  if (favorite !== undefined && typeof favorite !== 'boolean') throw new TypeError('favorite: expected a boolean')
  return {
    ...Object.fromEntries(texts.map(([name, text]) => [name, readText(name, text)])),
    ...(lines && { lines: lines.map(readLine) }),
    ...(urls && { urls: [...new Set(urls.map((url) => readText('url', url).trim()).filter(Boolean))] }),
    ...(tags && { tags: normalTags(tags.map((tag) => readText('tag', tag))) }),
    ...(favorite !== undefined && { favorite }),
  }
}

/**
 * The item with what is different in `fields` from what the editor began with. What is the same there stays as the item has
 * it, perhaps changed by another browser meanwhile.
 * @template {Written} Of
 * @param {Of} item
 * @param {Fields} fields
 * @param {Fields} was
 * @returns {Of}
 * @throws {import('../errors.js').TesseraError} for a code that is no set-up of one
 */
export function written(item, fields, was) {
  const pick = (/** @type {'type' | 'title' | 'favorite'} */ name) => (fields[name] === was[name] ? item : fields)[name]
  const lined = withLines(item.credentials, fields.lines, was.lines)
  return {
    ...item,
    type: pick('type'),
    title: pick('title'),
    favorite: pick('favorite'),
    tags: mergeTexts(was.tags, fields.tags, item.tags, true),
    scope: { ...item.scope, urls: mergeTexts(was.urls, fields.urls, item.scope.urls, true) },
    credentials: fields.notes === was.notes ? lined : withNotes(lined, fields.notes),
  }
}

/**
 * The credentials that a new item of a type begins with.
 * @param {string} type
 * @returns {Credential[]}
 */
export function firstCredentials(type) {
  const first = FIRST.get(type)
  return first === undefined ? [] : [blankCredential(first)]
}

/**
 * @param {Kind} kind
 * @param {readonly Line[]} lines
 * @returns {Line[]}
 */
function layOut(kind, lines) {
  const byKey = new Map(lines.map((line) => [line.key, line]))
  const keys = new Set(kind.lines.map(({ key }) => key))
  const its = kind.lines.map(({ key, label, as }) => ({
    key,
    label,
    as,
    value: byKey.get(key)?.value ?? '',
    own: false,
  }))
  const others = lines.filter(({ key, own, value }) => !keys.has(key) && (own || value !== ''))
  // A custom field belongs to the kind whose line it is, and to the person where it is none's.
  const told = others.map((line) => (isCustom(line.key) ? { ...line, own: true } : line))
  return [...its, ...told.filter(({ own }) => !own), ...told.filter(({ own }) => own)]
}

/**
 * @param {readonly Credential[]} credentials
 * @param {readonly Line[]} lines
 * @param {readonly Line[]} was
 * @returns {Credential[]}
 */
function withLines(credentials, lines, was) {
  let next = [...credentials]
  const before = new Map(was.map((line) => [line.key, line]))
  const at = (/** @type {string} */ key) => linesIn(next).find((line) => line.key === key)
  for (const line of lines) {
    if (says(line, before.get(line.key))) continue
    const old = at(line.key)
    if (!says(line, old)) next = writeLine(next, line, old)
  }
  const keys = lines.filter(({ own }) => own).map(({ key }) => key)
  for (const { key, own } of was) {
    const gone = own && !lines.some((line) => line.key === key) ? at(key) : undefined
    if (gone) next = dropLine(next, gone)
  }
  const then = was.filter(({ key, own }) => own && keys.includes(key)).map(({ key }) => key)
  const added = keys.filter((key) => !then.includes(key))
  const moved = !same([...then, ...added], keys)
  return moved ? inOrder(next, keys) : next
}

/** Whether a line says the same as another. @param {Line} line @param {Line | undefined} other */
function says(line, other) {
  if (!other || line.value !== other.value) return false
  return !line.own || (line.label === other.label && line.as === other.as)
}

/** @param {readonly Credential[]} credentials */
function notesIn(credentials) {
  const content = credentials.find(({ type }) => type === NOTE)?.['content']
  return isObject(content) && typeof content['value'] === 'string' ? content['value'] : ''
}

/** @param {Credential[]} credentials @param {string} value @returns {Credential[]} */
function withNotes(credentials, value) {
  const at = credentials.findIndex(({ type }) => type === NOTE)
  if (at < 0) return value === '' ? credentials : [...credentials, { type: NOTE, content: { value } }]
  const note = /** @type {Credential} */ (credentials[at])
  const content = isObject(note['content']) ? note['content'] : {}
  return credentials.with(at, { ...note, content: { ...content, value } })
}

/** @param {string} name @param {unknown} text @returns {string} */
function readText(name, text) {
  expectText(name, text)
  // Half a surrogate pair would become another character in UTF-8.
  return text.toWellFormed()
}

/** @param {Line} line @returns {Line} */
function readLine({ key, label, as, value, own }) {
  if (!LINE_TYPES.includes(as)) throw new RangeError(`as: expected one of ${LINE_TYPES.join(', ')}`)
  if (typeof own !== 'boolean') throw new TypeError('own: expected a boolean')
  return { key: readText('key', key), label: readText('label', label), as, value: readText('value', value), own }
}
