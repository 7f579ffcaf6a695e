/**
 * The second factor at sign-in: asked for after the password, before anything is served. What a security key says is
 * fetched by the page: `navigator.credentials` does not exist in workers.
 */
import { hasCode } from './standing.js'
import { afterPassword } from './signin.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Outcome} Outcome */
/** @typedef {import('../api/factors.js').Ceremony} Ceremony */

/**
 * @param {Context} context
 * @param {{code: string}} input of an authenticator app, or a recovery code
 * @returns {Promise<Outcome>} as `signIn`
 * @throws {TesseraError} `factor-refused`, `slow-down`: the sign-in goes on; `signed-out`: it begins anew
 */
export function showCode(context, { code }) {
  return show(context, () => context.accounts.showCode(code))
}

/**
 * @param {Context} context
 * @returns {Promise<Ceremony>} for `navigator.credentials.get`
 * @throws {TesseraError} `signed-out`
 */
export async function keyRequest({ session, accounts }) {
  void session.entry // without the password's half nothing would follow
  return accounts.keyRequest()
}

/**
 * @param {Context} context
 * @param {{credential: Ceremony}} input what the security key answered
 * @returns {Promise<Outcome>} as `signIn`
 * @throws {TesseraError} as `showCode`
 */
export function showKey(context, { credential }) {
  return show(context, () => context.accounts.showKey(credential))
}

/**
 * @param {Context} context
 * @param {() => Promise<void>} attempt
 * @returns {Promise<Outcome>}
 */
async function show(context, attempt) {
  const { session } = context
  const { turn } = session
  void session.entry
  try {
    await attempt()
  } catch (error) {
    if (hasCode(error, 'signed-out')) session.lock()
    throw error
  }
  session.expectTurn(turn)
  return afterPassword(context, turn)
}
