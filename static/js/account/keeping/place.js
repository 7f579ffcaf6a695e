/**
 * A place where an account's key file and its automatic backups are kept: `<account id>/tessera.tesserakey` and
 * `<account id>/backups/…` below a folder. The folder is one that the owner picked, or the browser's private file system:
 * both speak the File System API, so this is one class. docs/formats.md §8.
 */
import { TesseraError } from '../../errors.js'
import { toBase32 } from '../../crypto/bytes.js'

/** @typedef {import('../../crypto/bytes.js').Bytes} Bytes */
/** @typedef {FileSystemDirectoryHandle} Directory */
/** @typedef {'folder' | 'browser'} PlaceKind a folder that was picked, or the browser's private file system */
/** @typedef {{name: string, size: number, at: number}} KeptFile `size` in bytes, `at` in ms since 1970: when it was written */
/** @typedef {{write: (bytes: Bytes, options: {at: number}) => number, truncate: (size: number) => void, flush: () => void, close: () => void}} SyncAccess */
/**
 * What browsers differ in: one that lacks `createWritable` has, in workers and for private files, these two.
 * @typedef {Omit<FileSystemFileHandle, 'createWritable'> & {
 *   createWritable?: FileSystemFileHandle['createWritable'],
 *   createSyncAccessHandle?: () => Promise<SyncAccess>,
 *   move?: (name: string) => Promise<void>,
 * }} FileHandle
 */

export const KEY_FILE = 'tessera.tesserakey'
export const BACKUP_ENDING = '.tesserabackup'
const BACKUPS = 'backups'

export class Place {
  #root
  #name

  /**
   * @param {PlaceKind} kind
   * @param {Directory} root
   * @param {Bytes} accountId
   */
  constructor(kind, root, accountId) {
    this.kind = kind
    this.#root = root
    this.#name = folderName(accountId)
  }

  /**
   * What is kept here: the key file, then the backups, newest first. Other people's files are none of ours, and an empty
   * one is what a machine that died while writing leaves behind.
   * @returns {Promise<KeptFile[]>}
   */
  list() {
    return told(async () => {
      const key = await this.read(KEY_FILE)
      const folder = await absent(this.#folder(KEY_FILE).then((own) => own.getDirectoryHandle(BACKUPS)))
      const files = folder ? await filesIn(folder) : []
      const backups = files.filter(({ name, size }) => name.endsWith(BACKUP_ENDING) && size > 0)
      return [...(key ? [key] : []), ...backups.sort((a, b) => compareNames(b.name, a.name))].map(describe)
    })
  }

  /**
   * @param {string} name the key file's or a backup's
   * @returns {Promise<File | null>} null when it is not there, or empty
   */
  read(name) {
    return told(async () => {
      const handle = await absent(this.#folder(name).then((folder) => folder.getFileHandle(name)))
      const file = handle && (await absent(handle.getFile()))
      return file?.size ? file : null
    })
  }

  /**
   * All of it or nothing: a reader meets the file as it was or as it is now.
   * @param {string} name
   * @param {Bytes} bytes
   */
  write(name, bytes) {
    return told(async () => {
      const folder = await this.#folder(name, true)
      const known = await absent(folder.getFileHandle(name))
      try {
        await put(folder, name, bytes)
      } catch (reason) {
        if (!known) await absent(folder.removeEntry(name)) // the entry that writing began with
        throw reason
      }
    })
  }

  /** @param {string} name */
  drop(name) {
    return told(async () => {
      const folder = await absent(this.#folder(name))
      if (folder) await absent(folder.removeEntry(name))
    })
  }

  /** Everything that is kept here for the account. */
  wipe() {
    return told(() => absent(this.#root.removeEntry(this.#name, { recursive: true })))
  }

  /**
   * Where a file lies.
   * @param {string} name
   * @param {boolean} [create]
   * @returns {Promise<Directory>}
   */
  async #folder(name, create = false) {
    const own = await this.#root.getDirectoryHandle(this.#name, { create })
    return name === KEY_FILE ? own : own.getDirectoryHandle(BACKUPS, { create })
  }
}

/**
 * The account id as a name that every file system takes and none mixes up: base32 (RFC 4648 §6) in lower case, unpadded,
 * 26 characters. Its last four are those by which people know the account.
 * @param {Bytes} accountId
 */
export function folderName(accountId) {
  return toBase32(accountId).toLowerCase()
}

/**
 * `createWritable` writes beside the file and swaps on `close`. Where it is missing the swap is made here.
 * @param {Directory} folder
 * @param {string} name
 * @param {Bytes} bytes
 */
async function put(folder, name, bytes) {
  const file = /** @type {FileHandle} */ (await folder.getFileHandle(name, { create: true }))
  if (!file.createWritable) return swap(folder, name, bytes)
  const stream = await file.createWritable()
  try {
    await stream.write(bytes)
  } catch (reason) {
    await stream.abort()
    throw reason
  }
  return stream.close()
}

/**
 * @param {Directory} folder
 * @param {string} name
 * @param {Bytes} bytes
 */
async function swap(folder, name, bytes) {
  const part = /** @type {FileHandle} */ (await folder.getFileHandle(`${name}.part`, { create: true }))
  if (!part.createSyncAccessHandle || !part.move) throw new TesseraError('folder-failed')
  const access = await part.createSyncAccessHandle()
  try {
    access.truncate(0)
    if (access.write(bytes, { at: 0 }) !== bytes.length) throw new TesseraError('no-room')
    access.flush()
  } finally {
    access.close()
  }
  await folder.removeEntry(name) // not every browser moves onto a name that is taken
  await part.move(name)
}

/** @param {Directory} folder */
async function filesIn(folder) {
  const files = []
  for await (const handle of folder.values())
    if (handle.kind === 'file') files.push(await absent(/** @type {FileSystemFileHandle} */ (handle).getFile()))
  return files.filter((file) => file !== null)
}

/** @param {File} file @returns {KeptFile} */
function describe({ name, size, lastModified }) {
  return { name, size, at: lastModified }
}

/** @param {string} a @param {string} b */
function compareNames(a, b) {
  return a < b ? -1 : Number(a > b)
}

/**
 * @template Value
 * @param {Promise<Value>} work
 * @returns {Promise<Value | null>} null when there is no such entry
 */
async function absent(work) {
  try {
    return await work
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'NotFoundError') return null
    throw reason
  }
}

/** What the File System API says, by its names. @type {Readonly<Record<string, import('../../errors.js').Code>>} */
const REFUSALS = {
  NotAllowedError: 'folder-closed',
  SecurityError: 'folder-closed',
  NotFoundError: 'folder-gone',
  QuotaExceededError: 'no-room',
}

/**
 * @template Value
 * @param {() => Promise<Value>} work
 * @returns {Promise<Value>}
 * @throws {TesseraError} `folder-closed`, `folder-gone`, `no-room`; `folder-failed` for whatever else a disk refuses
 */
async function told(work) {
  try {
    return await work()
  } catch (reason) {
    if (!(reason instanceof DOMException)) throw reason
    throw new TesseraError(REFUSALS[reason.name] ?? 'folder-failed')
  }
}
