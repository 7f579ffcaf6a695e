/**
 * Second factors in Settings: the list, adding, naming, removing. PRODUCT: Settings > Security.
 *
 * Every change wants the account password again. It is judged here first, by the keyset that it opens; the server then
 * gets the login secret, as allauth asks for it, or a signature of the proof key that is made anew from it.
 */
import { concat, u64 } from '../crypto/bytes.js'
import { deriveLoginSecret } from '../crypto/kdf.js'
import { answer, challenge } from './acts.js'
import { withPassword } from './retype.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('../api/factors.js').Ceremony} Ceremony */
/** @typedef {import('../api/factors.js').Factor} Factor */

/** How the kinds are named in what is signed (docs/formats.md §4). */
const SIGNED_AS = { totp: 1, webauthn: 2 }

/** @param {Context} context */
export function factors({ accounts }) {
  return accounts.factors()
}

/**
 * Tell the server that the password was typed again: what follows in the next minutes may change second factors.
 * @param {Context} context
 * @param {{password: string}} input
 * @throws {import('../errors.js').TesseraError} `wrong-password`, `slow-down`, `locked`
 */
export function confirmPassword(context, { password }) {
  return withPassword(context, password, async ({ who }) => {
    await context.accounts.confirmPassword(await deriveLoginSecret(who.hash))
  })
}

/**
 * The secret of a new authenticator app, good for this session until a code of it is shown.
 * @param {Context} context
 * @returns {Promise<{secret: string, address: string}>} base32; and the `otpauth:` address that goes into the QR
 */
export function newApp({ accounts }) {
  return accounts.newApp()
}

/**
 * @param {Context} context
 * @param {{code: string}} input
 * @throws {import('../errors.js').TesseraError} `factor-refused`, `factor-known`, `retype-password`
 */
export async function addApp({ accounts }, { code }) {
  await accounts.addApp(code)
}

/**
 * @param {Context} context
 * @returns {Promise<Ceremony>} for `navigator.credentials.create`
 */
export function newKey({ accounts }) {
  return accounts.newKey()
}

/**
 * @param {Context} context
 * @param {{name: string, credential: Ceremony}} input
 * @throws {import('../errors.js').TesseraError} `factor-refused`, `retype-password`
 */
export async function addKey({ accounts }, input) {
  await accounts.addKey(input)
}

/**
 * @param {Context} context
 * @param {{id: number, name: string}} input
 * @throws {import('../errors.js').TesseraError} `retype-password`
 */
export async function renameKey({ accounts }, input) {
  await accounts.renameKey(input)
}

/**
 * Recovery codes, which are shown once.
 * @param {Context} context
 * @param {{anew: boolean}} input `anew`: other ones, which void those of before
 * @returns {Promise<{codes: string[]}>}
 */
export async function recoveryCodes({ accounts }, { anew }) {
  return { codes: await (anew ? accounts.newRecoveryCodes() : accounts.recoveryCodes()) }
}

/**
 * @param {Context} context
 * @param {{id: number, kind: Factor['kind'], password: string}} input
 * @throws {import('../errors.js').TesseraError} `wrong-password`, `not-found`, `locked`
 */
export function removeFactor(context, { id, kind, password }) {
  return withPassword(context, password, async ({ who, proofKey }) => {
    const { nonce } = await challenge(context, who.accountId)
    const body = concat(Uint8Array.of(SIGNED_AS[kind]), u64(id))
    await context.accounts.removeFactor(id, await answer(context, 'remove-factor', proofKey, { ...who, nonce }, body))
  })
}
