/**
 * Keeps key files and automatic backups beside whatever else the key worker does: a while after the vault was opened or
 * changed, never in the way of a save or a lock, and again the next time when a lock came first.
 */
import { createTurns } from '../account/inturn.js'
import { backUpIfDue, countChanges } from '../account/keeping/backups.js'
import { keepKeyFiles } from '../account/keeping/keyfiles.js'
import { TesseraError } from '../errors.js'

/** @typedef {import('../account/context.js').Context} Context */
/** @typedef {import('../account/keeping/backups.js').Make} Make */

const PAUSE = 2000 // ms: what is being opened or saved comes first

/**
 * The vault's routes, with every commit that the server takes told.
 * @param {import('../api/vault.js').VaultApi} api
 * @param {(count: number) => void} committed
 * @returns {import('../api/vault.js').VaultApi}
 */
export function noting(api, committed) {
  return {
    ...api,
    async commit(commit) {
      const taken = await api.commit(commit)
      committed(commit.items.length)
      return taken
    },
  }
}

/**
 * @typedef {object} Parts
 * @property {Context} context
 * @property {Make} make
 * @property {() => void} kept called when the files may have changed
 * @property {(what: string, fault: unknown) => void} report
 * @property {() => number} [now] in ms
 * @property {number} [pause] in ms
 */

export class Keeper {
  #parts
  #inTurn = createTurns()
  #seen = ''
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer

  /** @param {Parts} parts */
  constructor(parts) {
    this.#parts = { now: Date.now, pause: PAUSE, ...parts }
  }

  /** To be called when the session may have been opened. */
  opened() {
    if (this.#isReady && this.#seen !== this.#opening) this.#soon()
  }

  /**
   * To be called when the server has taken a commit.
   * @param {number} count of items
   */
  committed(count) {
    const { context } = this.#parts
    const { accountId } = context.session.known
    void this.#attempt(async () => {
      await countChanges(context, accountId, count)
      this.#soon()
    })
  }

  /** To be called when the session's keys are dropped. */
  close() {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#seen = ''
  }

  get #isReady() {
    const { session } = this.#parts.context
    return session.isOpen && session.opened.keyTaken
  }

  /** Which time the vault was opened, and with which Account Key. */
  get #opening() {
    const { turn, opened } = this.#parts.context.session
    return `${turn}/${opened.generation}`
  }

  #soon() {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#inTurn(() => this.#round())
    }, this.#parts.pause)
  }

  async #round() {
    const { context, make, now, kept } = this.#parts
    if (this.#isReady && this.#seen !== this.#opening) {
      this.#seen = this.#opening
      await this.#attempt(() => keepKeyFiles(context, now))
    }
    if (this.#isReady) await this.#attempt(() => backUpIfDue(context, make, now))
    kept()
  }

  /** @param {() => Promise<unknown>} work */
  async #attempt(work) {
    try {
      await work()
    } catch (reason) {
      // A TesseraError is in the ledger, where Settings finds it; after a lock the next round does what was left.
      if (!(reason instanceof TesseraError)) this.#parts.report('keep', reason)
    }
  }
}
