/**
 * What the owner sees of the kept files, and may do with them. PRODUCT: Settings > Backups.
 */
import { TesseraError } from '../../errors.js'
import { nextOf } from './ledger.js'
import { keepKeyFiles } from './keyfiles.js'
import { pickedFolder, placesAtHand } from './places.js'

/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('./place.js').PlaceKind} PlaceKind */
/** @typedef {{place: PlaceKind, name: string}} Which */
/**
 * @typedef {object} Keeping
 * @property {{kind: PlaceKind, files: import('./place.js').KeptFile[]}[]} places at hand, with the key file first and backups from the newest on
 * @property {{name: string, permission: import('./places.js').Permission} | null} folder that was picked
 * @property {number | null} madeAt the last automatic backup, in ms since 1970
 * @property {{changes: number, from: number | null}} next so many changes to go, and not before that time
 * @property {import('./ledger.js').Failure | null} failure that the owner should know of
 */

/**
 * @param {Context} context
 * @returns {Promise<Keeping>}
 * @throws {TesseraError} `signed-out`, what a `Place` throws
 */
export async function keptFiles(context) {
  const { accountId } = context.session.known
  const places = await placesAtHand(context, accountId)
  const picked = await pickedFolder(context, accountId)
  const ledger = await context.keystore.readLedger(accountId)
  return {
    places: await Promise.all(places.map(async (place) => ({ kind: place.kind, files: await place.list() }))),
    folder: picked && { name: picked.folder.name, permission: picked.permission },
    madeAt: ledger?.madeAt ?? null,
    next: nextOf(ledger, Date.now()),
    failure: ledger?.failure ?? ledger?.keyFailure ?? null,
  }
}

/**
 * @param {Context} context
 * @param {Which} which
 * @returns {Promise<Blob>}
 * @throws {TesseraError} `not-found`
 */
export async function readKept(context, { place, name }) {
  const file = await (await placeNamed(context, place)).read(name)
  if (!file) throw new TesseraError('not-found')
  return file
}

/**
 * @param {Context} context
 * @param {Which} which
 */
export async function dropKept(context, { place, name }) {
  await (await placeNamed(context, place)).drop(name)
}

/**
 * The handle of the folder that was picked, for a page: only there can the browser be asked to let it be used again.
 * @param {Context} context
 */
export async function keptFolder(context) {
  return pickedFolder(context, context.session.known.accountId)
}

/**
 * Keep the files in this folder from now on; the key file goes there at once.
 * @param {Context} context with an open session
 * @param {{folder: import('./place.js').Directory}} input
 */
export async function chooseFolder(context, { folder }) {
  await context.keystore.changeLedger(context.session.known.accountId, (ledger) => settled(ledger, { folder }))
  await keepKeyFiles(context)
}

/**
 * Stop using the folder. What lies there is its owner's, and stays.
 * @param {Context} context
 */
export async function leaveFolder(context) {
  await context.keystore.changeLedger(context.session.known.accountId, (ledger) => settled(ledger, {}))
}

/**
 * @param {import('./ledger.js').Ledger | null} ledger
 * @param {{folder?: import('./place.js').Directory}} choice
 * @returns {import('./ledger.js').Ledger} another place, another chance: what failed before is forgotten
 */
function settled(ledger, choice) {
  const { folder: _, failure: __, keyFailure: ___, ...held } = ledger ?? { changes: 0 }
  return { ...held, ...choice }
}

/**
 * @param {Context} context
 * @param {PlaceKind} kind
 */
async function placeNamed(context, kind) {
  const places = await placesAtHand(context, context.session.known.accountId)
  const place = places.find((one) => one.kind === kind)
  if (!place) throw new TesseraError(kind === 'folder' ? 'folder-closed' : 'not-found')
  return place
}
