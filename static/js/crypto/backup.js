/**
 * Backups: the whole vault in one file, sealed, that also carries a key string. docs/formats.md §10.
 *
 *     "TSRB" | suite u8 | account id[16] | generation u32 | S[16] | len16 e-mail | len16 keyset | len16 key string
 *     | len16 password part | seal(VK, "backup", SHA(all before), JSON)
 *
 * The end vouches for every byte before it, so nothing inside is read as JSON until VK has opened it.
 */
import { TesseraError, expectBytes } from '../errors.js'
import { parse as parseKeyString } from './accountkey.js'
import { readContent } from './backuptext.js'
import { compare, concat, equal, len16, sha256, u32, utf8, zero } from './bytes.js'
import { OVERHEAD, open, openFixed, seal as sealBytes } from './envelope.js'
import { deriveBackupKey, normalizeEmail } from './kdf.js'
import { BACKUP_MAGIC, LABELS, SUITE } from './labels.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {import('./envelope.js').Key} Key */
/** @typedef {import('./accountkey.js').KeyString} KeyString */
/** @typedef {import('./backuptext.js').Content} Content */
/** @typedef {{accountKey: Bytes, vaultKey: Bytes}} BackupKeys AK and VK, 32 bytes each */
/**
 * @typedef {object} Origin what the account was when the backup was made
 * @property {Bytes} accountId
 * @property {number} generation
 * @property {Bytes} salt S
 * @property {string} email
 * @property {Bytes} keyset
 * @property {string} keyString canonical, of a key copy of the backup's own
 */
/**
 * @typedef {object} Backup one that was read without keys: of the right form, and not yet vouched for
 * @property {Bytes} accountId
 * @property {number} generation
 * @property {Bytes} salt S
 * @property {string} email
 * @property {Bytes} keyset
 * @property {KeyString} keyString
 * @property {Bytes} front all before the password part's length
 * @property {Bytes | null} passwordPart
 * @property {Bytes} checked all before the sealed end
 * @property {Bytes} sealed
 */

/** Bytes of a backup at most: what a page can hold several times over while it makes or reads one. */
export const BACKUP_LIMIT = 64 * 1024 * 1024
/** Bytes by which a backup is known. */
export const MAGIC = utf8(BACKUP_MAGIC)

const KEYS = 64
const KEYSET = 32 + OVERHEAD
const KEY_STRING = 234
const NOTHING = new Uint8Array(0)

/**
 * Do these bytes begin a backup, of whatever version and in whatever state?
 * @param {Uint8Array} bytes
 * @returns {boolean}
 */
export function isBackup(bytes) {
  return compare(bytes.subarray(0, MAGIC.length), MAGIC) === 0
}

/**
 * Seal a backup.
 * @param {Key} vaultKey VK
 * @param {Origin} origin
 * @param {Bytes} text the JSON of §10
 * @param {(BackupKeys & {backupKey: Key}) | null} part what makes it open with the password alone; null for a backup without that
 * @returns {Promise<Bytes>}
 * @throws {TesseraError} `too-large` {what, size, limit}
 */
export async function seal(vaultKey, origin, text, part) {
  const front = frontOf(origin)
  const checked = concat(front, len16(part ? await sealKeys(part, front) : NOTHING))
  const size = checked.length + text.length + OVERHEAD
  if (size > BACKUP_LIMIT) throw new TesseraError('too-large', { what: 'backup', size, limit: BACKUP_LIMIT })
  return concat(checked, await sealBytes(vaultKey, LABELS.backup, await sha256(checked), text))
}

/**
 * Read a backup as far as that goes without keys.
 * @param {Bytes} bytes
 * @returns {Promise<Backup | null>} null for bytes that are not ours
 * @throws {TesseraError} `too-large` {what}, `newer-format`, `damaged-backup`, in the order of §10
 */
export async function parse(bytes) {
  expectBytes('bytes', bytes)
  if (!isBackup(bytes)) return null
  if (bytes.length > BACKUP_LIMIT) throw new TesseraError('too-large', { what: 'backup', limit: BACKUP_LIMIT })
  const fields = new Fields(bytes, MAGIC.length)
  const [suite] = fields.take(1)
  if (suite !== SUITE) throw new TesseraError('newer-format')
  const accountId = fields.take(16)
  const generation = new DataView(fields.take(4).buffer).getUint32(0)
  const salt = fields.take(16)
  const email = readEmail(fields.sized())
  const keyset = fields.sized([KEYSET])
  const keyString = await readKeyString(fields.sized([KEY_STRING]), { accountId, generation })
  const front = bytes.slice(0, fields.at)
  const passwordPart = fields.sized([0, KEYS + OVERHEAD])
  const checked = bytes.slice(0, fields.at)
  const sealed = bytes.slice(fields.at)
  if (sealed.length < OVERHEAD) throw new TesseraError('damaged-backup')
  const part = passwordPart.length > 0 ? passwordPart : null
  return { accountId, generation, salt, email, keyset, keyString, front, passwordPart: part, checked, sealed }
}

