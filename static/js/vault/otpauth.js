/**
 * How a one-time code is set up, as text: the `otpauth:` addresses that sites show as QR codes (Google Authenticator's
 * "Key Uri Format"), Steam's, and bare secrets; and as an item keeps it, CXF 1.0's `totp` credential (docs/formats.md §6).
 */
import { TesseraError, expectText } from '../errors.js'
import { trimSecret } from './totp.js'

/** @typedef {import('./totp.js').Algorithm} Algorithm */
/** @typedef {import('./json.js').JsonObject & {type: string}} Credential */
/**
 * @typedef {object} Setup
 * @property {string} secret  base32 as `fromBase32` in crypto/bytes.js takes it
 * @property {Algorithm} algorithm
 * @property {number} digits  6 to 8; 5 characters where `isSteam`
 * @property {number} period  seconds, 1 to 86,400
 * @property {boolean} isSteam  five characters of Steam's alphabet instead of digits
 * @property {string} issuer  whose code it is; perhaps empty
 * @property {string} account  perhaps empty
 * @property {string} others  the parameters that mean nothing here, as a query; perhaps empty
 */

const MOST_TEXT = 4096
/** Characters: eight times what the longest HMAC makes use of, and more than any site shows. */
const MOST_SECRET = 1024
/** A bare secret of fewer characters would be a word that somebody typed. */
const LEAST_BARE = 8
export const PERIODS = Object.freeze({ least: 1, most: 86_400 })
export const DIGITS = Object.freeze({ least: 6, most: 8 })
const STEAM_LENGTH = 5
const KNOWN = new Set(['secret', 'issuer', 'algorithm', 'digits', 'period', 'encoder'])
/** A credential has them where there is something to say. */
const OPTIONAL = new Set(['username', 'issuer', 'encoder', 'parameters'])
const BLANK = Object.freeze({
  algorithm: 'sha1',
  digits: 6,
  period: 30,
  isSteam: false,
  issuer: '',
  account: '',
  others: '',
})

/**
 * @param {string} text  `otpauth://totp/…?secret=…`, `steam://SECRET`, or a base32 secret, however it is grouped
 * @returns {Setup}
 * @throws {TesseraError} `setup-unknown`, `setup-secret`, `setup-counter`, `setup-unsupported` {what}
 */
