/**
 * Making a backup of the open vault, and opening one. docs/formats.md §10.
 *
 * A backup carries a fresh key string, which is recorded as a key copy of kind `backup`: its owner can see and cancel it.
 */
import { TesseraError } from '../errors.js'
import { makeFor } from '../account/delivery.js'
import { withPassword } from '../account/retype.js'
import { hasCode } from '../account/standing.js'
import { ends } from '../crypto/accountkey.js'
import { isBackup, openContent, openPasswordPart, parse, seal } from '../crypto/backup.js'
import { writeContent } from '../crypto/backuptext.js'
import { equal, zero } from '../crypto/bytes.js'
import { deriveBackupKey, passwordHash } from '../crypto/kdf.js'
import { SUITE } from '../crypto/labels.js'
import { isItem } from './item.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../crypto/backup.js').Backup} Backup */
/** @typedef {import('../account/context.js').Context} Context */
/** @typedef {import('./item.js').Item} Item */
/** @typedef {{content: () => {version: number, items: Item[]}}} Source the open vault */
/** @typedef {(done: number, total: number) => void} OnProgress */
/** @typedef {{blob: Blob, name: string, copyId: string | null, count: number}} Made `copyId` is b64 of the key copy that was recorded, for cancelling it */
/** @typedef {{date: number, version: number, items: Item[]}} Content `date` in seconds since 1970 */

const TYPE = 'application/octet-stream'

/**
 * Make a backup of the vault as it stands.
 * @param {Context} context with an open session
 * @param {Source} vault
 * @param {{password?: string | undefined, keyString?: string, onProgress?: OnProgress}} [options] `password` makes it open with
 *   that alone, for ever, and is never given for automatic backups; they carry the `keyString` of the place where they are kept
 * @returns {Promise<Made>}
 * @throws {TesseraError} `locked`; `wrong-password`; `too-large` {what}; a blocked vault's code; `slow-down`, `unreachable`, …
 *   when the key copy could not be recorded: then there is no backup
 */
export async function makeBackup(context, vault, { password, ...options } = {}) {
  if (password === undefined) return sealVault(context, vault, null, options)
  return withPassword(context, password, async ({ who, vaultKey }) => {
    const backupKey = await deriveBackupKey(who.hash)
    const part = { backupKey, accountKey: context.session.opened.accountKey, vaultKey }
    return sealVault(context, vault, part, options).finally(() => zero(backupKey))
  })
}

/**
 * @param {Context} context
 * @param {Source} vault
 * @param {Parameters<typeof seal>[3]} part
 * @param {{keyString?: string, onProgress?: OnProgress}} options
 * @returns {Promise<Made>}
 */
async function sealVault(context, vault, part, { keyString: given, onProgress }) {
  const { session } = context
  const { turn, opened, known } = session
  const { version, items } = vault.content()
  const date = new Date()
  const text = writeContent({ date: Math.floor(date.getTime() / 1000), version, items }, onProgress)
  const { keyString, own } = given === undefined ? await makeFor(context) : { keyString: given, own: null }
  const { generation, salt, keyset, vaultKey } = opened
  const bytes = await seal(vaultKey, { ...known, generation, salt, keyset, keyString }, text, part)
  session.expectTurn(turn) // a lock meanwhile has zeroed what was being sealed
  if (own) await context.accounts.recordCopy({ ...own, kind: 'backup' })
  const name = `tessera-backup-${date.toISOString().slice(0, 10)}.tesserabackup`
  return { blob: new Blob([bytes], { type: TYPE }), name, copyId: own?.copy_id ?? null, count: items.length }
}

/**
 * Open a backup that is to be restored: one of this account and Account Key at once, any other by its password part.
 * @param {Context} context with an open session
 * @param {Blob} blob
 * @param {string} [password] of the day on which it was made
 * @returns {Promise<Content>}
 * @throws {TesseraError} `backup-unknown`, `too-large` {what}, `newer-format`, `damaged-backup`; `backup-password`,
 *   `backup-password-wrong`; `backup-sealed` {ends}: nothing that is here opens it
 */
export async function openBackup(context, blob, password) {
  const backup = await readBackup(blob)
  const { opened, known } = context.session
  const own = equal(backup.accountId, known.accountId) && backup.generation === opened.generation
  const content = await (own ? openContent(opened.vaultKey, backup) : openForeign(context, backup, password))
  if (!content.items.every(isItem)) throw new TesseraError('damaged-backup')
  return /** @type {Content} */ (content)
}

/**
 * @param {Blob} blob
 * @returns {Promise<Backup>}
 * @throws {TesseraError} `backup-unknown`, and what `parse` throws
 */
async function readBackup(blob) {
  // Looked at before it is read whole: somebody may have chosen a film.
  const mine = isBackup(new Uint8Array(await blob.slice(0, 4).arrayBuffer()))
  const backup = mine ? await parse(new Uint8Array(await blob.arrayBuffer())) : null
  if (!backup) throw new TesseraError('backup-unknown')
  return backup
}

/**
 * @param {Context} context
 * @param {Backup} backup of another account, or of a former Account Key
 * @param {string | undefined} password
 */
async function openForeign(context, backup, password) {
  if (!backup.passwordPart) throw new TesseraError('backup-sealed', { ends: ends(backup.accountId) })
  if (password === undefined) throw new TesseraError('backup-password')
  const { email, salt } = backup
  const hash = await passwordHash({ email, password, suite: SUITE, salt }, context.argon2id)
  try {
    const { accountKey, vaultKey } = await openPasswordPart(hash, backup)
    zero(accountKey)
    return await openContent(vaultKey, backup).finally(() => zero(vaultKey))
  } catch (reason) {
    throw hasCode(reason, 'cannot-open') ? new TesseraError('backup-password-wrong') : reason
  } finally {
    zero(hash)
  }
}
