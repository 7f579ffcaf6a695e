/**
 * A server in memory that keeps the rules of vault/sync.py, and that a test can make lie: `tamper` sees every page
 * before the browser does.
 */
import { TesseraError } from '../../../static/js/errors.js'
import { fromBase64, toBase64 } from '../../../static/js/crypto/bytes.js'

/** @typedef {import('../../../static/js/api/vault.js').Page} Page */
/** @typedef {import('../../../static/js/api/vault.js').Commit} Commit */
/** @typedef {{id: string, revision: number, version: number, blob: string}} Stored */

export class Server {
  /** @type {{version: number, blob: string}[]} */
  heads = []
  /** @type {Map<string, Stored>} */
  items = new Map()
  /** Requests so far, and the bytes of the last commit as JSON. */
  requests = 0
  bytesUp = 0
  pageSize = 5000
  /** @type {() => number | null} what its answers say of the time, in ms */
  date = () => null
  /** @type {(page: Page) => Page} */
  tamper = (page) => page
  /** @type {() => unknown} what happens between a request's arrival and the server's work */
  before = () => {}
  /** @type {() => unknown} what happens between the server's work and the answer's arrival */
  after = () => {}

  /** @param {Uint8Array<ArrayBuffer>} head the sealed head of the empty vault */
  constructor(head) {
    this.heads.push({ version: 1, blob: toBase64(head) })
  }

  get version() {
    return this.heads.length
  }

  /** @returns {Server} as it is now, to be served again later */
  copy() {
    const copy = new Server(new Uint8Array(0))
    copy.heads = [...this.heads]
    copy.items = new Map(this.items)
    return copy
  }

  /** @param {Server} other take its state */
  become(other) {
    this.heads = [...other.heads]
    this.items = new Map(other.items)
  }

  /** What a browser is given as its API. */
  get api() {
    return {
      servedAt: () => this.date(),
      /** @param {{since: number, headsAfter?: number, after?: string | null}} pull */
      pull: async (pull) => {
        this.requests += 1
        await this.before()
        const page = this.tamper(structuredClone(this.#pull(pull)))
        await this.after()
        return page
      },
      /** @param {Commit} commit */
      commit: async (commit) => {
        this.requests += 1
        this.bytesUp = JSON.stringify(commit).length
        await this.before()
        const answer = this.#commit(commit)
        await this.after()
        return answer
      },
    }
  }

  /** @param {{since: number, headsAfter?: number, after?: string | null}} pull @returns {Page} */
  #pull({ since, headsAfter, after }) {
    const rest = [...this.items.values()]
      .filter((item) => item.version > since && (!after || place(item) > after))
      .sort((a, b) => (place(a) < place(b) ? -1 : 1))
    const items = rest.slice(0, this.pageSize)
    const last = items.at(-1)
    const next = rest.length > items.length && last ? place(last) : null
    const heads = headsAfter === undefined ? this.heads.slice(-1) : this.heads.slice(headsAfter)
    return {
      generation: 1,
      version: this.version,
      heads: next ? [] : heads,
      items: items.map(({ id, revision, blob }) => ({ id, revision, blob })),
      next,
      ...(next && !after && { left: rest.length - items.length }),
    }
  }

  /** @param {Commit} commit */
  #commit({ base, head, items }) {
    if (base !== this.version) throw new TesseraError('conflict', { version: this.version })
    if (fromBase64(head).length !== 141) throw new TesseraError('bad-request')
    for (const { id, revision, blob } of items) {
      const size = fromBase64(blob).length
      if (size <= 65 || (size - 65) % 256 !== 0 || size > 1024 * 1024) throw new TesseraError('item-refused', { id })
      if (revision !== (this.items.get(id)?.revision ?? 0) + 1) throw new TesseraError('item-refused', { id })
    }
    const version = base + 1
    this.heads.push({ version, blob: head })
    for (const { id, revision, blob } of items) this.items.set(id, { id, revision, version, blob })
    return { version }
  }
}

/** @param {Stored} item @returns {string} sorts by version, then id */
function place({ version, id }) {
  return `${String(version).padStart(16, '0')} ${[...fromBase64(id)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
