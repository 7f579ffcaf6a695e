// Dates as people write them. One locale everywhere, so that messages read the same for everybody and in tests.

const LOCALE = 'en-GB'

/**
 * Made when first used: an engine loads its tables of dates and numbers then, tens of milliseconds on a page's first load.
 * @template Made
 * @param {() => Made} make
 * @returns {() => Made}
 */
function once(make) {
  /** @type {Made | undefined} */
  let made
  return () => (made ??= make())
}

const dayFormat = once(() => new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long', year: 'numeric' }))
const timeFormat = once(() => new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' }))
const numberFormat = once(() => new Intl.NumberFormat(LOCALE))

/**
 * "3 May 2026", in the reader's time zone.
 * @param {string | number | Date} date  RFC 3339, milliseconds since 1970, or a Date
 * @returns {string}
 */
export function day(date) {
  return dayFormat().format(new Date(date))
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
  if (day(date) === day(now)) return `today, ${time}`
  const yesterday = new Date(now)
  yesterday.setDate(now.getDate() - 1)
  return day(date) === day(yesterday) ? `yesterday, ${time}` : day(date)
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
  return `${figure(count)} ${noun}${count === 1 ? '' : 's'}`
}
