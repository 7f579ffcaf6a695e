// How this browser shows Tessera. In cookies, so that the server's first byte is right already; nothing secret.
import { signal } from '@preact/signals'
import { speakIn } from './language.js'

const root = document.documentElement
const YEAR = 365 * 24 * 60 * 60

/** @typedef {'theme' | 'contrast'} Choice */

/** '' is what the system says. @type {Readonly<Record<Choice, import('@preact/signals').Signal<string>>>} */
export const appearance = {
  theme: signal(root.dataset['theme'] ?? ''),
  contrast: signal(root.dataset['contrast'] ?? ''),
}

/** @param {Choice} name @param {string} value '' forgets the choice */
export function choose(name, value) {
  keep(name, value)
  if (value) root.dataset[name] = value
  else delete root.dataset[name]
  appearance[name].value = value
}

/** @param {string} code of languages.js */
export async function chooseLanguage(code) {
  await speakIn(code)
  keep('language', code)
}

/** @param {string} name @param {string} value */
function keep(name, value) {
  const secure = location.protocol === 'https:' ? '; secure' : ''
  document.cookie = `tessera_${name}=${value}; path=/; samesite=lax; max-age=${value ? YEAR : 0}${secure}`
}
