/** A second item like another. */
import { fold } from './fold.js'

/** @typedef {import('./item.js').Item} Item */

/**
 * @param {Item} item
 * @param {{id: string, taken: ReadonlySet<string>, now: number}} parts `taken`: titles, folded; `now` in seconds since 1970
 * @returns {Item} without history, and not in the trash
 */
export function copyOf(item, { id, taken, now }) {
  const title = nextTitle(item.title, taken)
  return { ...item, id, title, creationAt: now, modifiedAt: now, favorite: false, trashedAt: null, history: [] }
}

/**
 * A number tells the copies of a title apart in every language.
 * @param {string} title
 * @param {ReadonlySet<string>} taken folded
 * @returns {string}
 * @example nextTitle('Mail', new Set(['mail', 'mail 2'])) // 'Mail 3'
 */
export function nextTitle(title, taken) {
  const [, stem = title, number] = /^(.*) ([2-9]|[1-9]\d{1,3})$/s.exec(title) ?? []
  for (let next = number === undefined ? 2 : Number(number) + 1; ; next += 1) {
    const candidate = `${stem} ${next}`.trim()
    if (!taken.has(fold(candidate))) return candidate
  }
}
