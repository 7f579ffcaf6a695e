/**
 * Receipts: whether what somebody holds in the hand would let a new browser in, found out while this one is
 * open. docs/keys.md, "A receipt and the drill", says what that shows and what it does not.
 */
import { TesseraError } from '../errors.js'
import { equal, toBase64, zero } from '../crypto/bytes.js'
import { ends, parse } from '../crypto/accountkey.js'
import { read as readWords } from '../carriers/words.js'
import { challenge } from './acts.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../crypto/accountkey.js').KeyString} KeyString */
/** @typedef {import('../api/accounts.js').KeyCopy} KeyCopy */
/** @typedef {import('./context.js').Context} Context */
/** @typedef {{keyString: string, words?: undefined} | {words: string, keyString?: undefined}} Presented what a carrier held */
/** @typedef {{provedAt: string, copy: KeyCopy | null}} Receipt `copy` is null for the words */

/**
 * When a copy was last proved, and whether drills are wanted.
 * @param {Context} context
 * @returns {Promise<{provedAt: string | null, declined: boolean}>}
 */
export async function receipts({ accounts }) {
  const { proved_at: provedAt, drills_declined: declined } = await accounts.account()
  return { provedAt, declined }
}

/**
 * Prove a copy: the server notes the date when it is good.
 * @param {Context} context
 * @param {Presented} presented
 * @returns {Promise<Receipt>}
 * @throws {TesseraError} `locked`; for a key string, in this order: `not-a-key`, `newer-format`, `damaged`;
 *   `wrong-account` {ends, email, mailed_at}; `key-replaced` {at}, `key-unfinished`; `copy-unknown`, `copy-cancelled`
 *   {at}, `copy-is-browser`; `copy-altered`. For words: `words-refused`
 */
export async function proveCopy(context, presented) {
  return note(context, await judge(context, presented))
}

/**
 * Whether drills are offered at all.
 * @param {Context} context
 * @param {{declined: boolean}} input
 */
export async function declineDrills({ accounts }, { declined }) {
  await accounts.drills({ declined })
}

/**
 * Have the date noted.
 * @param {Context} context
 * @param {KeyCopy | null} copy null for the words
 * @returns {Promise<Receipt>}
 */
export async function note({ accounts }, copy) {
  const { proved_at: provedAt } = await accounts.receipt({ copy_id: copy?.id ?? null })
  return { provedAt, copy }
}

/**
 * Whether what was presented is a good copy of this account's key.
 * @param {Context} context
 * @param {Presented} presented
 * @returns {Promise<KeyCopy | null>} which copy it is; null for the words
 * @throws {TesseraError} as `proveCopy`
 */
export async function judge(context, { keyString, words }) {
  if (words === undefined) return judgeKeyString(context, keyString)
  judgeWords(context, words)
  return null
}

/**
 * Words are the Account Key itself, and so is what is open here: they are the same or they are not.
 * @param {Context} context
 * @param {string} words
 */
function judgeWords({ session }, words) {
  const { accountKey } = session.opened
  const read = readWords(words)
  if (!read) throw new TesseraError('words-refused')
  const same = equal(new Uint8Array(read), accountKey)
  zero(/** @type {Bytes} */ (read))
  if (!same) throw new TesseraError('words-refused')
}

/**
 * A key string opens with its release share only, and an authorized session is given none: so what can be told without is
 * told, and what this browser sealed since it was unlocked has to be as it was, to the letter.
 * @param {Context} context
 * @param {string} text
 * @returns {Promise<KeyCopy>}
 */
async function judgeKeyString(context, text) {
  const keyString = await parse(text)
  if (!keyString) throw new TesseraError('not-a-key', { what: 'other' })
  await expectOurs(context, keyString)
  const id = toBase64(keyString.copyId)
  const copy = (await context.accounts.keyCopies()).find((one) => one.id === id)
  if (!copy) throw new TesseraError('copy-unknown')
  if (copy.cancelled_at) throw new TesseraError('copy-cancelled', { at: copy.cancelled_at })
  if (copy.kind === 'browser') throw new TesseraError('copy-is-browser')
  const made = context.session.opened.made?.get(id)
  if (made !== undefined && made !== keyString.text) throw new TesseraError('copy-altered')
  return copy
}

/**
 * Of this account, and of its Account Key of today.
 * @param {Context} context
 * @param {KeyString} keyString
 */
async function expectOurs(context, { accountId: theirs, generation: found }) {
  const { generation } = context.session.opened
  const { accountId, email } = context.session.known
  if (equal(theirs, accountId) && found === generation) return
  const { mailedAt, replacedAt } = await challenge(context, accountId)
  if (!equal(theirs, accountId))
    throw new TesseraError('wrong-account', { ends: ends(theirs), email, mailed_at: mailedAt })
  throw found < generation ? new TesseraError('key-replaced', { at: replacedAt }) : new TesseraError('key-unfinished')
}
