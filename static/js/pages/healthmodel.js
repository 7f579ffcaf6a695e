// The report on the vault's health as signals, and the work that it takes. Passwords stay in the worker.
import { signal } from '@preact/signals'
import { breachConsent } from './breachconsent.js'
import { call, explain, session } from './site.js'

/**
 * @typedef {Awaited<ReturnType<typeof import('./site.js').door.call<'health'>>>} Report
 * @typedef {import('../vault/health/report.js').Section} Section
 * @typedef {import('./vaultmodel.js').Look} Look
 */

/** Rows that are added to a section at a time. */
const MORE = 100

export class HealthModel {
  report = signal(/** @type {Report | null} */ (null))
  /** What goes on. */
  doing = signal(/** @type {'rating' | 'looking' | null} */ (null))
  /** The person has stopped it. */
  paused = signal(false)
  /** Why the list of known breaches could not be asked; the rest of the report holds. */
  breachFailure = signal(/** @type {string | null} */ (null))
  /** Whether this server has such a list; null until it has said so. */
  offered = signal(/** @type {boolean | null} */ (null))
  #consent = breachConsent(session.value?.ends ?? '')
  allowed = signal(this.#consent.isGiven())
  /** @type {{[name in Section | 'kept']?: number}} */
  #rows = {}
  #look
  #left = false

  /** @param {Look} look */
  constructor(look) {
    this.#look = look
  }

  open() {
    void this.#look(() => this.refresh())
    void this.#look(async () => {
      this.offered.value = await call('breachesOffered')
      await this.#work()
    })
  }

  /** The page was left. */
  close() {
    this.#left = true
    if (this.doing.value) void this.#look(() => call('stopHealth'))
  }

  /** What is known now, and then what has still to be found out. */
  async refresh() {
    await this.#load()
    await this.#work()
  }

  /** @param {Section | 'kept'} section */
  async more(section) {
    const list = section === 'kept' ? this.report.value?.kept : this.report.value?.sections[section]
    this.#rows[section] = (list?.rows.length ?? 0) + MORE
    await this.#load()
  }

  async pause() {
    this.paused.value = true
    await call('stopHealth')
  }

  async goOn() {
    this.paused.value = false
    await this.#work()
  }

  /** @param {boolean} allowed */
  async allow(allowed) {
    this.#consent.set(allowed)
    this.allowed.value = allowed
    this.breachFailure.value = null
    if (allowed) await this.goOn()
    else if (this.doing.value === 'looking') await call('stopHealth')
  }

  async #load() {
    this.report.value = await call('health', { rows: this.#rows })
  }

  /** One thing after the other, until there is nothing left, or the person has had enough. */
  async #work() {
    if (this.doing.value || this.paused.value || this.#left || !this.report.value) return
    try {
      // An item that was changed meanwhile is to be rated once more.
      while (this.#shallRate) await this.#rate()
      if (this.#shallLook) await this.#compare()
    } finally {
      this.doing.value = null
    }
  }

  get #isFree() {
    return !this.paused.value && !this.#left
  }

  get #shallRate() {
    return this.#isFree && (this.report.value?.unrated ?? 0) > 0
  }

  get #shallLook() {
    const isOn = this.#isFree && this.allowed.value && this.offered.value === true
    return isOn && this.breachFailure.value === null && (this.report.value?.unlooked ?? 0) > 0
  }

  async #rate() {
    this.doing.value = 'rating'
    await call('rateItems')
    await this.#load()
  }

  async #compare() {
    this.doing.value = 'looking'
    try {
      await call('breaches')
    } catch (reason) {
      this.breachFailure.value = explain(reason)
    }
    await this.#load()
  }

  /** Asks the list of known breaches once more. */
  async retry() {
    this.breachFailure.value = null
    await this.#work()
  }
}
