// What is different between two states of an item, in the words of the editor.
import { inWords } from './choices.js'
import { isCovered, LINE_TYPES, nameOf } from './fields.js'
import { t } from './text.js'

/** @typedef {import('./fields.js').Fields} Fields */
/** @typedef {import('./fields.js').Line} Line */
/**
 * @typedef {object} Difference
 * @property {string} id  of the field: the same in every comparison
 * @property {string} name  as it is shown
 * @property {boolean} covered  its values are shown only when asked for
 * @property {string} left  empty where there is none
 * @property {string} right
 */

/** @typedef {(type: string) => string} KindName */

/** Everything but the lines, as text. @param {Fields} fields @param {KindName} kindName @returns {[id: string, name: string, text: string][]} */
const wholes = (fields, kindName) => [
  ['type', t('Kind'), kindName(fields.type)],
  ['title', t('Title'), fields.title],
  ['urls', t('Website'), fields.urls.join('\n')],
  ['notes', t('Notes'), fields.notes],
  ['tags', t('Tags'), [...fields.tags].sort().join(', ')],
  ['favorite', t('Favourite'), fields.favorite ? t('Yes') : t('No')],
]

/**
 * One line: its value first, then what it is called, then what it is. An empty line of a kind is as good as none.
 * @param {Line | undefined} was
 * @param {Line | undefined} is
 * @returns {Difference | null}
 */
function lineDifference(was, is) {
  const line = /** @type {Line} */ (is ?? was)
  const [left, right] = [inWords(line.key, was?.value ?? ''), inWords(line.key, is?.value ?? '')]
  const covered = isCovered(line.as) || isCovered(was?.as ?? line.as)
  const one = { id: line.key, name: nameOf(line), covered, left, right }
  if (left !== right) return one
  if (!line.own) return null
  if (!was || !is) return { ...one, left: was ? t('empty') : '', right: is ? t('empty') : '', covered: false }
  const renamed = { ...one, name: t('Name of a field'), left: was.label, right: is.label, covered: false }
  if (was.label !== is.label) return renamed
  if (was.as === is.as) return null
  const name = t('Type of “{field}”', { field: line.label })
  return { ...one, name, left: typeName(was.as), right: typeName(is.as), covered: false }
}

/** @param {import('./fields.js').LineType} as */
const typeName = (as) => t(new Map(LINE_TYPES).get(as) ?? as)

/** The own lines that both have, in the order of one. @param {Fields} fields @param {Map<string, Line>} others */
const orderOf = (fields, others) => fields.lines.filter(({ own, key }) => own && others.has(key)).map(({ key }) => key)

/** @param {Fields} left @param {Fields} right @returns {Difference[]} */
function lineDifferences(left, right) {
  const before = new Map(left.lines.map((line) => [line.key, line]))
  const after = new Map(right.lines.map((line) => [line.key, line]))
  const keys = [...new Set([...after.keys(), ...before.keys()])]
  const found = keys.map((key) => lineDifference(before.get(key), after.get(key))).filter((one) => one !== null)
  const orders = [orderOf(left, after), orderOf(right, before)]
  if (orders[0].join(' ') === orders[1].join(' ')) return found
  const [was, is] = orders.map((order) => order.map((key) => after.get(key)?.label).join(', '))
  return [...found, { id: 'order', name: t('Order of the fields'), covered: false, left: was, right: is }]
}

/**
 * @param {Fields} left
 * @param {Fields} right
 * @param {KindName} [kindName]
 * @returns {Difference[]}
 */
export function differences(left, right, kindName = (type) => type) {
  const after = wholes(right, kindName)
  const found = wholes(left, kindName).map(([id, name, text], at) => ({
    id,
    name,
    covered: false,
    left: text,
    right: after[at][2],
  }))
  return [...found.filter((one) => one.left !== one.right), ...lineDifferences(left, right)]
}

/** @param {Fields} one @param {Fields} other */
export const differ = (one, other) => differences(one, other).length > 0

/** Characters of a long text that are shown, and of those that are alike before the first difference. */
const SHOWN = 2000
const LEAD = 100

/**
 * Two different texts, cut to what can be looked at: from shortly before the first difference on.
 * @param {string} left
 * @param {string} right
 * @returns {[left: string, right: string]}
 */
export function excerpts(left, right) {
  if (Math.max(left.length, right.length) <= SHOWN) return [left, right]
  let alike = 0
  while (alike < left.length && left[alike] === right[alike]) alike += 1
  const from = Math.max(0, alike - LEAD)
  return [excerpt(left, from), excerpt(right, from)]
}

/** @param {string} text @param {number} from */
function excerpt(text, from) {
  const part = text.slice(from, from + SHOWN)
  return `${from > 0 ? '…' : ''}${part}${from + SHOWN < text.length ? '…' : ''}`.toWellFormed()
}
