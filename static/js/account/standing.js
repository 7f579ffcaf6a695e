/**
 * How this browser stands with the server, and what follows from a refusal.
 */
import { TesseraError } from '../errors.js'
import { fromBase64 } from '../crypto/bytes.js'
import { ends } from '../crypto/accountkey.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/**
 * @typedef {object} State
 * @property {'anonymous' | 'unauthorized' | 'locked' | 'unlocked' | 'revoked'} state
 * @property {string} [email]
 * @property {string} [ends] last four characters of the account id's base32
 * @property {boolean} [keyTaken] only when authorized
 * @property {boolean} [entering] unauthorized: the password's half is here, only a key is missing
 */

/**
 * Ask the server, and act upon a revocation.
 * @param {Context} context
 * @returns {Promise<State>}
 */
export async function state(context) {
  const { session, accounts } = context
  if (session.isOpen && session.opened.keyTaken) return unlocked(session)
  const answer = await accounts.session()
  const accountId = answer.account_id === undefined ? null : fromBase64(answer.account_id, 16)
  if (accountId) session.identify({ email: answer.email ?? '', accountId })
  if (answer.state === 'revoked') {
    await refused(context, 'browser-revoked')
    return { state: 'revoked' }
  }
  if (answer.state === 'anonymous' || !accountId || answer.email === undefined) {
    // A sign-up under way stays: its session is anonymous until the address is confirmed.
    if (session.isOpen) await refused(context, 'signed-out')
    return { state: 'anonymous' }
  }
  const who = { email: answer.email, ends: ends(accountId) }
  if (answer.state === 'unauthorized') return { state: 'unauthorized', ...who, entering: session.isEntering }
  const { key_taken: keyTaken } = await accounts.account()
  return { state: session.isOpen ? 'unlocked' : 'locked', ...who, keyTaken }
}

/**
 * Known without asking: an open vault learns of a revocation, or of its session's end, with its next request.
 * @param {import('./session.js').Session} session
 * @returns {State}
 */
function unlocked({ known: { email, accountId } }) {
  return { state: 'unlocked', email, ends: ends(accountId), keyTaken: true }
}

/**
 * The server said that this browser was revoked, or that its session has ended. A revoked browser wipes its key copy
 * and its cached items, never its pin.
 * @param {Context} context
 * @param {'browser-revoked' | 'signed-out'} code
 */
export async function refused(context, code) {
  const accountId = context.session.identity?.accountId ?? (await accountIdOf(context))
  context.session.lock()
  if (code === 'signed-out') return context.emit('locked', { reason: 'signed-out' })
  if (accountId) await context.keystore.wipe(accountId)
  context.emit('revoked', {})
}

/**
 * Whose the session was, when this worker has not been told yet.
 * @param {Context} context
 * @returns {Promise<Bytes | null>}
 */
async function accountIdOf({ accounts }) {
  const { account_id: id } = await accounts.session()
  return id === undefined ? null : fromBase64(id, 16)
}

/**
 * End the session. The browser's key copy and cached items stay, sealed, for the next sign-in.
 * @param {Context} context
 */
export async function signOut({ session, accounts }) {
  session.forget()
  await accounts.logout()
}

/**
 * Do what needs a session that nobody is signed in to, ending the one that there may be.
 * @param {Context} context
 * @param {() => Promise<void>} attempt refused with `conflict` while somebody is signed in
 */
export async function whileSignedOut({ accounts }, attempt) {
  try {
    await attempt()
  } catch (error) {
    if (!hasCode(error, 'conflict')) throw error
    await accounts.logout()
    await attempt()
  }
}

/**
 * @param {unknown} error
 * @param {...import('../errors.js').Code} codes
 * @returns {error is TesseraError}
 */
export function hasCode(error, ...codes) {
  return error instanceof TesseraError && codes.includes(error.code)
}
