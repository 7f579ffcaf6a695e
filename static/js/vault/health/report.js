/**
 * The report on a vault's health: which items want attention, why, and what mending them is worth. No password is in it.
 */
import { codesApart } from './apart.js'
import { scoreOf } from './score.js'

/** @typedef {import('./facts.js').Facts} Facts */
/** @typedef {import('./score.js').Costly} Costly */
/** @typedef {import('./score.js').Move} Move */
/** @typedef {Costly | 'expiring'} Section */
/** @typedef {{id: string, title: string}} Named */
/** @typedef {Named & {score: number}} Weak zxcvbn's: 0, 1 or 2 */
/** @typedef {{items: Named[], total: number}} Group items with one password, the first of them named */
/** @typedef {Named & {since: number}} Old seconds since 1970 */
/** @typedef {Named & {hosts: string[]}} Plain */
/** @typedef {Named & {label: string, own: boolean, last: string, over: boolean}} Expiring `last`: the last good day, YYYY-MM-DD; `own`: the label is the person's */
/** @typedef {Named & {kept: import('./factor.js').Kept}} Kept */
/**
 * @template Row
 * @typedef {{total: number, rows: Row[]}} Listed `rows`: the first of them, as many as were asked for
 */
/**
 * @typedef {object} Sections
 * @property {Listed<Named>} breached
 * @property {Listed<Weak>} weak the weakest first
 * @property {Listed<Group>} reused the largest group first; `total` counts groups
 * @property {Listed<Plain>} plain of all items, while only those with a password move the score
 * @property {Listed<Old>} old the oldest first
 * @property {Listed<Named>} factor
 * @property {Listed<Expiring>} expiring the soonest first
 */
/** @typedef {{score: number | null, moves: Move[], judged: number, unrated: number, sections: Sections, kept: Listed<Kept>}} Report `judged`: items with a password; `unrated`: those that nobody has rated yet */
/** @typedef {{facts: Facts, score: number | null, breached: boolean}} Judged `score`: of the weakest password, null while one is not rated */

/** Rows of a section, unless more are asked for. */
export const ROWS = 20
/** zxcvbn: 3 is "safely unguessable: moderate protection from offline slow-hash scenario". */
const STRONG = 3
const OLD_AFTER = 2 * 365.25 * 24 * 3600 // s
const DAY = 24 * 3600 * 1000 // ms
const SOON = 60 // days

/** @param {number | null} score @returns {boolean} not for what nobody has rated */
export function isWeak(score) {
  return score !== null && score < STRONG
}

/**
 * @param {readonly Judged[]} all
 * @param {number} now ms since 1970
 * @param {{[name in Section | 'kept']?: number}} rows how many of each section, `ROWS` of those not named
 * @returns {Report}
 */
export function makeReport(all, now, rows = {}) {
  const groups = groupsOf(all)
  const shared = new Set(groups.flatMap((group) => group.map(({ facts }) => facts.id)))
  const isApart = codesApart(all.map(({ facts }) => facts))
  const found = new Map(all.map((one) => [one, findingsOf(one, { shared, isApart, now })]))
  const withPassword = all.filter(({ facts }) => facts.passwords.length > 0)
  /** @param {Costly} section */
  const within = (section) => all.filter((one) => found.get(one)?.has(section)).sort(byTitle)
  const cut = cutter(rows)
  return {
    ...scoreOf(withPassword.map((one) => found.get(one) ?? new Set())),
    judged: withPassword.length,
    unrated: withPassword.filter(({ score }) => score === null).length,
    sections: {
      breached: cut('breached', within('breached'), named),
      weak: cut('weak', within('weak').sort(byScore), (one) => ({ ...named(one), score: Number(one.score) })),
      reused: cut('reused', groups, groupRow),
      plain: cut('plain', within('plain'), (one) => ({ ...named(one), hosts: one.facts.plain })),
      old: cut('old', within('old').sort(byAge), (one) => ({ ...named(one), since: Number(one.facts.since) })),
      factor: cut('factor', within('factor'), named),
      expiring: cut('expiring', expiringOf(all, now), (row) => row),
    },
    kept: cut('kept', all.flatMap(keptRow), (row) => row),
  }
}

/** @param {{[name: string]: number | undefined}} rows */
function cutter(rows) {
  /**
   * @template From, Row
   * @param {string} section
   * @param {readonly From[]} from
   * @param {(one: From) => Row} make
   * @returns {Listed<Row>}
   */
  return (section, from, make) => ({ total: from.length, rows: from.slice(0, rows[section] ?? ROWS).map(make) })
}

/**
 * @param {Judged} one
 * @param {{shared: ReadonlySet<string>, isApart: (login: Facts) => boolean, now: number}} among `shared`: ids
 * @returns {Set<Costly>} without a password nothing but `plain`
 */
function findingsOf({ facts, score, breached }, { shared, isApart, now }) {
  /** @type {[Costly, boolean][]} */
  const checks = [
    ['breached', breached],
    ['weak', isWeak(score)],
    ['reused', shared.has(facts.id)],
    ['plain', facts.plain.length > 0],
    ['old', facts.since !== null && facts.since < now / 1000 - OLD_AFTER],
    ['factor', facts.factor === 'missing' && !isApart(facts)],
  ]
  return new Set(checks.filter(([, is]) => is).map(([section]) => section))
}

/**
 * Items that share a password; one that uses it twice shares it with nobody.
 * @param {readonly Judged[]} all
 * @returns {Judged[][]} the largest first
 */
function groupsOf(all) {
  /** @type {Map<string, Judged[]>} */
  const byPassword = new Map()
  for (const one of all) {
    for (const password of one.facts.passwords) {
      const group = byPassword.get(password)
      if (group) group.push(one)
      else byPassword.set(password, [one])
    }
  }
  return [...byPassword.values()].filter((group) => group.length > 1).sort((a, b) => b.length - a.length)
}

/** @param {Judged[]} group @returns {Group} */
function groupRow(group) {
  return { total: group.length, items: group.slice(0, ROWS).map(named) }
}

/**
 * Today is the day where the person is.
 * @param {readonly Judged[]} all
 * @param {number} now
 * @returns {Expiring[]}
 */
function expiringOf(all, now) {
  const [today, soon] = [dayOf(now), dayOf(now + SOON * DAY)]
  const rows = all.flatMap((one) =>
    one.facts.expiries
      .filter(({ last }) => last <= soon)
      .map(({ label, own, last }) => ({ ...named(one), label, own, last, over: last < today })),
  )
  return rows.sort((a, b) => (a.last < b.last ? -1 : Number(a.last > b.last)))
}

/** @param {number} time ms since 1970 @returns {string} YYYY-MM-DD in the local time zone */
function dayOf(time) {
  const date = new Date(time)
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return parts.map((part) => String(part).padStart(2, '0')).join('-')
}

/** @param {Judged} one @returns {Kept[]} */
function keptRow(one) {
  const { factor } = one.facts
  return factor === 'elsewhere' || factor === 'none' ? [{ ...named(one), kept: factor }] : []
}

/** @param {Judged} one @returns {Named} */
function named({ facts: { id, title } }) {
  return { id, title }
}

/** @param {Judged} a @param {Judged} b */
function byTitle(a, b) {
  return a.facts.title < b.facts.title ? -1 : Number(a.facts.title > b.facts.title)
}

/** @param {Judged} a @param {Judged} b */
function byScore(a, b) {
  return Number(a.score) - Number(b.score)
}

/** @param {Judged} a @param {Judged} b */
function byAge(a, b) {
  return Number(a.facts.since) - Number(b.facts.since)
}
