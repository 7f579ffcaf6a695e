/**
 * The drill: both secrets, as a new browser would ask for them, tried while this one is open and every way out is left.
 */
import { TesseraError } from '../errors.js'
import { equal, fromBase64, toBase64, zero } from '../crypto/bytes.js'
import { deriveLoginSecret } from '../crypto/kdf.js'
import { SUITE } from '../crypto/labels.js'
import { hashPassword, openCopy } from './admission.js'
import { readOwn } from './owncopy.js'
import { judge, note } from './receipt.js'
import { hasCode } from './standing.js'

/** @typedef {import('../crypto/accountkey.js').KeyString} KeyString */
/** @typedef {import('../errors.js').Code} Code */
/** @typedef {import('./admission.js').Who} Who */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Reason} Reason */
/** @typedef {import('./receipt.js').Presented} Presented */
/** @typedef {import('./receipt.js').Receipt} Receipt */

/** What says something of the half that was tried; anything else is no result. @type {readonly Code[]} */
const PASSWORD_FAILS = ['wrong-password']
/** @type {readonly Code[]} */
const COPY_FAILS = [
  'copy-altered',
  'copy-cancelled',
  'copy-is-browser',
  'copy-unknown',
  'damaged',
  'key-replaced',
  'key-unfinished',
  'newer-format',
  'not-a-key',
  'words-refused',
  'wrong-account',
]

/**
 * Both halves are tried, so that each failure is known at once.
 * @param {Context} context
 * @param {Presented & {password: string}} input
 * @returns {Promise<{password: Reason | null, copy: Reason | null, receipt: Receipt | null}>} why each half failed; the
 *   receipt when neither did
 * @throws {TesseraError} `locked`, `slow-down`, `own-copy-damaged`, `unreachable`, …
 */
export async function drill(context, { password, ...presented }) {
  const first = await tryHalf(checkPassword(context, password), PASSWORD_FAILS)
  const second = await tryHalf(judge(context, presented), COPY_FAILS)
  const failed = first.failed ?? second.failed
  const receipt = failed ? null : await note(context, second.value ?? null)
  return { password: first.failed, copy: second.failed, receipt }
}

/**
 * @template Value
 * @param {Promise<Value>} half
 * @param {readonly Code[]} codes
 * @returns {Promise<{value?: Value, failed: Reason | null}>}
 */
async function tryHalf(half, codes) {
  try {
    return { value: await half, failed: null }
  } catch (error) {
    if (!hasCode(error, ...codes)) throw error
    return { failed: { code: error.code, detail: error.detail } }
  }
}

/**
 * The way of an unlock, to the keys that are open already.
 * @param {Context} context
 * @param {string} password
 * @throws {TesseraError} `wrong-password`, `slow-down`, `own-copy-damaged`
 */
async function checkPassword(context, password) {
  const { session, keystore } = context
  const { salt, generation } = session.opened
  const { email, accountId } = session.known
  const record = await keystore.readOwn(accountId)
  if (!record) throw new TesseraError('own-copy-damaged')
  const keyString = await readOwn(record, accountId)
  const hash = await hashPassword(context, { email, password, suite: SUITE, salt: toBase64(salt) })
  try {
    await expectSameKeys(context, { email, hash, accountId, generation }, keyString)
  } finally {
    zero(hash)
  }
}

/**
 * @param {Context} context
 * @param {Who} who
 * @param {KeyString} keyString this browser's own
 */
async function expectSameKeys({ session, accounts }, who, keyString) {
  const { turn } = session
  const released = await accounts.unlock({
    login: await deriveLoginSecret(who.hash),
    copy_id: toBase64(keyString.copyId),
  })
  const record = fromBase64(released.carrier_record)
  const { accountKey, carrierSecret } = await openCopy(who, record, keyString, fromBase64(released.share, 32)).catch(
    notOurs,
  )
  session.expectTurn(turn, accountKey, carrierSecret) // a lock has zeroed what these are held against
  const same = equal(accountKey, session.opened.accountKey) && equal(carrierSecret, session.opened.carrierSecret)
  zero(accountKey, carrierSecret)
  if (!same) throw new TesseraError('own-copy-damaged')
}

/** The password was right, or the server would not have released anything. @param {unknown} error @returns {never} */
function notOurs(error) {
  throw hasCode(error, 'cannot-open') ? new TesseraError('own-copy-damaged') : error
}
