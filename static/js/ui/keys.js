// Keys as they are named in lists of shortcuts: 'n', '/', 'Delete', 'Shift+Delete', 'Mod+K'. Mod is Command on Apple's keyboards, Control elsewhere.

import { t, text } from './text.js'

const APPLE = /Mac|iP(hone|ad|od)/

/** Is somebody typing there already? @param {EventTarget | null} target */
export const isTyping = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select') !== null)

/** Made of one character alone: what WCAG 2.1.4 wants to be switched off. @param {string} keys */
export const isSingle = (keys) => [...keys].length === 1

/**
 * @param {Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>} event
 * @param {string} keys
 * @returns {boolean}
 */
export function matches(event, keys) {
  const parts = keys.split('+')
  const last = /** @type {string} */ (parts.pop())
  if ((event.ctrlKey || event.metaKey) !== parts.includes('Mod') || event.altKey) return false
  // Signs such as ? need Shift on some keyboards and not on others.
  if ((isLetter(last) || !isSingle(last)) && event.shiftKey !== parts.includes('Shift')) return false
  return letterOf(event).toLowerCase() === last.toLowerCase()
}

/** @param {string} text */
const isLetter = (text) => /^[a-z]$/i.test(text)

/** On keyboards of other scripts the key counts by its place. @param {Pick<KeyboardEvent, 'key' | 'code'>} event */
function letterOf({ key, code }) {
  const isForeign = [...key].length === 1 && key > '~'
  return isForeign && code.startsWith('Key') ? code.slice('Key'.length) : key
}

/**
 * The parts of a shortcut as they are printed on this machine's keys.
 * @param {string} keys
 * @param {string} [platform]
 * @returns {string[]}
 * @example printed('Mod+k', 'Linux') // ['Ctrl', 'K']
 */
export function printed(keys, platform = navigator.platform) {
  return keys.split('+').map((part) => {
    if (part === 'Mod') return APPLE.test(platform) ? '⌘' : t('Ctrl')
    return isLetter(part) ? part.toUpperCase() : (SIGNS[part] ?? t(part))
  })
}

/** @type {Readonly<Record<string, string>>} */
const SIGNS = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' }

/** Under what the keys are listed. @type {ReadonlyArray<readonly [group: string, title: string]>} */
export const GROUPS = [
  ['general', text('Everywhere')],
  ['shelves', text('Shelves')],
  ['list', text('In the list')],
  ['item', text('With an item')],
]

/** What is printed on keys differs from language to language. */
export const NAMED = [text('Delete'), text('End'), text('Enter'), text('Home'), text('Shift'), text('Space')]
