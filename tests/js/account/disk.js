/**
 * A disk in memory that speaks the File System API, as far as account/keeping/place.js uses it: a file that is being
 * written shows its old bytes until it is closed. It can lose its leave, be full, or be gone.
 */

/** @typedef {'granted' | 'prompt' | 'denied'} Permission */
/** @typedef {{permission: Permission, refusal: string | null, now: number}} Medium `refusal`: the name of the error that writing ends with */

/** @param {string} name */
const refuse = (name) => new DOMException('refused', name)

class FakeFile {
  kind = /** @type {const} */ ('file')
  #medium
  #bytes = new Uint8Array(0)
  #at

  /** @param {Medium} medium @param {string} name */
  constructor(medium, name) {
    this.#medium = medium
    this.#at = medium.now
    this.name = name
  }

  async getFile() {
    return new File([this.#bytes], this.name, { lastModified: this.#at })
  }

  async createWritable() {
    /** @type {Uint8Array<ArrayBuffer>[]} */
    const parts = []
    return {
      write: async (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => {
        parts.push(bytes)
        if (this.#medium.refusal) throw refuse(this.#medium.refusal)
      },
      abort: async () => {},
      close: async () => this.put(Buffer.concat(parts)),
    }
  }

  /** @param {Uint8Array} bytes */
  put(bytes) {
    this.#bytes = new Uint8Array(bytes)
    this.#at = this.#medium.now
  }
}

export class FakeDirectory {
  kind = /** @type {const} */ ('directory')
  /** @type {Map<string, FakeDirectory | FakeFile>} */
  entries = new Map()
  isGone = false

  /** @param {string} [name] @param {Medium} [medium] */
  constructor(name = 'Tessera', medium = { permission: 'granted', refusal: null, now: 0 }) {
    this.name = name
    this.medium = medium
  }

  async queryPermission() {
    return this.medium.permission
  }

  /** @param {string} name @param {{create?: boolean}} [options] */
  async getDirectoryHandle(name, { create = false } = {}) {
    return this.#entry(name, FakeDirectory, create && (() => new FakeDirectory(name, this.medium)))
  }

  /** @param {string} name @param {{create?: boolean}} [options] */
  async getFileHandle(name, { create = false } = {}) {
    return this.#entry(name, FakeFile, create && (() => new FakeFile(this.medium, name)))
  }

  /** @param {string} name */
  async removeEntry(name) {
    if (!this.entries.delete(name)) throw refuse('NotFoundError')
  }

  async *values() {
    yield* this.entries.values()
  }

  /** Every path below here. @returns {string[]} */
  get paths() {
    return [...this.entries].flatMap(([name, entry]) =>
      entry instanceof FakeDirectory ? entry.paths.map((path) => `${name}/${path}`) : [name],
    )
  }

  /** @param {string} path @returns {Promise<string>} what the file holds */
  async text(path) {
    const names = path.split('/')
    /** @type {FakeDirectory | FakeFile | undefined} */
    let entry = this
    for (const name of names) entry = entry instanceof FakeDirectory ? entry.entries.get(name) : undefined
    if (!(entry instanceof FakeFile)) throw new Error(`no file ${path}`)
    return (await entry.getFile()).text()
  }

  /**
   * @template {FakeDirectory | FakeFile} Entry
   * @param {string} name
   * @param {abstract new (...args: any[]) => Entry} kind
   * @param {false | (() => Entry)} make
   * @returns {Entry}
   */
  #entry(name, kind, make) {
    if (this.medium.permission !== 'granted') throw refuse('NotAllowedError')
    if (this.isGone) throw refuse('NotFoundError')
    const found = this.entries.get(name)
    if (found instanceof kind) return found
    if (found) throw refuse('TypeMismatchError')
    if (!make) throw refuse('NotFoundError')
    const made = make()
    this.entries.set(name, made)
    return made
  }
}

/** As the API's own type, which this is as far as it is used. @param {FakeDirectory} directory */
export function handle(directory) {
  return /** @type {FileSystemDirectoryHandle} */ (/** @type {unknown} */ (directory))
}

/**
 * A browser clones handles into IndexedDB; Node knows nothing of these, so they go through as they are.
 */
export function letHandlesThrough() {
  const clone = globalThis.structuredClone
  /** @type {typeof structuredClone} */
  globalThis.structuredClone = (value, options) => {
    if (typeof value !== 'object' || value === null || !('folder' in value)) return clone(value, options)
    const { folder, ...rest } = value
    return /** @type {any} */ ({ ...clone(rest, options), folder }) // of the same form as what came in
  }
}