/**
 * Verify all of a backup, then read what it holds.
 * @param {Key} vaultKey VK, of the backup's account and generation
 * @param {Backup} backup
 * @returns {Promise<Content>}
 * @throws {TesseraError} `damaged-backup`
 */
export async function openContent(vaultKey, { checked, sealed }) {
  return readContent(await orDamaged(async () => open(vaultKey, LABELS.backup, await sha256(checked), sealed)))
}

/**
 * Open the password part.
 * @param {Bytes} hash M of the password, the address and the salt of the backup's day
 * @param {Backup} backup
 * @returns {Promise<BackupKeys>} to be zeroed by the caller
 * @throws {TesseraError} `cannot-open`: another password, a damaged part, or none
 */
export async function openPasswordPart(hash, { front, passwordPart }) {
  if (!passwordPart) throw new TesseraError('cannot-open')
  const backupKey = await deriveBackupKey(hash)
  try {
    const both = await openFixed(KEYS, backupKey, LABELS.backupKeys, front, passwordPart)
    const keys = { accountKey: both.slice(0, 32), vaultKey: both.slice(32) }
    zero(both)
    return keys
  } finally {
    zero(backupKey)
  }
}

/**
 * The end of an opening that only damage can make fail: the key is the right one.
 * @template Value
 * @param {() => Promise<Value>} work
 * @returns {Promise<Value>}
 * @throws {TesseraError} `damaged-backup`
 */
async function orDamaged(work) {
  try {
    return await work()
  } catch (reason) {
    if (reason instanceof TesseraError) throw new TesseraError('damaged-backup')
    throw reason
  }
}

/**
 * All before the password part's length, which is that part's context as well.
 * @param {Origin} origin
 * @returns {Bytes}
 */
export function frontOf({ accountId, generation, salt, email, keyset, keyString }) {
  expectBytes('accountId', accountId, 16)
  expectBytes('salt', salt, 16)
  expectBytes('keyset', keyset, KEYSET)
  if (keyString.length !== KEY_STRING) throw new TypeError(`keyString: expected ${KEY_STRING} characters`)
  const named = [normalizeEmail(email), keyString].map(utf8)
  const [address, text] = /** @type {[Bytes, Bytes]} */ (named)
  const fixed = concat(MAGIC, new Uint8Array([SUITE]), accountId, u32(generation), salt)
  return concat(fixed, len16(address), len16(keyset), len16(text))
}

/**
 * @param {BackupKeys & {backupKey: Key}} part
 * @param {Bytes} front
 * @returns {Promise<Bytes>} 129 bytes
 */
async function sealKeys({ backupKey, accountKey, vaultKey }, front) {
  expectBytes('accountKey', accountKey, 32)
  expectBytes('vaultKey', vaultKey, 32)
  const both = concat(accountKey, vaultKey)
  try {
    return await sealBytes(backupKey, LABELS.backupKeys, front, both)
  } finally {
    zero(both)
  }
}

/**
 * @param {Bytes} bytes
 * @returns {string}
 * @throws {TesseraError} `damaged-backup` for an address that is not in its one form
 */
function readEmail(bytes) {
  // Latin-1 gives every byte a character of its own: none but those of §1 pass the check.
  const email = new TextDecoder('latin1').decode(bytes)
  const isNormal = /^[\x21-\x7e]+$/.test(email) && normalOf(email) === email
  if (!isNormal) throw new TesseraError('damaged-backup')
  return email
}

/**
 * @param {string} email
 * @returns {string | null}
 */
function normalOf(email) {
  try {
    return normalizeEmail(email)
  } catch (reason) {
    if (reason instanceof TesseraError) return null
    throw reason
  }
}

/**
 * @param {Bytes} bytes
 * @param {{accountId: Bytes, generation: number}} account whose it has to be
 * @returns {Promise<KeyString>}
 * @throws {TesseraError} `damaged-backup`
 */
async function readKeyString(bytes, { accountId, generation }) {
  const text = new TextDecoder('latin1').decode(bytes)
  const keyString = await orDamaged(() => parseKeyString(text))
  const isOwn = keyString?.text === text && equal(keyString.accountId, accountId) && keyString.generation === generation
  if (!keyString || !isOwn) throw new TesseraError('damaged-backup')
  return keyString
}

/** The fields of a byte string, one after the other. */
class Fields {
  #bytes

  /** @param {Bytes} bytes @param {number} at offset of the first field */
  constructor(bytes, at) {
    this.#bytes = bytes
    this.at = at
  }

  /**
   * @param {number} length
   * @returns {Bytes}
   * @throws {TesseraError} `damaged-backup` at the end of the bytes
   */
  take(length) {
    const end = this.at + length
    if (end > this.#bytes.length) throw new TesseraError('damaged-backup')
    const field = this.#bytes.slice(this.at, end)
    this.at = end
    return field
  }

  /**
   * A field after its own length.
   * @param {number[]} [lengths] that it may have, where they are fixed
   * @returns {Bytes}
   * @throws {TesseraError} `damaged-backup`
   */
  sized(lengths) {
    const field = this.take(new DataView(this.take(2).buffer).getUint16(0))
    if (lengths && !lengths.includes(field.length)) throw new TesseraError('damaged-backup')
    return field
  }
}
