/**
 * Dates as pages show them, for searches to find them so: in every language that Tessera speaks, since what searches does not
 * know which of them is on screen.
 */

/** @typedef {import('./cxf.js').LineType} LineType */
/** @typedef {(day: number, month: string, year: number) => string} Spell */

const ENGLISH = words('January February March April May June July August September October November December')
const GERMAN = words('Januar Februar März April Mai Juni Juli August September Oktober November Dezember')
/** @type {Spell} */
const inGerman = (day, month, year) => `${day}. ${month} ${year}`
/** As `day` and `monthYear` in ui/dates.js write them. @type {readonly (readonly [months: readonly string[], spell: Spell])[]} */
const WAYS = [
  [ENGLISH, (day, month, year) => `${day} ${month} ${year}`],
  [ENGLISH, (day, month, year) => `${month} ${day}, ${year}`],
  [GERMAN, inGerman],
  [GERMAN.with(0, 'Jänner'), inGerman],
]
/** What pages take for a date. */
const DATES = Object.freeze({ date: /^(\d{4})-(\d\d)-(\d\d)$/, month: /^(\d{4})-(\d\d)$/ })

/**
 * @param {LineType} as
 * @param {string} value YYYY-MM-DD or YYYY-MM
 * @returns {string[]} each once; none for what is no date, or is shown as it was typed
 * @example spelled('date', '2031-03-31') // ['31 March 2031', 'March 31, 2031', '31. März 2031']
 */
export function spelled(as, value) {
  const found = as === 'date' || as === 'month' ? DATES[as].exec(value) : null
  if (!found) return []
  const [year = 0, month = 0, day = 1] = found.slice(1).map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  // What there is no such day of is another one then.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return []
  const all = WAYS.map(([months, spell]) => {
    const name = /** @type {string} */ (months[month - 1])
    return as === 'month' ? `${name} ${year}` : spell(day, name, year)
  })
  return [...new Set(all)]
}

/** @param {string} text */
function words(text) {
  return text.split(' ')
}
