/**
 * An account's end. PROTOCOL: "Revocation, cancelling, deletion…".
 */
import { signedAct } from './acts.js'
import { postChange } from './renewal.js'
import { withPassword } from './retype.js'
import { leave } from './standing.js'

/** @typedef {import('./context.js').Context} Context */

/**
 * Delete the account and everything of it on the server. This browser wipes its key copy and its saved items at once, as
 * others do when they next ask; the pin stays everywhere, for a server that only says that the account is gone.
 * @param {Context} context
 * @param {{password: string}} input
 * @throws {import('../errors.js').TesseraError} `wrong-password`, `locked`
 */
export async function deleteAccount(context, { password }) {
  await withPassword(context, password, async ({ who: { accountId }, proofKey, turn }) => {
    const proof = await signedAct(context, 'delete-account', accountId, proofKey)
    context.session.expectTurn(turn)
    await postChange(
      context,
      () => context.accounts.deleteAccount(proof),
      () => false,
    )
    context.announce()
    await leave(context, accountId, 'deleted', new Date().toISOString())
  })
}
