/**
 * The key file of each place, put there anew when it is missing or has become useless.
 *
 * A picked folder gets a key copy of its own, of kind *file*: it is the owner's, and outlives this browser. The private
 * file system gets this browser's own key string once more. So nothing that lies there outlives a revocation, whether
 * this browser hears of it or not: the release share of that one copy is on the server, and goes with the browser's row.
 */
import { TesseraError } from '../../errors.js'
import { equal, toBase64, utf8 } from '../../crypto/bytes.js'
import { ends, parse } from '../../crypto/accountkey.js'
import { read, write } from '../../carriers/keyfile.js'
import { makeCopy } from '../admission.js'
import { createTurns } from '../inturn.js'
import { hasCode } from '../standing.js'
import { failureOf, keyFilesSeenTo } from './ledger.js'
import { KEY_FILE } from './place.js'
import { placesAtHand, writeInto } from './places.js'

/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('../../crypto/accountkey.js').KeyString} KeyString */
/** @typedef {import('./place.js').Place} Place */

/**
 * @param {Context} context with an open session
 * @param {() => number} [now] in ms
 * @returns {Promise<void>} once every place that is at hand has been seen to
 * @throws the first failure of a place, which is noted in the ledger as well: `locked`, what a `Place` throws, and why the
 *   server did not answer
 */
export async function keepKeyFiles(context, now = Date.now) {
  const { keystore, session } = context
  const { accountId } = session.known
  const places = await placesAtHand(context, accountId)
  const done = await Promise.allSettled(places.map((place) => keyStringAt(context, place)))
  const failed = done.find((one) => one.status === 'rejected')
  if (hasCode(failed?.reason, 'locked')) throw failed?.reason
  const failure = failed ? failureOf(failed.reason, now()) : null
  await keystore.changeLedger(accountId, (ledger) => keyFilesSeenTo(ledger, failure))
  if (failed) throw failed.reason
}

/** Whoever looks for a key file while another is being put there would issue a second copy. @type {WeakMap<object, ReturnType<typeof createTurns>>} */
const turns = new WeakMap()

/** @param {Context} context */
function inTurn({ session }) {
  const known = turns.get(session) ?? createTurns()
  turns.set(session, known)
  return known
}

/**
 * The key string that a place's key file holds, written there first where that is needed.
 * @param {Context} context with an open session
 * @param {Place} place
 * @returns {Promise<string>}
 * @throws {TesseraError} as `keepKeyFiles`
 */
export function keyStringAt(context, place) {
  return inTurn(context)(() =>
    place.kind === 'folder' ? keyStringInFolder(context, place) : keyStringHere(context, place),
  )
}

/**
 * @param {Place} place
 * @returns {Promise<string | null>} null when there is no key file, or nobody can read it
 * @throws {TesseraError} what a `Place` throws
 */
export async function readKeyFile(place) {
  const file = await place.read(KEY_FILE)
  if (!file) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  return read(bytes).catch((reason) => {
    if (reason instanceof TesseraError) return null
    throw reason
  })
}

/**
 * @param {Context} context
 * @param {Place} place
 */
async function keyStringHere(context, place) {
  const own = await context.keystore.readOwn(context.session.known.accountId)
  if (!own) throw new TesseraError('locked') // revoked meanwhile
  if ((await readKeyFile(place)) !== own.keyString) await put(context, place, own.keyString)
  return own.keyString
}

/**
 * @param {Context} context
 * @param {Place} place
 */
async function keyStringInFolder(context, place) {
  const found = await readKeyFile(place)
  if (found && (await isGood(context, await parse(found)))) return found
  return issueInto(context, place)
}

/**
 * Whether a key string still authorizes a browser of this account.
 * @param {Context} context
 * @param {KeyString | null} keyString
 */
async function isGood({ session, accounts }, keyString) {
  const { known, opened } = session
  if (!keyString || !equal(keyString.accountId, known.accountId) || keyString.generation !== opened.generation)
    return false
  const id = toBase64(keyString.copyId)
  return (await accounts.keyCopies()).some((copy) => copy.id === id && copy.cancelled_at === null)
}

/**
 * Written first: a disk that refuses shall not leave a copy in the owner's list that nobody has. Should this browser die
 * in between, the file names a copy that the server does not know, and is replaced the next time.
 * @param {Context} context
 * @param {Place} place
 */
async function issueInto(context, place) {
  const { session } = context
  const { turn, known } = session
  const { generation, accountKey, carrierSecret } = session.opened
  const { keyString, own } = await makeCopy({ accountId: known.accountId, generation }, { accountKey, carrierSecret })
  session.expectTurn(turn) // a lock meanwhile has zeroed what was being sealed
  await put(context, place, keyString)
  try {
    await context.accounts.recordCopy({ ...own, kind: 'file' })
  } catch (reason) {
    await place.drop(KEY_FILE)
    throw reason
  }
  return keyString
}

/**
 * @param {Context} context
 * @param {Place} place
 * @param {string} keyString
 */
async function put(context, place, keyString) {
  const { email, accountId } = context.session.known
  const text = write({ keyString, email, ends: ends(accountId), date: new Date().toISOString().slice(0, 10) })
  await writeInto(context, accountId, place, { name: KEY_FILE, bytes: utf8(text) })
}
