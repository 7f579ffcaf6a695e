// The language of the pages. The server says which at first (its catalogue has the landing page and the e-mails).
import { signal } from '@preact/signals'
import { localeOf } from '../ui/locale.js'
import { speak } from '../ui/text.js'

/** In their own words. @type {ReadonlyArray<readonly [code: string, name: string]>} */
export const LANGUAGES = [
  ['en', 'English'],
  ['de', 'Deutsch'],
]

/** Loaded when it is spoken. @type {Readonly<Record<string, undefined | (() => Promise<{default: import('../ui/text.js').Catalogue}>)>>} */
const CATALOGUES = { de: () => import('../languages/de.json', { with: { type: 'json' } }) }

/** The one that is spoken now: whatever shows texts draws itself anew when it changes. */
export const language = signal('en')

/**
 * Which way a language is written. Not every browser can say; what is spoken here so far runs from left to right.
 * @param {string} code
 */
function directionOf(code) {
  /** @type {Intl.Locale & {getTextInfo?: () => {direction?: string}, textInfo?: {direction?: string}}} */
  const locale = new Intl.Locale(code)
  return (locale.getTextInfo?.() ?? locale.textInfo)?.direction ?? 'ltr'
}

/** @param {string} code one that is not known is English */
export async function speakIn(code) {
  const load = CATALOGUES[code]
  const spoken = load ? code : 'en'
  speak(load ? (await load()).default : {}, spoken, localeOf(spoken, navigator.languages))
  document.documentElement.lang = spoken
  document.documentElement.dir = directionOf(spoken)
  language.value = spoken
}
