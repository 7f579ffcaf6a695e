/**
 * Reset without keys: asking for it, beginning it, and cancelling it in any authorized browser. PROTOCOL: "Reset without
 * keys". What the second link leads to is sign-up (enroll.js) or recovery (recover.js).
 */
import { normalizeEmail } from '../crypto/kdf.js'
import { signedAct } from './acts.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('../api/resets.js').ResetKind} ResetKind */
/** @typedef {{stage: 'asked' | 'waiting' | 'ready', kind: ResetKind, email: string, readyAt: string | null, recoverable: boolean}} Stage */
/**
 * @typedef {object} WayBack what every browser of the account shows of it
 * @property {{kind: ResetKind, begunAt: string, readyAt: string} | null} reset one that has begun and can be cancelled
 * @property {{madeAt: string, usedAt: string | null} | null} recovery the recovery key; `usedAt` until the Account Key is
 *   replaced
 */

/**
 * Have the first link mailed. Whether there is an account nobody is told.
 * @param {Context} context
 * @param {{email: string, kind: ResetKind}} input
 * @throws {import('../errors.js').TesseraError} `bad-email`, `slow-down`
 */
export async function askReset({ accounts }, { email, kind }) {
  await accounts.askReset({ email: normalizeEmail(email), kind })
}

/**
 * Where the reset stands that a mailed link belongs to.
 * @param {Context} context
 * @param {{token: string}} input
 * @returns {Promise<Stage>}
 * @throws {import('../errors.js').TesseraError} `reset-refused`
 */
export async function readReset({ accounts }, { token }) {
  return stageOf(await accounts.readReset(token))
}

/**
 * Start the 72 hours.
 * @param {Context} context
 * @param {{token: string}} input
 * @returns {Promise<Stage>}
 * @throws {import('../errors.js').TesseraError} `reset-refused`
 */
export async function beginReset({ accounts }, { token }) {
  return stageOf(await accounts.beginReset(token))
}

/**
 * @param {Context} context
 * @returns {Promise<WayBack>}
 */
export async function wayBack({ accounts }) {
  const { reset, recovery } = await accounts.account()
  return {
    reset: reset && { kind: reset.kind, begunAt: reset.begun_at, readyAt: reset.ready_at },
    recovery: recovery && { madeAt: recovery.made_at, usedAt: recovery.used_at },
  }
}

/**
 * @param {Context} context
 * @throws {import('../errors.js').TesseraError} `locked`, `not-found`
 */
export async function cancelReset(context) {
  await context.accounts.cancelReset(await signedAct(context, 'cancel-reset', new Uint8Array(0)))
}

/**
 * @param {import('../api/resets.js').Stage} answer
 * @returns {Stage}
 */
function stageOf({ stage, kind, email, ready_at: readyAt, recovery }) {
  return { stage, kind, email, readyAt, recoverable: recovery !== null }
}
