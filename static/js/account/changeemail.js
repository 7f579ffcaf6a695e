/**
 * A new e-mail address: asked for with the password, confirmed by the code that went there, within 24 hours. The password
 * hash is salted with the address, so all that hangs on the password is made anew with it, and waits on the server.
 * PROTOCOL: "Change of password or e-mail address".
 */
import { TesseraError } from '../errors.js'
import { concat, utf8 } from '../crypto/bytes.js'
import { normalizeEmail } from '../crypto/kdf.js'
import { signedAct } from './acts.js'
import { postChange, renew } from './renewal.js'
import { withPassword } from './retype.js'
import { leave } from './standing.js'

/** @typedef {import('./context.js').Context} Context */

/**
 * @param {Context} context
 * @returns {Promise<{email: string | null}>} the address that waits for its code
 */
export async function pendingEmail({ accounts }) {
  return { email: (await accounts.account()).pending_email }
}

/**
 * @param {Context} context
 * @param {{password: string, email: string}} input
 * @throws {TesseraError} `bad-email`, also for the present address; `wrong-password`, `locked`, `slow-down`
 */
export async function askForEmail(context, { password, email }) {
  const address = normalizeEmail(email)
  if (address === context.session.known.email) throw new TesseraError('bad-email')
  await withPassword(context, password, async (retyped) => {
    const { body, signed } = await renew(context, retyped, { email: address, password })
    const proof = await signedAct(context, 'change-email', concat(signed, utf8(address)), retyped.proofKey)
    context.session.expectTurn(retyped.turn)
    await context.accounts.askForEmail({ ...body, ...proof, email: address })
  })
}

/** @param {Context} context @throws {TesseraError} `not-found`, `slow-down` */
export async function resendEmailCode({ accounts }) {
  await accounts.resendEmailCode()
}

/** @param {Context} context */
export async function withdrawEmail({ accounts }) {
  await accounts.withdrawEmail()
}

/**
 * Type the code. Every session has ended then, this one too: the address goes into the password hash, so it has to be typed
 * in each browser, once, at its next sign-in. The key copy that each keeps stays good.
 * @param {Context} context
 * @param {{code: string}} input
 * @throws {TesseraError} `wrong-code`, `email-taken`, `slow-down`
 */
export async function confirmEmail(context, { code }) {
  const { accountId } = context.session.known
  await postChange(
    context,
    () => context.accounts.confirmEmail(code.trim()),
    () => false,
  )
  context.announce()
  await leave(context, accountId, 'email', new Date().toISOString())
}
