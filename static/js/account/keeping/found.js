/**
 * Key copies found where this browser keeps files, for a sign-in that has no key copy of the browser's own any more.
 */
import { TesseraError } from '../../errors.js'
import { equal } from '../../crypto/bytes.js'
import { parse } from '../../crypto/accountkey.js'
import { parse as parseBackup } from '../../crypto/backup.js'
import { authorizeWith } from '../authorize.js'
import { hasCode } from '../standing.js'
import { readKeyFile } from './keyfiles.js'
import { KEY_FILE, Place } from './place.js'
import { pickedFolder, placesAtHand } from './places.js'

/** @typedef {import('../../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('../context.js').Outcome} Outcome */

/** What is wrong with one copy says nothing about the next. @type {import('../../errors.js').Code[]} */
const USELESS = ['cannot-open', 'copy-cancelled', 'copy-unknown', 'key-replaced', 'key-unfinished', 'proof-refused']

/**
 * Authorize this browser with a copy that it finds by itself: without a question, and with the notice of every other way.
 * @param {Context} context with a sign-in under way
 * @returns {Promise<Outcome | null>} null when there is none that opens this account
 * @throws {TesseraError} `unreachable` and the like
 */
export async function authorizeWithFound(context) {
  const places = await placesAtHand(context, context.session.known.accountId)
  return (await tryEach(context, places)).outcome
}

/**
 * The same from the folder alone, whose owner has just let us read it again.
 * @param {Context} context with a sign-in under way
 * @returns {Promise<Outcome>}
 * @throws {TesseraError} `folder-closed`, `folder-gone`; `folder-empty` when it has no copy, what is wrong with it when it
 *   has one that does not open this account
 */
export async function authorizeFromFolder(context) {
  const { accountId } = context.session.known
  const picked = await pickedFolder(context, accountId)
  if (picked?.permission !== 'granted') throw new TesseraError('folder-closed')
  const { outcome, refusal } = await tryEach(context, [new Place('folder', picked.folder, accountId)])
  if (!outcome) throw refusal ?? new TesseraError('folder-empty')
  return outcome
}

/**
 * @param {Context} context
 * @param {Place[]} places
 * @returns {Promise<{outcome: Outcome | null, refusal: TesseraError | null}>} the first refusal
 */
async function tryEach(context, places) {
  /** @type {TesseraError | null} */
  let refusal = null
  const tried = new Set()
  for (const place of places) {
    for await (const keyString of keyStringsIn(place, context.session.known.accountId)) {
      if (tried.has(keyString)) continue
      tried.add(keyString)
      try {
        return { outcome: await authorizeWith(context, { keyString }), refusal }
      } catch (reason) {
        if (!hasCode(reason, ...USELESS)) throw reason
        refusal ??= reason
      }
    }
  }
  return { outcome: null, refusal }
}

/**
 * Of the key file, then of the newest backup. A file that cannot be read is passed over: there may be another, and
 * whoever signs in can still choose one.
 * @param {Place} place
 * @param {Bytes} accountId
 * @returns {AsyncGenerator<string>} those that name this account
 */
async function* keyStringsIn(place, accountId) {
  for (const read of [readKeyFile, readNewestBackup]) {
    const text = await read(place).catch(unlessUnreadable)
    const keyString = text && (await parse(text))
    if (keyString && equal(keyString.accountId, accountId)) yield keyString.text
  }
}

/** @param {Place} place */
async function readNewestBackup(place) {
  const newest = (await place.list()).find(({ name }) => name !== KEY_FILE)
  const file = newest && (await place.read(newest.name))
  const backup = file && (await parseBackup(new Uint8Array(await file.arrayBuffer())))
  return backup?.keyString.text ?? null
}

/** @param {unknown} reason */
function unlessUnreadable(reason) {
  if (reason instanceof TesseraError || reason instanceof DOMException) return null
  throw reason
}
