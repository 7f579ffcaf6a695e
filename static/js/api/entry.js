/**
 * allauth's headless API: where it is, and what its answers mean in codes of ours.
 */
import { TesseraError, isCode } from '../errors.js'
import { errorOf, member } from './client.js'

/** @typedef {import('./client.js').Answer} Answer */
/** @typedef {{app: boolean, key: boolean, codes: boolean}} Awaited how a second factor can be shown: by app, security key, recovery codes */

export const ALLAUTH = '/_allauth/browser/v1/auth'

/**
 * What allauth waits for, from an answer of status 401.
 * @param {Answer} answer
 * @returns {unknown} the pending flow's id
 */
export function pendingFlow(answer) {
  return member(pending(answer), 'id')
}

/**
 * The second factor that allauth waits for, if it does.
 * @param {Answer} answer
 * @returns {Awaited | null}
 */
export function awaitedFactor(answer) {
  const flow = answer.status === 401 ? pending(answer) : undefined
  if (member(flow, 'id') !== 'mfa_authenticate') return null
  const types = member(flow, 'types')
  const has = (/** @type {string} */ type) => Array.isArray(types) && types.includes(type)
  return { app: has('totp'), key: has('webauthn'), codes: has('recovery_codes') }
}

/** @param {Answer} answer */
function pending({ body }) {
  const flows = member(member(body, 'data'), 'flows')
  return Array.isArray(flows) ? flows.find((flow) => member(flow, 'is_pending') === true) : undefined
}

/** allauth's codes for what a person can do something about. */
const ALLAUTH_CODES = new Map(
  /** @type {const} */ ([
    ['email_password_mismatch', 'wrong-password'],
    ['invalid_login', 'wrong-password'],
    ['incorrect_password', 'wrong-password'],
    ['incorrect_code', 'wrong-code'],
    ['email_taken', 'wrong-code'],
    ['reset_refused', 'reset-refused'],
    ['too_many_login_attempts', 'slow-down'],
  ]),
)

/**
 * One of allauth's refusals as ours.
 * @param {Answer} answer
 * @returns {TesseraError}
 */
export function entryError(answer) {
  if (isCode(member(member(answer.body, 'error'), 'code'))) return errorOf(answer)
  if (answer.status === 409) return new TesseraError('conflict')
  const errors = member(answer.body, 'errors')
  const first = Array.isArray(errors) ? errors[0] : undefined
  const code = ALLAUTH_CODES.get(/** @type {never} */ (member(first, 'code')))
  if (code) return new TesseraError(code)
  if (answer.status === 400) return new TesseraError(member(first, 'param') === 'email' ? 'bad-email' : 'bad-request')
  // An account without a confirmed address is told nothing that an unknown one is not.
  if (answer.status === 401) return new TesseraError('wrong-password')
  return errorOf(answer)
}
