// Security keys and passkeys: the browser's own prompt, which workers do not have. What a key says is JSON for the server.
import { TesseraError } from '../errors.js'

/** @typedef {import('../api/factors.js').Ceremony} Ceremony */

/**
 * @param {Ceremony} options
 * @returns {Promise<Ceremony>}
 * @throws {TesseraError} `factor-cancelled`, `factor-known`, `factor-unsupported`
 */
export function makeKey(options) {
  return prompt(() => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(/** @type {never} */ (options))
    return navigator.credentials.create({ publicKey })
  })
}

/**
 * @param {Ceremony} options
 * @returns {Promise<Ceremony>}
 * @throws {TesseraError} `factor-cancelled`, `factor-unsupported`
 */
export function askKey(options) {
  return prompt(() => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(/** @type {never} */ (options))
    return navigator.credentials.get({ publicKey })
  })
}

/** The browser's names for what went wrong; it does not say whether a person cancelled or waited too long. */
const FAULTS = new Map(
  /** @type {const} */ ([
    ['NotAllowedError', 'factor-cancelled'],
    ['AbortError', 'factor-cancelled'],
    ['InvalidStateError', 'factor-known'],
    ['SecurityError', 'factor-unsupported'],
    ['NotSupportedError', 'factor-unsupported'],
  ]),
)

/** @param {() => Promise<Credential | null>} ask */
async function prompt(ask) {
  // Absent where the page is not secure, and in browsers from before 2025.
  if (!('PublicKeyCredential' in window) || !('parseRequestOptionsFromJSON' in PublicKeyCredential)) {
    throw new TesseraError('factor-unsupported')
  }
  try {
    const credential = await ask()
    return /** @type {Ceremony} */ (/** @type {PublicKeyCredential} */ (credential).toJSON())
  } catch (error) {
    const code = error instanceof DOMException && FAULTS.get(/** @type {never} */ (error.name))
    throw code ? new TesseraError(code) : error
  }
}
