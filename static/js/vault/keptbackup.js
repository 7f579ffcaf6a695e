/**
 * An automatic backup that leaves this browser. In the private files it carries the browser's own key string, which ends
 * with the browser; what its owner takes away gets a key copy of its own, as a backup made by hand does.
 */
import { makeFor } from '../account/delivery.js'
import { openContent, parse, seal } from '../crypto/backup.js'
import { writeContent } from '../crypto/backuptext.js'
import { TesseraError } from '../errors.js'

/** @typedef {import('../account/context.js').Context} Context */

/**
 * @param {Context} context with an open session
 * @param {Blob} blob
 * @returns {Promise<Blob>} the same one when it is from before a replacement: its key string is void, whatever is done
 * @throws {TesseraError} `damaged-backup`, `locked`, why the key copy could not be recorded
 */
export async function outlasting(context, blob) {
  const { session } = context
  const { turn, opened } = session
  const backup = await parse(new Uint8Array(await blob.arrayBuffer()))
  if (!backup) throw new TesseraError('damaged-backup')
  if (backup.generation !== opened.generation) return blob
  const text = writeContent(await openContent(opened.vaultKey, backup))
  const { keyString, own } = await makeFor(context)
  const bytes = await seal(opened.vaultKey, { ...backup, keyString }, text, null)
  session.expectTurn(turn)
  await context.accounts.recordCopy({ ...own, kind: 'backup' })
  return new Blob([bytes], { type: 'application/octet-stream' })
}
