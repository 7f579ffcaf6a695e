// An item as the editor and the detail view know it; its full shape is docs/formats.md §6.
import { spoken, t, text } from './text.js'

/** @typedef {import('../vault/item.js').Item} Item */
/** @typedef {import('../vault/fields.js').Fields} Fields */
/** @typedef {Fields['lines'][number]} Line */
/** @typedef {Line['as']} LineType */
/** @typedef {import('../vault/kinds.js').Kind} Kind what an item can be; `name` is in English, or as its maker wrote it */

/** What an own field can be. @type {ReadonlyArray<readonly [LineType, string]>} */
export const LINE_TYPES = [
  ['text', text('Text')],
  ['hidden', text('Hidden')],
  ['multiline', text('Several lines')],
  ['number', text('Number')],
  ['date', text('Date')],
  ['month', text('Month and year')],
  ['url', text('Web address')],
  ['email', text('Email')],
  ['phone', text('Phone')],
  ['code', text('One-time code')],
]

/** What a line is called on screen. @param {Pick<Line, 'label' | 'own'>} line */
export const nameOf = ({ label, own }) => (own ? label : t(label))

/**
 * The same within a sentence, say "Copy password": English writes it small there, but for abbreviations.
 * @param {Pick<Line, 'label' | 'own'>} line
 */
export function nameWithin(line) {
  const name = nameOf(line)
  const isWord = /^\p{Lu}(?!\p{Lu})/u.test(name)
  return !line.own && spoken() === 'en' && isWord ? name[0].toLowerCase() + name.slice(1) : name
}

/** Whether a value is covered until it is asked for. @param {LineType} as */
export const isCovered = (as) => as === 'hidden' || as === 'code'

/**
 * The address to open for what was typed as a website; only ever http or https.
 * @param {string} url
 * @returns {string | null}
 */
export function webAddress(url) {
  const typed = url.trim()
  if (typed === '' || /\s/.test(typed)) return null
  try {
    const { protocol, href } = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`)
    return protocol === 'https:' || protocol === 'http:' ? href : null
  } catch {
    return null // not an address: it is shown as text
  }
}
