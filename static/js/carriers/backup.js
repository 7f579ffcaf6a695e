import { parse } from '../crypto/backup.js'

// docs/formats.md §10. Written by vault/backup.js, which has the vault to put into it.

/**
 * The key string in a backup. The rest of it is vouched for by a key that is not here yet.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<string | null>} canonical; null when the file is no backup
 * @throws {import('../errors.js').TesseraError} `too-large`, `newer-format`, `damaged-backup`
 */
export async function read(bytes) {
  return (await parse(bytes))?.keyString.text ?? null
}
