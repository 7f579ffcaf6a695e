/**
 * How this browser stands with the server, and what follows from a refusal.
 */
import { TesseraError } from '../errors.js'
import { equal, fromBase64 } from '../crypto/bytes.js'
import { ends } from '../crypto/accountkey.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../api/client.js').Refusal} Refusal */
/** @typedef {import('../api/accounts.js').SessionAnswer} SessionAnswer */
/** @typedef {import('./keystore.js').OwnRecord & {email: string}} Known a record that says under which address it can be unlocked */
/**
 * @typedef {object} State
 * @property {'anonymous' | 'unauthorized' | 'locked' | 'unlocked' | 'ended'} state
 * @property {string} [email]
 * @property {string} [ends] last four characters of the account id's base32
 * @property {boolean} [keyTaken] only when authorized
 * @property {boolean} [entering] unauthorized: the password's half is here, only a key is missing
 */

/**
 * The ends after which nothing that this browser keeps for the account is of use. After the others, of a changed password
 * or address, it goes on by itself once that is typed.
 * @type {ReadonlySet<string | undefined>}
 */
const WIPING = new Set(['revoked', 'replaced', 'recovered', 'deleted'])

/**
 * Ask the server, and act upon the end of the session.
 * @param {Context} context
 * @returns {Promise<State>}
 */
export async function state(context) {
  const { session, accounts } = context
  if (session.isOpen && session.opened.keyTaken) return unlocked(session)
  const answer = await accounts.session()
  const accountId = idIn(answer)
  if (answer.state === 'ended') {
    return { state: hasCode(await ended(context, answer), 'signed-out') ? 'anonymous' : 'ended' }
  }
  if (answer.state === 'anonymous' || !accountId || answer.email === undefined) {
    // A sign-up under way stays: its session is anonymous until the address is confirmed.
    if (session.isOpen) await refused(context, 'signed-out')
    return { state: 'anonymous' }
  }
  if (session.holder && !equal(session.holder, accountId)) {
    await refused(context, 'signed-out') // somebody else signed in beside this page: these keys are not theirs
    return { state: 'anonymous' }
  }
  if (answer.state === 'authorized' && !session.holder && !(await knownRecord(context, accountId))) {
    return { state: 'anonymous' } // nothing to unlock here: who signs in types the address
  }
  if (!session.holder) session.identify({ email: answer.email, accountId })
  const who = { email: session.known.email, ends: ends(accountId) }
  if (answer.state === 'unauthorized') return { state: 'unauthorized', ...who, entering: session.isEntering }
  const { key_taken: keyTaken } = await accounts.account()
  return { state: session.isOpen ? 'unlocked' : 'locked', ...who, keyTaken }
}

/**
 * What this browser can be unlocked with.
 * @param {Context} context
 * @param {Bytes} accountId
 * @returns {Promise<Known | null>} null also for a record that is not of its form: the sign-in says so
 */
export async function knownRecord({ keystore }, accountId) {
  try {
    const record = await keystore.readOwn(accountId)
    return record?.email === undefined ? null : { ...record, email: record.email }
  } catch (error) {
    if (hasCode(error, 'own-copy-damaged')) return null
    throw error
  }
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
 * The server refused a request: this session was ended from elsewhere, or it is over, or another account's now. The keys
 * go before anything more is asked.
 * @param {Context} context
 * @param {Refusal} code
 * @returns {Promise<TesseraError>} what it comes to
 */
export async function refused(context, code) {
  context.session.lock()
  if (code !== 'signed-out') return ended(context, await endOf(context))
  context.session.forget()
  context.emit('locked', { reason: 'signed-out' })
  return new TesseraError(code)
}

/**
 * What follows from the end of a session; and only for the account that this page works for: one cookie jar may hold the
 * end of another account's session by now.
 * @param {Context} context
 * @param {SessionAnswer | null} answer which says whose session ended, and why
 * @returns {Promise<TesseraError>} what it comes to
 */
export async function ended(context, answer) {
  const accountId = answer && idIn(answer)
  const own = context.session.identity?.accountId ?? accountId
  if (!answer?.why || !accountId || !own || !equal(own, accountId)) return refused(context, 'signed-out')
  return leave(context, accountId, answer.why, answer.at)
}

/**
 * Lock, forget who was here and say why. Where the key copy and the cached items have become useless they go; the pin
 * never does: the server alone says that a session has ended, and may say so to have an older vault believed.
 * @param {Context} context
 * @param {Bytes} accountId
 * @param {import('../api/accounts.js').Why} why
 * @param {string} [at]
 * @returns {Promise<TesseraError>}
 */
export async function leave({ session, keystore, emit }, accountId, why, at) {
  session.forget()
  const error = why === 'revoked' ? new TesseraError('browser-revoked') : new TesseraError('session-ended', { why, at })
  try {
    if (WIPING.has(why)) await keystore.wipe(accountId)
  } finally {
    emit('ended', { code: error.code, detail: error.detail }) // also where the disk keeps a file: it is useless by now
  }
  return error
}

/**
 * @param {Context} context
 * @returns {Promise<SessionAnswer | null>} null when the server does not say: then a later page finds out, and wipes
 */
async function endOf({ accounts }) {
  try {
    const answer = await accounts.session()
    return answer.state === 'ended' ? answer : null
  } catch (error) {
    if (error instanceof TesseraError) return null
    throw error
  }
}

/**
 * @param {SessionAnswer} answer
 * @returns {Bytes | null} the account that it names
 * @throws {TesseraError} `damaged`
 */
export function idIn({ account_id: id }) {
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
 * @template Value
 * @param {Context} context
 * @param {() => Promise<Value>} attempt refused with `conflict` while somebody is signed in
 * @returns {Promise<Value>}
 */
export async function whileSignedOut({ accounts }, attempt) {
  try {
    return await attempt()
  } catch (error) {
    if (!hasCode(error, 'conflict')) throw error
    await accounts.logout()
    return attempt()
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
