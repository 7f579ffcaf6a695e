/** Kinds that the person made: hidden items whose custom fields are the lines. docs/formats.md §6. */
import { expectText } from '../errors.js'
import { LINE_TYPES } from './cxf.js'
import { blankFields, fieldsOf, makeLine } from './fields.js'
import { kindOf, OWN } from './kinds.js'

/** @typedef {import('./cxf.js').LineType} LineType */
/** @typedef {import('./fields.js').Fields} Fields */
/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./kinds.js').Kind} Kind */
/** @typedef {{name: string, lines: {key?: string, label: string, as: LineType}[]}} Typed */

/** Type of the items that describe kinds. */
export const KIND = 'kind'
/** Lines that may stand under a title. */
const SUBTITLES = 2
const SECRET = ['hidden', 'code']

/** @param {Item} item */
export function isKind({ type }) {
  return type === KIND
}

/**
 * @param {Item} item of type `kind`
 * @returns {Kind & {id: string}}
 */
export function kindFrom(item) {
  const lines = fieldsOf(item).lines.map(({ key, label, as }) => ({ key, label, as }))
  const subtitle = lines.filter(({ as }) => !SECRET.includes(as)).slice(0, SUBTITLES)
  const { id, title } = item
  const names = { name: title, plural: title } // nobody was asked for another
  return { id, type: OWN + id, ...names, own: true, lines, subtitle: subtitle.map(({ key }) => key), websites: true }
}

/**
 * @param {Typed} typed
 * @returns {Typed} checked
 * @throws {TypeError} for anything but text; `RangeError` for a type of line that there is not
 */
export function readKind({ name, lines }) {
  expectText('name', name)
  for (const { label, as } of lines) {
    expectText('label', label)
    if (!LINE_TYPES.includes(as)) throw new RangeError(`as: expected one of ${LINE_TYPES.join(', ')}`)
  }
  return { name: name.toWellFormed().trim(), lines }
}

/** @param {Typed} kind @returns {Fields} of its item */
export function fieldsOfKind({ name, lines }) {
  const own = lines.map(({ key, label, as }) => ({ ...makeLine(label.toWellFormed().trim(), as), ...(key && { key }) }))
  return { ...blankFields(kindOf(KIND)), title: name, lines: own }
}
