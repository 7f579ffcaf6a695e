// What the report says of each section, and what to do next.
import { day } from '../dates.js'
import { t, text, tn } from '../text.js'

/** @typedef {import('../../vault/health/report.js').Section} Section */

/** In the order in which they are shown: what is worst comes first. @type {ReadonlyArray<[Section, {title: string, next: string}]>} */
export const SECTIONS = [
  [
    'breached',
    {
      title: text('In known breaches'),
      next: text('Change these first, at the site and then here: whoever guesses begins with them.'),
    },
  ],
  [
    'weak',
    {
      title: text('Weak'),
      next: text('Change each at its site and then here. The generator beside the password makes a strong one.'),
    },
  ],
  [
    'reused',
    {
      title: text('Used more than once'),
      next: text('Give every item a password of its own, so that one leak opens nothing else.'),
    },
  ],
  [
    'plain',
    {
      title: text('Sites without encryption'),
      next: text(
        'Open the site with https:// and, if it answers, change the address here. Otherwise type nothing there that matters.',
      ),
    },
  ],
  [
    'old',
    {
      title: text('Unchanged for two years'),
      next: text('Change them when you are next at these sites, the most important ones first.'),
    },
  ],
  [
    'factor',
    {
      title: text('Without a second factor'),
      next: text('Switch it on at the site and add its code to the item, or say here where the code is.'),
    },
  ],
  [
    'expiring',
    {
      title: text('Expired, or within 60 days'),
      next: text('Renew them in time, then change the date here. They are reminders and cost no points.'),
    },
  ],
]

/** By zxcvbn's score. */
const STRENGTHS = [text('Guessed at once'), text('Guessed easily'), text('Guessed with some patience')]

/** @param {number} score @returns {string} */
export function strengthOf(score) {
  return t(STRENGTHS[score] ?? '')
}

/** @param {{label: string, own: boolean, last: string, over: boolean}} expiry */
export function expiryOf({ label, own, last, over }) {
  // At noon, so that it is the same day in every time zone.
  const values = { what: own ? label : t(label), date: day(`${last}T12:00`) }
  return over ? t('{what}: {date}, which is over', values) : t('{what}: {date}', values)
}

/** @type {Readonly<Record<import('../../vault/health/score.js').Costly, (items: number) => string>>} */
const MOVES = {
  breached: (items) =>
    tn(items, 'Change the leaked password of {count} item', 'Change the leaked passwords of {count} items'),
  weak: (items) => tn(items, 'Change the weak password of {count} item', 'Change the weak passwords of {count} items'),
  reused: (items) => tn(items, 'Give {count} item a password of its own', 'Give {count} items passwords of their own'),
  plain: (items) =>
    tn(items, 'Reach the site of {count} item over https', 'Reach the sites of {count} items over https'),
  old: (items) => tn(items, 'Renew the old password of {count} item', 'Renew the old passwords of {count} items'),
  factor: (items) => tn(items, 'Add a second factor to {count} item', 'Add a second factor to {count} items'),
}

/** @param {import('../../vault/health/score.js').Move} move */
export function moveOf({ section, items }) {
  return MOVES[section](items)
}

/** @param {number} gain in points */
export function gainOf(gain) {
  const points = Math.round(gain)
  return points < 1 ? t('less than a point') : tn(points, '+{count} point', '+{count} points')
}
