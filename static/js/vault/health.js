/**
 * The health of an open vault: rates its passwords a slice at a time, remembers what it learned until the vault is locked,
 * and reports. The rules are in `health/`.
 */
import { TesseraError } from '../errors.js'
import { Breaches } from './health/breaches.js'
import { askedOf, factsOf } from './health/facts.js'
import { isWeak, makeReport } from './health/report.js'
import { KIND } from './shelves.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./health/facts.js').Facts} Facts */
/** @typedef {import('./health/report.js').Report} Report */
/** @typedef {import('./strength.js').Asked} Asked */
/** @typedef {{readonly revision: number, readonly item: Item}} Entry an item that may be read only when it is looked at */
/**
 * @typedef {object} Looked what was found out of an item
 * @property {number} revision
 * @property {Facts | null} facts null for what is in no report
 * @property {number | null} score of the weakest password, null until all are rated
 * @property {string} rated what the rater was asked for it
 */
/** @typedef {(done: number, total: number) => void} Tell */
/**
 * @typedef {object} Parts
 * @property {() => ReadonlyMap<string, Entry>} items by id, all that is in the vault now, trash included
 * @property {{rate: (asked: Asked[]) => Promise<number[]>, end: () => void}} rater
 * @property {(prefixes: string[]) => Promise<string[]>} ranges see api/breaches.js
 * @property {() => number} now ms since 1970
 * @property {(ms: number) => Promise<unknown>} wait
 */

/** Items rated between two looks at whether to go on: some tens of milliseconds. */
const SLICE = 20

export class Health {
  #parts
  /** What was found out of an item holds for its revision. @type {Map<string, Looked>} */
  #looked = new Map()
  #breaches = new Breaches()
  #stopped = false
  #closed = false
  /** @type {Promise<boolean> | null} */
  #rating = null

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = parts
  }

  /**
   * What is known by now. `unrated` says whether `rate` has something left to do.
   * @param {Parameters<typeof makeReport>[2]} [rows]
   * @returns {Report & {unlooked: number}} `unlooked`: passwords that nobody has looked for among known breaches
   */
  report(rows) {
    const judged = this.#all().map(({ facts, score }) => ({ facts, score, breached: this.#isBreached(facts) }))
    return { ...makeReport(judged, this.#parts.now(), rows), unlooked: this.#breaches.unknown(this.#passwords()) }
  }

  /**
   * Rate what is new or changed. What is done stays done when this is stopped; whoever asks meanwhile waits for the same.
   * @param {Tell} tell counts items
   * @returns {Promise<boolean>} whether there was anything to rate
   * @throws {TesseraError} `unreachable` when the rater cannot be loaded, `locked` when the vault was closed
   */
  async rate(tell) {
    this.#stopped = false
    this.#rating ??= this.#rateAll(tell).finally(() => {
      this.#rating = null
      this.#parts.rater.end()
    })
    return this.#rating
  }

  /**
   * Look for the passwords among known breaches.
   * @param {Tell} tell counts passwords
   * @throws {TesseraError} those of the server; what was found until then stays
   */
  async look(tell) {
    this.#stopped = false
    const { ranges, wait } = this.#parts
    const isStopped = () => this.#stopped || this.#closed
    await this.#breaches.look(this.#passwords(), { ranges, wait, tell, isStopped })
  }

  /** Stop rating and looking after the slice that is under way. */
  stop() {
    this.#stopped = true
  }

  /**
   * @param {string} id
   * @returns {boolean} false as long as nobody has rated it
   */
  weak(id) {
    const looked = this.#looked.get(id)
    const { revision } = this.#parts.items().get(id) ?? {}
    return looked !== undefined && looked.revision === revision && isWeak(looked.score)
  }

  /** Forget everything, for good: the vault is being closed. */
  close() {
    this.#closed = true
    this.#parts.rater.end()
    this.#looked.clear()
    this.#breaches = new Breaches()
  }

  /** @param {Tell} tell */
  async #rateAll(tell) {
    const left = this.#all().filter(({ facts, score }) => facts.passwords.length > 0 && score === null)
    for (let at = 0; at < left.length && !this.#stopped && !this.#closed; at += SLICE) {
      await this.#rateSome(left.slice(at, at + SLICE))
      tell(Math.min(at + SLICE, left.length), left.length)
    }
    return left.length > 0
  }

  /** @param {(Looked & {facts: Facts})[]} slice */
  async #rateSome(slice) {
    const items = this.#parts.items()
    const asked = slice.flatMap((looked) => {
      const entry = items.get(looked.facts.id)
      if (entry?.revision !== looked.revision) return []
      looked.rated = keyOf(entry.item)
      return askedOf(entry.item).map((one) => ({ looked, one }))
    })
    const scores = await this.#parts.rater.rate(asked.map(({ one }) => one))
    if (scores.length !== asked.length) throw new TesseraError('server-error')
    scores.forEach((score, nth) => {
      const looked = /** @type {{looked: Looked}} */ (asked[nth]).looked
      looked.score = Math.min(score, looked.score ?? score)
    })
  }

  /** @returns {(Looked & {facts: Facts})[]} of the items that count */
  #all() {
    const items = this.#parts.items()
    for (const id of this.#looked.keys()) if (!items.has(id)) this.#looked.delete(id)
    return Array.from(items, ([id, entry]) => this.#look(id, entry)).filter(hasFacts)
  }

  /** @param {string} id @param {Entry} entry */
  #look(id, entry) {
    const before = this.#looked.get(id)
    if (before?.revision === entry.revision) return before
    const { item } = entry
    const facts = item.trashedAt === null && item.type !== KIND ? factsOf(item) : null
    const looked = { revision: entry.revision, facts, score: null, rated: '' }
    // Another change leaves the score as it is.
    if (before?.rated && before.rated === keyOf(item))
      Object.assign(looked, { score: before.score, rated: before.rated })
    this.#looked.set(id, looked)
    return looked
  }

  /** @returns {string[]} each once */
  #passwords() {
    return [...new Set(this.#all().flatMap(({ facts }) => facts.passwords))]
  }

  /** @param {Facts} facts */
  #isBreached({ passwords }) {
    return passwords.some((password) => this.#breaches.has(password))
  }
}

/** @param {Item} item @returns {string} what its score hangs on */
function keyOf(item) {
  return JSON.stringify(askedOf(item))
}

/** @param {Looked} looked @returns {looked is Looked & {facts: Facts}} */
function hasFacts(looked) {
  return looked.facts !== null
}
