/**
 * A new account password. Every other session ends; browsers, key copies and backups go on and open with the new one.
 * PROTOCOL: "Change of password or e-mail address"; docs/keys.md says whom it shuts out.
 */
import { TesseraError } from '../errors.js'
import { compare, concat, fromBase64 } from '../crypto/bytes.js'
import { signedAct } from './acts.js'
import { refuseShort } from './enroll.js'
import { postChange, renew } from './renewal.js'
import { withPassword } from './retype.js'
import { hasCode } from './standing.js'
import { dropSuccessor } from './successor.js'

/** @typedef {import('./context.js').Context} Context */

/**
 * The open session goes on with what the new password made.
 * @param {Context} context
 * @param {{password: string, next: string, cancel: string[]}} input the present password, the new one, and the ids of the
 *   key copies to be cancelled in the same act
 * @throws {TesseraError} `weak-password`, `wrong-password`, `locked`, `not-found` and `copy-is-browser` for a copy;
 *   `change-unclear` when the line broke at the wrong moment: locked then, because either password may be the right one
 */
export async function changePassword(context, { password, next, cancel }) {
  refuseShort(next)
  await withPassword(context, password, async (retyped) => {
    const { body, signed, held } = await renew(context, retyped, { email: retyped.who.email, password: next })
    const ids = cancel.map((id) => fromBase64(id, 16)).sort(compare)
    const proof = await signedAct(context, 'change-password', concat(signed, ...ids), retyped.proofKey)
    context.session.expectTurn(retyped.turn)
    await post(context, { ...body, ...proof, cancel })
    await takeOver(context, retyped, held)
  })
}

/**
 * @param {Context} context
 * @param {Parameters<Context['accounts']['changePassword']>[0]} body
 */
async function post(context, body) {
  const { session, accounts, emit } = context
  try {
    const isMade = (/** @type {{salt: string}} */ { salt }) => salt === body.salt
    await postChange(context, () => accounts.changePassword(body), isMade)
  } catch (error) {
    if (!hasCode(error, 'unreachable', 'server-error')) throw error
    session.lock()
    emit('locked', { reason: 'asked' })
    throw new TesseraError('change-unclear')
  }
}

/**
 * The open session has the new proof key, salt and keyset. An Account Key that was to follow was sealed under the former
 * password, so its replacement begins anew.
 * @param {Context} context
 * @param {import('./retype.js').Retyped} retyped
 * @param {import('./renewal.js').Renewed['held']} held
 */
async function takeOver(context, { turn, who }, held) {
  const { session } = context
  context.announce()
  session.expectTurn(turn)
  Object.assign(session.opened, held)
  if (session.opened.successor) await dropSuccessor(context, who.accountId)
}
