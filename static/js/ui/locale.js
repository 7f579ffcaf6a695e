// How the language that is spoken writes dates and numbers: as the browser asks for it, where it names a country.

/** @type {Readonly<Record<string, string>>} */
const USUAL = { en: 'en-GB', de: 'de-DE' }

let locale = 'en-GB'

/**
 * @param {string} language  a code of two letters
 * @param {readonly string[]} wanted  what the browser asks for, say ['en-US', 'en']: a language alone says nothing of a country
 * @returns {string}
 */
export function localeOf(language, wanted) {
  const inCountry = new RegExp(`^${language}-([A-Z]{2}|[0-9]{3})$`)
  return wanted.find((name) => inCountry.test(name)) ?? USUAL[language] ?? language
}

/** From now on. @param {string} name */
export function writeAs(name) {
  locale = name
}

/**
 * Made when first used: an engine loads its tables of dates and numbers then, tens of milliseconds on a page's first load.
 * @template Made
 * @param {(locale: string) => Made} make
 * @returns {() => Made}
 */
export function inLocale(make) {
  /** @type {Map<string, Made>} */
  const made = new Map()
  return () => {
    const format = made.get(locale) ?? make(locale)
    made.set(locale, format)
    return format
  }
}

const numberFormat = inLocale((name) => new Intl.NumberFormat(name))

/**
 * "1,284".
 * @param {number} count
 */
export function figure(count) {
  return numberFormat().format(count)
}
