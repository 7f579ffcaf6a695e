/**
 * Where this browser keeps an account's files: the folder that its owner picked, while the browser lets us write there,
 * and always the browser's private file system, where it has one.
 */
import { Place } from './place.js'

/** @typedef {import('../../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../context.js').Context} Context */
/** @typedef {import('./place.js').Directory} Directory */
/** @typedef {'granted' | 'prompt' | 'denied'} Permission */
/** @typedef {Directory & {queryPermission: (wanted: {mode: 'readwrite'}) => Promise<Permission>}} Picked a handle that the page's picker gave */

/**
 * @param {Context} context
 * @param {Bytes} accountId
 * @returns {Promise<{folder: Directory, permission: Permission} | null>} null when none was picked. The browser forgets its
 *   leave, as a rule when the last tab is closed; then `permission` is `prompt`, and a page has to ask for it at a click
 */
export async function pickedFolder({ keystore }, accountId) {
  const folder = (await keystore.readLedger(accountId))?.folder
  if (!folder) return null
  return { folder, permission: await /** @type {Picked} */ (folder).queryPermission({ mode: 'readwrite' }) }
}

/**
 * Where files can be written and read now: the picked folder first.
 * @param {Context} context
 * @param {Bytes} accountId
 * @returns {Promise<Place[]>}
 */
export async function placesAtHand(context, accountId) {
  const picked = await pickedFolder(context, accountId)
  const own = await context.keystore.privatePlace(accountId)
  const folder = picked?.permission === 'granted' ? new Place('folder', picked.folder, accountId) : null
  return [folder, own].filter((place) => place !== null)
}

/**
 * Write into a place of an account that this browser still holds: one that was revoked while the file was being made, or
 * written, shall not have it again.
 * @param {Context} context
 * @param {Bytes} accountId
 * @param {Place} place
 * @param {{name: string, bytes: Bytes}} file
 */
export async function writeInto({ keystore }, accountId, place, { name, bytes }) {
  await place.write(name, bytes)
  if (place.kind === 'browser' && (await keystore.readOwn(accountId)) === null) await place.wipe()
}
