// A backup as a file that somebody chose, before any key has opened it.
import { BACKUP_MAGIC } from '../crypto/labels.js'

const NAME = /^tessera-backup-(\d{4}-\d{2}-\d{2})/

/**
 * Whether a file begins as a backup does; what it is worth, its reader says.
 * @param {Blob} file
 */
export async function isBackup(file) {
  const start = await file.slice(0, BACKUP_MAGIC.length).arrayBuffer()
  return new TextDecoder('latin1').decode(start) === BACKUP_MAGIC
}

/**
 * When a backup was made, for a sentence and for nothing else: its own date is sealed, so the name and the file system
 * are believed.
 * @param {Blob} file
 * @returns {string | null} RFC 3339
 */
export function dateOf(file) {
  if (!(file instanceof File)) return null
  const named = NAME.exec(file.name)?.[1]
  const date = new Date(named ?? file.lastModified)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}
