/**
 * New key copies: as a picture, a key file, a kit, words, or mailed. Each is one key string with a release share of its own.
 */
import { TesseraError } from '../errors.js'
import { toBase64 } from '../crypto/bytes.js'
import { ends } from '../crypto/accountkey.js'
import { write as writeWords } from '../carriers/words.js'
import { makeCopy } from './admission.js'

/** @typedef {import('./context.js').Context} Context */
/** @typedef {import('./context.js').Outcome} Outcome */
/** @typedef {{keyString: string, email: string, ends: string, accountId: string}} Issued `accountId` as base64url */

/**
 * Issue a key copy to be shown, saved or printed. The kit and the words are one copy: whichever comes first is recorded.
 * @param {Context} context
 * @param {{kind: import('../api/accounts.js').TakenKind}} input
 * @returns {Promise<Issued>}
 * @throws {TesseraError} `locked`
 */
export async function issueCopy(context, { kind }) {
  const { email, accountId } = context.session.known
  const keyString = kind === 'kit' ? await recordKit(context) : await record(context, kind)
  return { keyString, email, ends: ends(accountId), accountId: toBase64(accountId) }
}

/**
 * The Account Key as 24 words.
 * @param {Context} context
 * @returns {Promise<string>}
 * @throws {TesseraError} `locked`
 */
export async function words(context) {
  await recordKit(context)
  return writeWords(context.session.opened.accountKey)
}

/**
 * What a printed kit holds.
 * @param {Context} context
 * @returns {Promise<Issued & {words: string}>}
 * @throws {TesseraError} `locked`
 */
export async function kit(context) {
  const issued = await issueCopy(context, { kind: 'kit' })
  return { ...issued, words: writeWords(context.session.opened.accountKey) }
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
 * @returns {Promise<string>} its key string
 */
async function recordKit(context) {
  const { opened } = context.session
  opened.kit ??= await record(context, 'kit')
  return opened.kit
}

/**
 * @param {Context} context
 * @param {import('../api/accounts.js').TakenKind} kind
 * @returns {Promise<string>} the key string
 */
async function record(context, kind) {
  const { keyString, own } = await makeFor(context)
  await context.accounts.recordCopy({ ...own, kind })
  context.session.opened.keyTaken = true
  return keyString
}

/**
 * Make a key copy that the server does not know of yet: its key string, and what the server is to be told.
 * @param {Context} context
 * @throws {TesseraError} `locked`
 */
export async function makeFor({ session }) {
  const { generation, accountKey, carrierSecret } = session.opened
  const turn = session.turn
  const made = await makeCopy({ accountId: session.known.accountId, generation }, { accountKey, carrierSecret })
  session.expectTurn(turn) // a lock meanwhile has zeroed what was being sealed
  const { opened } = session
  opened.made = (opened.made ?? new Map()).set(made.own.copy_id, made.keyString)
  return made
}
