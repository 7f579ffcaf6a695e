/**
 * What the report on a vault's health has to know of one item. Passwords in it stay in the key worker.
 */
import { fold } from '../fold.js'
import { HISTORY } from '../item.js'
import { kindOf } from '../kinds.js'
import { isObject, member } from '../json.js'
import { linesIn } from '../lines.js'
import { keptOf } from './factor.js'
import { isNamedExpiry, isNamedPassword } from './labels.js'
import { hostsOf, plainHosts } from './sites.js'

/** @typedef {import('../item.js').Item} Item */
/** @typedef {import('../item.js').Credential} Credential */
/** @typedef {import('../lines.js').Stored} Stored */
/** @typedef {{key: string, label: string, own: boolean, last: string}} Expiry `last`: the last good day, YYYY-MM-DD */
/**
 * @typedef {object} Facts
 * @property {string} id
 * @property {string} title
 * @property {readonly string[]} passwords each once
 * @property {number | null} since when the oldest of them was set, in seconds since 1970; null without any
 * @property {string[]} plain hosts that are reached without TLS alone
 * @property {readonly string[]} hosts of all its sites
 * @property {readonly string[]} users as whom one signs in there, folded
 * @property {boolean} code whether it has a one-time code
 * @property {import('./factor.js').Kept | 'here' | 'missing' | null} factor where the second factor is; null where none is expected
 * @property {readonly Expiry[]} expiries
 */

/** Lines of kinds that hold passwords, not PINs or answers: those are short because somebody else chose so. */
const PASSWORD = /(?:\.|-)(?:password|passphrase)$|^wifi-storage$/
const EXPIRY = /(?:\.expiryDate|-expires|^vehicle-inspection)$/
/** Words of a title, a name or a host. */
const WORD = /[\p{L}\p{N}]{3,}/gu
const WORDS = 20

/**
 * @param {Item} item
 * @returns {Facts}
 */
export function factsOf(item) {
  const lines = linesIn(item.credentials)
  const passwords = passwordsIn(lines)
  const addresses = [...item.scope.urls, ...lines.filter(({ as }) => as === 'url').map(({ value }) => value)]
  return {
    id: item.id,
    title: item.title,
    passwords: [...new Set(passwords.map(({ value }) => value))],
    since: passwords.length > 0 ? Math.min(...passwords.map((line) => sinceOf(item, line))) : null,
    plain: plainHosts(addresses),
    hosts: hostsOf(addresses),
    users: usersIn(lines).map(fold),
    code: hasCode(lines),
    factor: factorOf(item, lines),
    expiries: lines.flatMap(expiryOf),
  }
}

/**
 * What the rater is asked of an item: each password, with what somebody who guesses at it would try first.
 * @param {Item} item
 * @returns {import('../strength.js').Asked[]}
 */
export function askedOf(item) {
  const lines = linesIn(item.credentials)
  const known = wordsOf(item, lines)
  return passwordsIn(lines).map(({ value }) => ({ password: value, known }))
}

/** @param {readonly Stored[]} lines */
function passwordsIn(lines) {
  return lines.filter((line) => line.value !== '' && (PASSWORD.test(line.key) || isNamedPassword(line)))
}

/** @param {readonly Stored[]} lines @returns {string[]} */
function usersIn(lines) {
  return lines.flatMap(({ key, value }) => (key.endsWith('username') && value !== '' ? [value] : []))
}

/** @param {readonly Stored[]} lines */
function hasCode(lines) {
  return lines.some(({ as, value }) => as === 'code' && value !== '')
}

/** @param {Item} item @param {readonly Stored[]} lines @returns {string[]} */
function wordsOf({ title, scope }, lines) {
  const names = usersIn(lines)
  const hosts = scope.urls.map((url) => (URL.canParse(url) ? new URL(url).hostname : url))
  const texts = [title, ...hosts, ...names]
  const words = texts.flatMap((text) => text.match(WORD) ?? [])
  return [...new Set([...names, ...words])].slice(0, WORDS)
}

/**
 * Since when a line has had its value, as far as the history goes: to the item's beginning, unless states were dropped.
 * @param {Item} item
 * @param {Stored} line
 */
function sinceOf({ creationAt, modifiedAt, history }, { key, value }) {
  let since = modifiedAt
  for (const state of history) {
    if (valueAt(state.item['credentials'], key) !== value) return since
    since = state.modifiedAt
  }
  return history.length < HISTORY ? Math.min(creationAt, since) : since
}

/**
 * @param {unknown} credentials of an earlier state: a list, or its JSON where that nested too deep
 * @param {string} key
 */
function valueAt(credentials, key) {
  const text = isObject(credentials) ? member(credentials, 'json') : undefined
  const list = typeof text === 'string' ? parsed(text) : credentials
  if (!Array.isArray(list)) return undefined
  return linesIn(/** @type {Credential[]} */ (list)).find((line) => line.key === key)?.value
}

/** @param {string} text @returns {unknown} null for what is no JSON: it says nothing of a password */
function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** @param {Item} item @param {readonly Stored[]} lines @returns {Facts['factor']} */
function factorOf(item, lines) {
  const isExpected = kindOf(item.type).lines.some(({ as }) => as === 'code') && passwordsIn(lines).length > 0
  if (!isExpected) return null
  if (hasCode(lines)) return 'here'
  return keptOf(item) ?? 'missing'
}

/** @param {Stored} line @returns {Expiry[]} */
function expiryOf(line) {
  const { key, label, own, value } = line
  // A kind's own field is stored like a person's, but its label is one of ours.
  const known = EXPIRY.test(key)
  const last = known || isNamedExpiry(line) ? lastDay(value) : null
  return last === null ? [] : [{ key, label, own: own && !known, last }]
}

/**
 * @param {string} value YYYY-MM-DD, or YYYY-MM for a month that is good to its end
 * @returns {string | null} YYYY-MM-DD
 */
function lastDay(value) {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(value) ?? []
  if (year === undefined) return null
  const date = day === undefined ? new Date(Date.UTC(Number(year), Number(month), 0)) : new Date(`${value}T00:00:00Z`)
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10)
}
