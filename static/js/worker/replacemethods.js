/**
 * Replacing the Account Key, as the pages may ask for it: begun, a copy taken by `issueCopy`, `words` or `kit` with `next`,
 * then finished. What is under way stays here until then, or until the vault is locked.
 */
import { TesseraError } from '../errors.js'
import { createTurns } from '../account/inturn.js'
import { Replacement, mailReplaced } from '../vault/replace.js'

/** @typedef {import('../account/context.js').Context} Context */
/** @typedef {import('../vault/replace.js').Parts} Parts */
/** @typedef {{count: number, taken: boolean}} UnderWay items sealed anew; whether a copy of the next key has been taken */

export class Replacing {
  #parts
  #ready
  #inTurn = createTurns()
  /** @type {Replacement | null} */
  #current = null
  #count = 0

  /**
   * @param {Omit<Parts, 'onProgress'>} parts
   * @param {() => Promise<void>} ready the vault is open
   * @param {(event: string, detail: object) => void} emit
   */
  constructor(parts, ready, emit) {
    this.#parts = {
      ...parts,
      onProgress: (/** @type {number} */ done, /** @type {number} */ total) =>
        emit('progress', { what: 'replacement', done, total }),
    }
    this.#ready = ready
  }

  /** To be called when the session's keys are dropped. */
  close() {
    this.#current?.stop()
    this.#current = null
  }

  /** @param {() => void} after called when the vault may have come under other keys */
  methods(after) {
    return {
      /** @returns {Promise<UnderWay | null>} where a page that was left comes back to */
      replacement: async () => {
        const successor = this.#current && this.#parts.context.session.opened.successor
        return successor ? { count: this.#count, taken: successor.keyTaken } : null // none after a change of the password
      },
      /**
       * @param {{password: string}} input
       * @returns {Promise<{count: number | null}>} null when it was stopped
       */
      beginReplacement: ({ password }) => this.#inTurn(() => this.#begin(password)),
      /**
       * @param {{mail: boolean}} input whether the new key is to be mailed
       * @returns {Promise<{mailed: boolean}>}
       */
      finishReplacement: ({ mail }) => this.#inTurn(() => this.#finish(mail)).finally(after),
      /**
       * At once while items are being sealed; not any more while they are swapped in.
       * @returns {Promise<{replaced: boolean}>} true when it had been finished after all
       */
      stopReplacement: () => {
        this.#current?.stop()
        return this.#inTurn(() => this.#giveUp()).finally(after)
      },
    }
  }

  /** @param {string} password */
  async #begin(password) {
    await this.#ready()
    if ((await this.#giveUp()).replaced) throw new TesseraError('key-replaced')
    try {
      const count = await Replacement.begin(password, this.#parts, (begun) => (this.#current = begun))
      if (count === null) await this.#giveUp()
      this.#count = count ?? 0
      return { count }
    } catch (reason) {
      this.#current = null
      throw reason
    }
  }

  /** @param {boolean} mail */
  async #finish(mail) {
    if (!this.#current) throw new TesseraError('replacement-lost')
    await this.#current.finish()
    return mail ? mailReplaced(this.#parts.context) : { mailed: false }
  }

  async #giveUp() {
    const replaced = this.#current !== null && (await this.#current.giveUp())
    this.#current = null
    return { replaced }
  }
}
