// Dates and numbers as people write them in the language that is spoken, whatever the browser's own locale is.
import { spoken, t } from './text.js'

/** @type {Readonly<Record<string, string>>} */
const LOCALES = { en: 'en-GB', de: 'de-DE' }

/**
 * Made when first used: an engine loads its tables of dates and numbers then, tens of milliseconds on a page's first load.
 * @template Made
 * @param {(locale: string) => Made} make
 * @returns {() => Made}
 */
function inLanguage(make) {
  /** @type {Map<string, Made>} */
  const made = new Map()
  return () => {
    const language = spoken()
    const format = made.get(language) ?? make(LOCALES[language] ?? language)
    made.set(language, format)
    return format
  }
}

const dayFormat = inLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
)
const monthFormat = inLanguage((locale) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }))
const timeFormat = inLanguage((locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }))
const numberFormat = inLanguage((locale) => new Intl.NumberFormat(locale))

/**
 * "3 May 2026", in the reader's time zone.
 * @param {string | number | Date} date  RFC 3339, milliseconds since 1970, or a Date
 * @returns {string}
 */
export function day(date) {
  return dayFormat().format(new Date(date))
}

/**
 * "May 2026".
 * @param {string | number | Date} date
 */
export function monthYear(date) {
  return monthFormat().format(new Date(date))
}

/**
 * "3 May 2026, 14:05".
 * @param {string | number | Date} date
 */
export function moment(date) {
  return `${day(date)}, ${timeFormat().format(new Date(date))}`
}

/**
 * "today, 14:05", "yesterday, 14:05" or the day.
 * @param {string | number | Date} date
 * @param {Date} [now]
 */
export function recently(date, now = new Date()) {
  const time = timeFormat().format(new Date(date))
  if (day(date) === day(now)) return t('today, {time}', { time })
  const yesterday = new Date(now)
  yesterday.setDate(now.getDate() - 1)
  return day(date) === day(yesterday) ? t('yesterday, {time}', { time }) : day(date)
}

/**
 * "1,284".
 * @param {number} count
 */
export function figure(count) {
  return numberFormat().format(count)
}

/**
 * "1 item", "1,284 items".
 * @param {number} count
 * @param {string} noun  in the singular
 */
export function counted(count, noun) {
  return t(`{count} ${noun}${count === 1 ? '' : 's'}`, { count: figure(count) })
}
