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
 * @returns {Promise<Outcome>} `authorize` when a key is missing; `reason` says what is wrong with this browser's own
 * @throws {TesseraError} `bad-email`, `suite-refused`, `salt-refused` (all before anything derived is sent),
 *   `wrong-password`, `slow-down`, `vault-mismatch`
 */
export async function signIn(context, { email, password }) {
  const { session, accounts } = context
  const turn = session.turn
  const address = normalizeEmail(email)
  const { suite, salt } = await accounts.salt(address)
  const accepted = acceptSuite({ suite, salt })
  const hash = await hashPassword(context, { email: address, password, suite, salt })
  session.enter(turn, { email: address, passwordHash: hash, salt: accepted })
  try {
    const login = { email: address, password: await deriveLoginSecret(hash) }
    await whileSignedOut(context, () => accounts.login(login))
    await learnAccount(context)
    return await continueOrAuthorize(context, turn)
  } catch (error) {
    session.lock()
    throw error
  }
}
