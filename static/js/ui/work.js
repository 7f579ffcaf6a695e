// What takes long enough to be counted on screen. Workers tell of it by code: they speak no language.
import { t, text } from './text.js'

/** @typedef {{what: string, done: number, total: number}} Step  how far a piece of work has come; `what` is a code of WORK */

/** @type {Readonly<Record<string, string>>} */
export const WORK = Object.freeze({
  // reading a carrier
  attempts: text('Looking closer at the picture'),
  pages: text('Searching the pages'),
  closely: text('Searching the pages again, enlarged'),
  // the vault
  opening: text('Opening your items'),
  backup: text('Sealing your items'),
  restore: text('Restoring your items'),
  replacement: text('Sealing your items anew'),
  // its health
  rating: text('Rating your passwords'),
  looking: text('Looking among known breaches'),
})

/**
 * @param {string} code
 * @returns {string}
 */
export function workName(code) {
  const name = Object.hasOwn(WORK, code) ? WORK[code] : undefined
  if (name === undefined) throw new RangeError(`no name for work of the kind ${code}`)
  return t(name)
}
