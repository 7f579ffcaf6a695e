/**
 * New key copies: as a picture, a key file, a kit, words, or mailed. Each is one key string with a release share of its own.
 */
import { TesseraError } from '../errors.js'
import { toBase64 } from '../crypto/bytes.js'
import { ends } from '../crypto/accountkey.js'
import { write as writeWords } from '../carriers/words.js'
import { makeCopy } from './admission.js'
import { successorOf } from './successor.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Outcome} Outcome */
/** @typedef {{keyString: string, email: string, ends: string, accountId: string}} Issued `accountId` as base64url */

/** @typedef {{next?: boolean | undefined}} Which `next`: of the Account Key that is about to follow, instead of the present one */

/**
 * Issue a key copy to be shown, saved or printed. The kit and the words are one copy: whichever comes first is recorded.
 * @param {Context} context
 * @param {{kind: import('../api/accounts.js').TakenKind} & Which} input
 * @returns {Promise<Issued>}
 * @throws {TesseraError} `locked`; `key-replaced` in a tab that holds the key of before; `replacement-lost`
 */
export async function issueCopy(context, { kind, next }) {
  const { email, accountId } = context.session.known
  const keyString = kind === 'kit' ? await recordKit(context, next) : await record(context, kind, next)
  return { keyString, email, ends: ends(accountId), accountId: toBase64(accountId) }
}

/**
 * The Account Key as 24 words.
 * @param {Context} context
 * @param {Which} [which]
 * @returns {Promise<string>}
 * @throws {TesseraError} as `issueCopy`
 */
export async function words(context, { next } = {}) {
  await recordKit(context, next)
  return writeWords(holderOf(context, next).accountKey)
}

/**
 * What a printed kit holds.
 * @param {Context} context
 * @param {Which} [which]
 * @returns {Promise<Issued & {words: string}>}
 * @throws {TesseraError} as `issueCopy`
 */
export async function kit(context, { next } = {}) {
  const issued = await issueCopy(context, { kind: 'kit', next })
  return { ...issued, words: writeWords(holderOf(context, next).accountKey) }
}

/**
 * Have a key copy mailed to the account's address.
 * @param {Context} context
 * @throws {TesseraError} `locked`, `slow-down`, `key-string-refused`
 */
export async function mailCopy(context) {
  const { keyString, own } = await makeFor(context)
  await context.accounts.mailCopy({ ...own, key_string: keyString })
  context.session.opened.keyTaken = true
}

/**
 * Mail the key as its owner wished at sign-up. If that fails the account stands all the same, and another copy can be
 * taken; the wish is kept for the next sign-in.
 * @param {Context} context
 * @returns {Promise<Outcome>}
 */
export async function mailFirst(context) {
  const { accountId } = context.session.known
  try {
    await mailCopy(context)
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error
    return { next: 'welcome', reason: { code: error.code, detail: error.detail } }
  }
  const own = await context.keystore.readOwn(accountId)
  if (own) {
    delete own.mailKey
    await context.keystore.writeOwn(accountId, own)
  }
  return { next: 'welcome' }
}

/**
 * One kit for each time that the vault is opened, however often it is printed or its words are shown.
 * @param {Context} context
 * @param {boolean} [next]
 * @returns {Promise<string>} its key string
 */
async function recordKit(context, next) {
  const holder = holderOf(context, next)
  holder.kit ??= await record(context, 'kit', next)
  return holder.kit
}

/**
 * @param {Context} context
 * @param {import('../api/accounts.js').TakenKind} kind
 * @param {boolean} [next]
 * @returns {Promise<string>} the key string
 */
async function record(context, kind, next) {
  const holder = holderOf(context, next)
  const { keyString, own } = await makeFor(context, next)
  await context.accounts.recordCopy({ ...own, kind, generation: holder.generation })
  holder.keyTaken = true
  return keyString
}

/** What holds the Account Key that is meant. @param {Context} context @param {boolean} [next] */
function holderOf({ session }, next) {
  return next ? successorOf(session) : session.opened
}

/**
 * Make a key copy that the server does not know of yet: its key string, and what the server is to be told.
 * @param {Context} context
 * @param {boolean} [next]
 * @throws {TesseraError} `locked`
 */
export async function makeFor(context, next) {
  const { session } = context
  const holder = holderOf(context, next)
  const { generation, accountKey, carrierSecret } = holder
  const turn = session.turn
  const made = await makeCopy({ accountId: session.known.accountId, generation }, { accountKey, carrierSecret })
  session.expectTurn(turn) // a lock meanwhile has zeroed what was being sealed
  holder.made = (holder.made ?? new Map()).set(made.own.copy_id, made.keyString)
  return made
}
