/**
 * The health of an open vault: rates its passwords a slice at a time, remembers what it learned until the vault is locked,
 * and reports. The rules are in `health/`.
 */
import { TesseraError } from '../errors.js'
import { Breaches } from './health/breaches.js'
import { factsOf } from './health/facts.js'
import { isWeak, makeReport } from './health/report.js'

/** @typedef {import('./item.js').Item} Item */
/** @typedef {import('./health/facts.js').Facts} Facts */
/** @typedef {import('./health/report.js').Report} Report */
/** @typedef {import('./strength.js').Asked} Asked */
/** @typedef {(done: number, total: number) => void} Tell */
/**
 * @typedef {object} Parts
 * @property {() => readonly Item[]} items all that is in the vault now, trash included
 * @property {{rate: (asked: Asked[]) => Promise<number[]>, end: () => void}} rater
 * @property {(prefixes: string[]) => Promise<string[]>} ranges see api/breaches.js
 * @property {() => number} now ms since 1970
 * @property {(ms: number) => Promise<unknown>} wait
 */

/** Passwords rated between two looks at whether to go on: some tens of milliseconds. */
const SLICE = 20
/** Items that describe a kind are on no shelf and in no report. */
const KIND = 'kind'

export class Health {
  #parts
  /** Items never change in place, so a changed one is looked at anew. @type {WeakMap<Item, Facts>} */
  #facts = new WeakMap()
  /** @type {Map<string, number>} zxcvbn's score by what it was asked */
  #scores = new Map()
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
    const judged = this.#all().map(([item, facts]) => ({
      item,
      facts,
      score: this.#scoreOf(facts),
      breached: facts.passwords.some((password) => this.#breaches.has(password)),
    }))
    return { ...makeReport(judged, this.#parts.now(), rows), unlooked: this.#breaches.unknown(this.#passwords()) }
  }

  /**
   * Rate what is new or changed. What is done stays done when this is stopped; whoever asks meanwhile waits for the same.
   * @param {Tell} tell
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
   * @param {Tell} tell
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
   * @param {Item} item
   * @returns {boolean} false as long as nobody has rated it
   */
  weak(item) {
    return isWeak(this.#scoreOf(this.#factsOf(item)))
  }

  /** Forget everything, for good: the vault is being closed. */
  close() {
    this.#closed = true
    this.#parts.rater.end()
    this.#facts = new WeakMap()
    this.#scores.clear()
    this.#breaches = new Breaches()
  }

  /** @param {Tell} tell */
  async #rateAll(tell) {
    const scores = this.#scores
    const wanted = this.#all().flatMap(([, facts]) => asked(facts))
    const left = [...new Map(wanted.map((one) => [keyOf(one), one]))].filter(([key]) => !scores.has(key))
    for (let at = 0; at < left.length && !this.#stopped && !this.#closed; at += SLICE) {
      const slice = left.slice(at, at + SLICE)
      const rated = await this.#parts.rater.rate(slice.map(([, one]) => one))
      slice.forEach(([key], nth) => scores.set(key, expectScore(rated[nth])))
      tell(at + slice.length, left.length)
    }
    return left.length > 0
  }

  /** @returns {[Item, Facts][]} */
  #all() {
    const counted = this.#parts.items().filter(({ trashedAt, type }) => trashedAt === null && type !== KIND)
    return counted.map((item) => [item, this.#factsOf(item)])
  }

  /** @returns {string[]} each once */
  #passwords() {
    return [...new Set(this.#all().flatMap(([, { passwords }]) => passwords))]
  }

  /** @param {Item} item */
  #factsOf(item) {
    const facts = this.#facts.get(item) ?? factsOf(item)
    this.#facts.set(item, facts)
    return facts
  }

  /** @param {Facts} facts @returns {number | null} of the weakest password; null while one is not rated, and without any */
  #scoreOf(facts) {
    const scores = asked(facts).map((one) => this.#scores.get(keyOf(one)))
    const known = scores.filter((score) => score !== undefined)
    return known.length > 0 && known.length === scores.length ? Math.min(...known) : null
  }
}

/** @param {Facts} facts @returns {Asked[]} */
function asked({ passwords, known }) {
  return passwords.map((password) => ({ password, known }))
}

/** @param {Asked} asked */
function keyOf({ password, known }) {
  return JSON.stringify([password, ...known])
}

/** @param {number | undefined} score @returns {number} */
function expectScore(score) {
  if (score === undefined) throw new TesseraError('server-error')
  return score
}