export function parse(text) {
  expectText('text', text)
  const trimmed = text.trim()
  if (trimmed.length > MOST_TEXT) throw new TesseraError('setup-unknown')
  if (/^otpauth:/i.test(trimmed)) return parseAddress(trimmed)
  const steam = /^steam:\/\/([^/?#]+)\/?$/i.exec(trimmed)
  if (steam) return steamed({ ...BLANK, secret: readSecret(steam[1]), issuer: 'Steam' })
  if (!/^[a-z0-9\s=-]+$/i.test(trimmed)) throw new TesseraError('setup-unknown')
  const secret = readSecret(trimmed)
  if (secret.length < LEAST_BARE) throw new TesseraError('setup-secret')
  return { ...BLANK, secret }
}

/**
 * The address of a set-up, always spelled the same way.
 * @param {Setup} setup
 * @returns {string} what `parse` takes
 */
export function write({ secret, algorithm, digits, period, isSteam, issuer, account, others }) {
  const label = [...(issuer ? [issuer] : []), account].map((part) => encodeURIComponent(part.toWellFormed())).join(':')
  const query = new URLSearchParams({ secret })
  // An account with a colon and no issuer would otherwise be read as having one.
  if (issuer || account.includes(':')) query.set('issuer', issuer.toWellFormed())
  query.set('algorithm', algorithm.toUpperCase())
  query.set('digits', String(digits))
  query.set('period', String(period))
  if (isSteam) query.set('encoder', 'steam')
  for (const [name, value] of new URLSearchParams(others)) query.append(name, value)
  // Not every app knows that "+" is a space here.
  return `otpauth://totp/${label}?${String(query).replaceAll('+', '%20')}`
}

/**
 * @param {string} uri  what `parse` takes
 * @param {Credential} [was]  the credential so far: its members that mean nothing here stay
 * @returns {Credential} of CXF's type `totp`; Steam's `encoder` and other `parameters` are members of our own
 * @throws {TesseraError} those of `parse`
 */
export function toCredential(uri, was) {
  const { secret, algorithm, digits, period, isSteam, issuer, account, others } = parse(uri)
  const rest = Object.entries(was ?? {}).filter(([name]) => !OPTIONAL.has(name))
  return {
    ...Object.fromEntries(rest),
    type: 'totp',
    secret,
    period,
    digits,
    algorithm,
    ...(account && { username: account }),
    ...(issuer && { issuer }),
    ...(isSteam && { encoder: 'steam' }),
    ...(others && { parameters: others }),
  }
}

/**
 * The address of a credential's set-up. What is wrong with a credential from elsewhere stays in it, for `parse` to refuse.
 * @param {Credential} credential  of CXF's type `totp`
 * @returns {string}
 */
export function fromCredential(credential) {
  const { secret, period, digits, algorithm, username, issuer, encoder, parameters } = credential
  return write({
    secret: asText(secret),
    algorithm: /** @type {Algorithm} */ (asText(algorithm ?? BLANK.algorithm)),
    digits: /** @type {number} */ (digits ?? BLANK.digits),
    period: /** @type {number} */ (period ?? BLANK.period),
    isSteam: encoder === 'steam',
    issuer: asText(issuer),
    account: asText(username),
    others: asText(parameters),
  })
}

/** @param {unknown} value */
function asText(value) {
  return typeof value === 'string' ? value : ''
}

/** @param {string} address */
function parseAddress(address) {
  const found = /^otpauth:\/\/([^/?#]+)(?:\/([^?#]*))?(?:\?([^#]*))?(?:#.*)?$/is.exec(address)
  if (!found) throw new TesseraError('setup-unknown')
  const [, type, label = '', search = ''] = found
  const kind = type.toLowerCase()
  if (kind === 'hotp') throw new TesseraError('setup-counter')
  if (kind !== 'totp' && kind !== 'steam') throw new TesseraError('setup-unsupported', { what: 'type' })
  const query = new URLSearchParams(search)
  const setup = { ...fromQuery(query), ...fromLabel(label, only(query, 'issuer')) }
  return kind === 'steam' || isSteam(query) ? steamed(setup) : setup
}

/** @param {URLSearchParams} query @returns {Setup} */
function fromQuery(query) {
  const others = new URLSearchParams([...query].filter(([name]) => !KNOWN.has(name)))
  return {
    ...BLANK,
    secret: readSecret(only(query, 'secret') ?? ''),
    algorithm: readAlgorithm(only(query, 'algorithm') ?? BLANK.algorithm),
    digits: isSteam(query) ? STEAM_LENGTH : readNumber('digits', only(query, 'digits') ?? '6', DIGITS),
    period: readNumber('period', only(query, 'period') ?? '30', PERIODS),
    others: String(others),
  }
}

/** @param {URLSearchParams} query */
function isSteam(query) {
  const encoder = only(query, 'encoder')
  if (encoder !== null && encoder !== 'steam') throw new TesseraError('setup-unsupported', { what: 'type' })
  return encoder === 'steam'
}

/** @param {Setup} setup @returns {Setup} */
function steamed(setup) {
  if (setup.algorithm !== 'sha1') throw new TesseraError('setup-unsupported', { what: 'algorithm' })
  return { ...setup, isSteam: true, digits: STEAM_LENGTH }
}

/**
 * A parameter that may be there once: of two, none is the right one.
 * @param {URLSearchParams} query
 * @param {string} name
 * @returns {string | null}
 */
function only(query, name) {
  const values = query.getAll(name)
  if (values.length > 1) throw new TesseraError('setup-unknown')
  return values[0] ?? null
}

/**
 * "Issuer:account" taken apart, where the issuer may be said apart, which counts more.
 * @param {string} name
 * @param {string | null} issuer  null where it is not said apart
 * @returns {{issuer: string, account: string}}
 */
export function named(name, issuer) {
  const whole = name.trim()
  const colon = issuer === null ? whole.indexOf(':') : issuer && whole.startsWith(`${issuer}:`) ? issuer.length : -1
  return { issuer: (issuer ?? whole.slice(0, Math.max(colon, 0))).trim(), account: whole.slice(colon + 1).trim() }
}

/**
 * "Issuer:account", where the colon may be escaped; the parameter says best what the issuer is.
 * @param {string} label
 * @param {string | null} issuer
 */
function fromLabel(label, issuer) {
  const [before, ...after] = label.split(':')
  if (after.length > 0)
    return { issuer: (issuer ?? unescaped(before)).trim(), account: unescaped(after.join(':')).trim() }
  return named(unescaped(label), issuer)
}

/** @param {string} part @returns {string} as it is where it is escaped wrongly: it is a name and nothing more */
function unescaped(part) {
  try {
    return decodeURIComponent(part)
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    return part.toWellFormed()
  }
}

/** @param {string} text */
function readSecret(text) {
  // Only what is ASCII: "ı" and "ſ" have capitals that are.
  const letters = text.replace(/[\s-]/g, '').replace(/=+$/, '')
  if (letters.length > MOST_SECRET || !/^[A-Za-z2-7]+$/.test(letters)) throw new TesseraError('setup-secret')
  const secret = trimSecret(letters.toUpperCase())
  if (secret === '') throw new TesseraError('setup-secret')
  return secret
}

/** @param {string} text @returns {Algorithm} */
function readAlgorithm(text) {
  const bits = /^(?:hmac-?)?sha-?(1|256|512)$/i.exec(text)?.[1]
  if (bits === undefined) throw new TesseraError('setup-unsupported', { what: 'algorithm' })
  return /** @type {Algorithm} */ (`sha${bits}`)
}

/** @param {'digits' | 'period'} what @param {string} text @param {{least: number, most: number}} range */
function readNumber(what, text, { least, most }) {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (!(value >= least && value <= most)) throw new TesseraError('setup-unsupported', { what })
  return value
}
