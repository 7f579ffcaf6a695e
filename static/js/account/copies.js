/**
 * The list of key copies, and cancelling one. PRODUCT: Settings > Account Key.
 */
import { fromBase64 } from '../crypto/bytes.js'
import { signedAct } from './acts.js'

/** @typedef {import('./context.js').Context} Context */

/**
 * @param {Context} context
 * @returns {Promise<{copies: import('../api/accounts.js').KeyCopy[]}>} newest first
 */
export async function keyCopies({ accounts }) {
  return { copies: await accounts.keyCopies() }
}

/**
 * Cancel a key copy: the server erases its release share. It cannot reach words, nor a copy whose share was released.
 * @param {Context} context
 * @param {{id: string}} input
 * @throws {import('../errors.js').TesseraError} `locked`, `copy-is-browser`, `not-found`
 */
export async function cancelCopy(context, { id }) {
  await context.accounts.cancelCopy(id, await signedAct(context, 'cancel-copy', fromBase64(id, 16)))
}
