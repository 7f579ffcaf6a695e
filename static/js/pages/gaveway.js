// After a save that another browser's crossed: what gave way. It lies in the item's history (docs/formats.md §6).
import { differences } from '../ui/differences.js'
import { t } from '../ui/text.js'

/** @typedef {import('../ui/fields.js').Fields} Fields */
/** @typedef {import('../ui/vault/history.jsx').Version} Version */

/** Lists, which keep what either put there. */
const JOINED = new Set(['tags', 'urls', 'order'])

/** @param {Fields} one @param {Fields} other */
const namesById = (one, other) =>
  new Map(differences(one, other).flatMap(({ id, name }) => (JOINED.has(id) ? [] : [[id, name]])))

/**
 * @param {{was: Fields, since: number}} began  what the editor began with, and when that had been saved, in seconds
 * @param {Fields} typed
 * @param {readonly Version[]} versions  of the item after the save, newest first
 * @returns {{mine: string[], theirs: string[]}} names of fields that both changed: where mine gave way, and where theirs did
 */
export function gaveWay({ was, since }, typed, versions) {
  const changed = namesById(was, typed)
  const lost = namesById(typed, versions[0].fields)
  const [mine, theirs] = [new Set(), new Set()]
  for (const [id, name] of changed) if (lost.has(id)) mine.add(name)
  for (const { modifiedAt, fields } of versions.slice(1)) {
    const others = modifiedAt > since ? namesById(was, fields) : new Map()
    const apart = namesById(typed, fields)
    for (const [id, name] of changed) if (others.has(id) && apart.has(id) && !lost.has(id)) theirs.add(name)
  }
  return { mine: [...mine], theirs: [...theirs] }
}

/**
 * @param {{mine: string[], theirs: string[]}} gave
 * @returns {string | null} null when nothing did
 */
export function sayGaveWay({ mine, theirs }) {
  if (mine.length > 0)
    return t(
      'Another browser changed this as well, and later: {fields}. That counts; what you saved is in the history.',
      {
        fields: mine.join(', '),
      },
    )
  if (theirs.length > 0)
    return t('Another browser changed this as well: {fields}. What you saved counts; the other is in the history.', {
      fields: theirs.join(', '),
    })
  return null
}
