/**
 * The errors of Tessera in the browser: one class, permanent codes, and argument checks.
 *
 * A code that a person may meet has its sentence in `ui/messages.js`; the server uses the same codes. A wrong
 * argument is a mistake in this program, not something that happened to a person: it is a TypeError or RangeError
 * that says what was expected and what was found, never the value itself, which may be secret.
 */

/** Every code, frozen. Codes are permanent: a new case is a new code. */
export const CODES = Object.freeze(
  /** @type {const} */ ([
    // keys and carriers
    'backup-password',
    'backup-password-wrong',
    'backup-sealed',
    'backup-unknown',
    'camera-absent',
    'camera-busy',
    'camera-denied',
    'camera-forbidden',
    'camera-insecure',
    'cannot-open',
    'copy-altered',
    'copy-cancelled',
    'copy-is-browser',
    'copy-unknown',
    'damaged',
    'damaged-backup',
    'file-unknown',
    'folder-closed',
    'folder-empty',
    'folder-failed',
    'folder-gone',
    'key-not-taken',
    'key-replaced',
    'key-string-refused',
    'key-unfinished',
    'newer-format',
    'no-code',
    'no-room',
    'not-a-key',
    'own-copy-damaged',
    'own-copy-stale',
    'pdf-broken',
    'pdf-locked',
    'picture-unreadable',
    'recovery-mistyped',
    'recovery-refused',
    'recovery-unknown',
    'reset-refused',
    'share-missing',
    'share-twice',
    'shares-differ',
    'text-unknown',
    'words-refused',
    'wrong-account',
    // who you are
    'bad-email',
    'browser-not-authorized',
    'browser-revoked',
    'browser-unknown',
    'change-unclear',
    'common-password',
    'factor-cancelled',
    'factor-known',
    'factor-refused',
    'factor-unsupported',
    'email-taken',
    'locked',
    'proof-refused',
    'retype-password',
    'replacement-lost',
    'salt-refused',
    'session-ended',
    'signed-out',
    'suite-refused',
    'weak-password',
    'wrong-code',
    'wrong-password',
    // the vault
    'breaches-unreachable',
    'conflict',
    'item-damaged',
    'item-refused',
    'not-a-setup',
    'setup-counter',
    'setup-damaged',
    'setup-secret',
    'setup-unknown',
    'setup-unsupported',
    'vault-forked',
    'vault-mismatch',
    'vault-rolled-back',
    // the way to the server
    'bad-request',
    'not-found',
    'server-error',
    'slow-down',
    'too-large',
    'unavailable',
    'unreachable',
    'worker-stalled',
  ]),
)

/** @typedef {(typeof CODES)[number]} Code */
/** @typedef {Readonly<Record<string, unknown>>} Detail values for the sentence: dates, counts, endings; never secrets */

/** @type {ReadonlySet<unknown>} */
const KNOWN = new Set(CODES)

/**
 * Is this value, perhaps a server's, one of the codes?
 * @param {unknown} value
 * @returns {value is Code}
 */
export function isCode(value) {
  return KNOWN.has(value)
}

/** Something that happened to a person, by its code. */
export class TesseraError extends Error {
  /**
   * @param {Code} code
   * @param {Detail} [detail]
   * @throws {TypeError} for a code that is not in CODES: a server's code goes through `isCode` first
   */
  constructor(code, detail = {}) {
    if (!isCode(code)) throw new TypeError(`code: expected one of CODES, found ${String(code)}`)
    super(code)
    this.name = 'TesseraError'
    this.code = code
    this.detail = detail
  }
}

/**
 * Insist on a byte string, of one length where that is fixed.
 * @param {string} name what the argument is called, for the message
 * @param {unknown} value
 * @param {number} [length] in bytes
 * @returns {asserts value is Uint8Array<ArrayBuffer>}
 * @throws {TypeError}
 */
export function expectBytes(name, value, length) {
  const wanted = length === undefined ? 'bytes' : `${length} bytes`
  if (!(value instanceof Uint8Array)) throw new TypeError(`${name}: expected ${wanted}, found ${kindOf(value)}`)
  if (length !== undefined && value.length !== length) {
    throw new TypeError(`${name}: expected ${wanted}, found ${value.length} bytes`)
  }
}

/**
 * Insist on an integer from 0 to `max`.
 * @param {string} name
 * @param {unknown} value
 * @param {number} max
 * @returns {asserts value is number}
 * @throws {TypeError | RangeError}
 */
export function expectInteger(name, value, max) {
  if (typeof value !== 'number') throw new TypeError(`${name}: expected an integer, found ${kindOf(value)}`)
  if (!Number.isSafeInteger(value) || value < 0 || value > max) {
    throw new RangeError(`${name}: expected an integer from 0 to ${max}, found ${value}`)
  }
}

/**
 * Insist on text.
 * @param {string} name
 * @param {unknown} value
 * @returns {asserts value is string}
 * @throws {TypeError}
 */
export function expectText(name, value) {
  if (typeof value !== 'string') throw new TypeError(`${name}: expected text, found ${kindOf(value)}`)
}

/**
 * The kind of a value, never the value.
 * @param {unknown} value
 * @returns {string}
 */
function kindOf(value) {
  if (value === null || value === undefined) return String(value)
  return typeof value === 'object' ? (value.constructor?.name ?? 'object') : typeof value
}
