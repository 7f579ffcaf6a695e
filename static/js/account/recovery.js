/**
 * The recovery key of an open account: made here, printed, and known to nobody afterwards. PROTOCOL: "Recovery that keeps
 * the data"; docs/keys.md says what it weakens. recover.js uses it.
 */
import { concat, toBase64, zero } from '../crypto/bytes.js'
import { ends } from '../crypto/accountkey.js'
import * as recoveryKeys from '../crypto/recoverykey.js'
import * as shares from '../crypto/recoveryshares.js'
import { signedAct } from './acts.js'
import { withPassword } from './retype.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {{texts: string[], email: string, ends: string}} Printable one text, or three of which two suffice */

/**
 * Make a recovery key and set it up, in place of an earlier one.
 * @param {Context} context
 * @param {{password: string, split: boolean}} input
 * @returns {Promise<Printable>} shown once; kept nowhere
 * @throws {import('../errors.js').TesseraError} `wrong-password`, `locked`, `slow-down`
 */
export async function setRecovery(context, { password, split }) {
  const { email, accountId } = context.session.known
  const recoveryKey = recoveryKeys.make()
  try {
    const texts = split ? await shares.write(recoveryKey) : [await recoveryKeys.write(recoveryKey)]
    await withPassword(context, password, async ({ who, vaultKey, proofKey }) => {
      const record = await recoveryKeys.sealRecord(recoveryKey, who, vaultKey)
      const { publicKey } = await recoveryKeys.deriveProof(recoveryKey, accountId)
      const signed = await signedAct(context, 'set-recovery', concat(record, publicKey), proofKey)
      await context.accounts.setRecovery({ ...signed, record: toBase64(record), proof_key: toBase64(publicKey) })
    })
    return { texts, email, ends: ends(accountId) }
  } finally {
    zero(recoveryKey)
  }
}

/**
 * @param {Context} context
 * @param {{password: string}} input
 * @throws {import('../errors.js').TesseraError} `wrong-password`, `locked`, `not-found`
 */
export async function removeRecovery(context, { password }) {
  await withPassword(context, password, async ({ proofKey }) => {
    const signed = await signedAct(context, 'remove-recovery', new Uint8Array(0), proofKey)
    await context.accounts.removeRecovery(signed)
  })
}
