// What is being typed into the editor: a signal for each field, so that a key press draws one field anew and not the form.
import { signal } from '@preact/signals'
import { differences } from '../differences.js'
import { withTag } from './tagging.js'

/** @typedef {import('../fields.js').Fields} Fields */
/** @typedef {import('../fields.js').Line} Line */
/** @typedef {ReturnType<typeof makeForm>} EditorForm */
/** @typedef {ReturnType<typeof lineOf>} FormLine */
/** @typedef {{id: string, value: import('@preact/signals').Signal<string>}} Site */

/** @param {Line} line */
const lineOf = ({ key, own, label, as, value }) => ({
  key,
  own,
  label: signal(label),
  as: signal(as),
  value: signal(value),
})

/** A name for a field that the person adds: the id of a CXF field (docs/formats.md §6). */
export function makeKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}

/** @param {string} [value] @returns {Site} */
export const makeSite = (value = '') => ({ id: makeKey(), value: signal(value) })

/** @returns {FormLine} a field of the person's own, with nothing in it */
export const makeLine = () => lineOf({ key: makeKey(), own: true, label: '', as: 'text', value: '' })

/** @param {Fields} fields */
export function makeForm(fields) {
  return {
    type: signal(fields.type),
    title: signal(fields.title),
    favorite: signal(fields.favorite),
    notes: signal(fields.notes),
    tags: signal(fields.tags),
    /** A tag that is being typed: saved as well, though nothing has ended it. */
    tag: signal(''),
    sites: signal(fields.urls.map(makeSite)),
    lines: signal(fields.lines.map(lineOf)),
  }
}

/** @param {FormLine} line @returns {Line} */
const readLine = ({ key, own, label, as, value }) => ({
  key,
  own,
  label: own ? label.value.trim() : label.value,
  as: as.value,
  value: value.value,
})

/** @param {EditorForm} form @returns {Fields} */
export function readForm({ type, title, favorite, notes, tags, tag, sites, lines }) {
  return {
    type: type.value,
    title: title.value.trim(),
    favorite: favorite.value,
    notes: notes.value,
    tags: withTag(tags.value, tag.value),
    urls: sites.value.map(({ value }) => value.value.trim()).filter((url) => url !== ''),
    lines: lines.value.map(readLine).filter(({ own, label, value }) => !own || label !== '' || value !== ''),
  }
}

/**
 * Takes on what the fields are after a change of kind. Lines that stay keep their signals, and with them the focus.
 * @param {EditorForm} form
 * @param {Fields} fields
 */
export function takeKind(form, { type, lines }) {
  const known = new Map(form.lines.value.map((line) => [line.key, line]))
  form.type.value = type
  form.lines.value = lines.map((line) => {
    const there = known.get(line.key)
    if (!there || there.own !== line.own) return lineOf(line)
    if (!line.own) [there.label.value, there.as.value] = [line.label, line.as]
    return there
  })
}

/**
 * Whether there is something to lose. Choosing a kind for a new item is nothing yet.
 * @param {Fields} was
 * @param {Fields} now
 * @param {boolean} isNew
 */
export function isChanged(was, now, isNew) {
  return differences(was, now).some(({ id }) => !isNew || id !== 'type')
}

/**
 * @template Item
 * @param {readonly Item[]} list
 * @param {number} at
 * @param {-1 | 1} by
 * @returns {Item[]} with two neighbours changed over; the same where there is no neighbour
 */
export function moved(list, at, by) {
  const next = [...list]
  if (at + by >= 0 && at + by < list.length) [next[at], next[at + by]] = [next[at + by], next[at]]
  return next
}
