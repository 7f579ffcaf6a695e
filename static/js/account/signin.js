/**
 * Sign-in: the password's half first, then this browser's own key copy if it has a good one. PROTOCOL: "Sign-in".
 */
import { deriveLoginSecret, normalizeEmail } from '../crypto/kdf.js'
import { acceptSuite, hashPassword } from './admission.js'
import { continueOrAuthorize, learnAccount } from './owncopy.js'
import { whileSignedOut } from './standing.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Outcome} Outcome */

/**
 * @param {Context} context
 * @param {{email: string, password: string}} input
 * @returns {Promise<Outcome>} `authorize` when a key is missing; `reason` says what is wrong with this browser's own;
 *   `factor` when the second factor has to be shown first (secondfactor.js)
 * @throws {TesseraError} `bad-email`, `suite-refused`, `salt-refused` (all before anything derived is sent),
 *   `wrong-password`, `slow-down`, `vault-mismatch`
 */
export async function signIn(context, { email, password }) {
  const { session, accounts, keystore } = context
  const turn = session.turn
  const address = normalizeEmail(email)
  const { suite, salt } = await accounts.salt(address)
  const accepted = acceptSuite({ suite, salt })
  const rowToken = await keystore.tokenOf(address)
  const hash = await hashPassword(context, { email: address, password, suite, salt })
  session.enter(turn, { email: address, passwordHash: hash, salt: accepted, rowToken })
  return orLocked(session, async () => {
    const login = { email: address, password: await deriveLoginSecret(hash) }
    const factor = await whileSignedOut(context, () => accounts.login(login))
    return factor ? { next: 'factor', factor } : afterPassword(context, turn)
  })
}

/**
 * The password was right, and the second factor where there is one: whose account it is, and on to this browser's own key
 * copy.
 * @param {Context} context
 * @param {number} turn
 * @returns {Promise<Outcome>}
 */
export function afterPassword(context, turn) {
  return orLocked(context.session, async () => {
    await learnAccount(context)
    return continueOrAuthorize(context, turn)
  })
}

/**
 * A sign-in that fails begins anew.
 * @param {import('./session.js').Session} session
 * @param {() => Promise<Outcome>} work
 */
async function orLocked(session, work) {
  try {
    return await work()
  } catch (error) {
    session.lock()
    throw error
  }
}
