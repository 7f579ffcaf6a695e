// Dates and numbers as people write them in the language that is spoken.
import { figure, inLocale } from './locale.js'
import { t } from './text.js'

export { figure }

// English has the day first in every country, as the e-mails have it: sentences send people to look for a subject by its date.
const dayFormat = inLocale(
  (locale) => new Intl.DateTimeFormat(locale.startsWith('en') ? 'en-GB' : locale, { dateStyle: 'long' }),
)
const monthFormat = inLocale((locale) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }))
const timeFormat = inLocale((locale) => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }))

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
 * "1 item", "1,284 items".
 * @param {number} count
 * @param {string} noun  in the singular
 */
export function counted(count, noun) {
  return t(`{count} ${noun}${count === 1 ? '' : 's'}`, { count })
}
