// What was changed since the vault was opened, and the way back from it.
import { TesseraError } from '../errors.js'
import { t } from '../ui/text.js'
import { UNDOS } from '../vault/undo.js'
import { actsOver } from './act.js'
import { call, closeToast, toast } from './site.js'

/** @typedef {import('./vaultmodel.js').Look} Look */
/** @typedef {{text: string, undo: number, toast: number}} Change */

/** So many can be taken back, the newest first: no more than the worker keeps. */
const KEPT = UNDOS

export class Changes {
  /** @type {Change[]} newest last */
  #made = []
  #ask
  #after
  /** Ends with the undo that was asked for last: one at a time, each is about what the others left. */
  #turn = Promise.resolve()

  /**
   * @param {Look} ask
   * @param {() => Promise<unknown>} after  shows what there is, once something was taken back
   */
  constructor(ask, after) {
    this.#ask = ask
    this.#after = after
  }

  /**
   * Says what was done, with the way back.
   * @param {string} text  "“Bank” is in the trash."
   * @param {number | undefined} undo  what the worker called the change; undefined when there was nothing to change
   */
  tell(text, undo) {
    if (undo === undefined) return void toast(text)
    // One way back at a time: which of two it would be is hard to see.
    const last = this.#made.at(-1)
    if (last) closeToast(last.toast)
    const change = { text, undo, toast: 0 }
    this.#made = [...this.#made.slice(1 - KEPT), change]
    this.#offer(change)
  }

  /** Takes back the last change of this session: the one that is being made now, if there is one. */
  takeBackLast() {
    this.#inTurn(async () => {
      const before = this.#made.at(-1)
      const wentWell = await actsOver()
      const last = this.#made.at(-1)
      if (!wentWell && last === before) return // that one was meant; why it was not made is told
      if (last) await this.#takeBack(last)
      else toast(t('There is nothing to undo.'))
    })
  }

  /** What was said of items is not to be read on a locked screen. */
  forget() {
    this.leave()
    this.#made = []
  }

  /**
   * The page is left for another one.
   * @returns {readonly Change[]} what can be taken back all the same, where the vault is shown again
   */
  leave() {
    for (const change of this.#made) closeToast(change.toast)
    return this.#made
  }

  /** Goes on where the page was left. @param {readonly Change[]} made */
  goOn(made) {
    this.#made = [...made, ...this.#made]
  }

  /** @param {Change} change */
  #offer(change) {
    const run = () => this.#inTurn(() => this.#takeBack(change))
    change.toast = toast(change.text, { label: t('Undo'), run })
  }

  /** @param {() => Promise<void>} work */
  #inTurn(work) {
    this.#turn = this.#turn.then(() => this.#ask(work))
  }

  /** @param {Change} change */
  async #takeBack(change) {
    if (!this.#made.includes(change)) return // taken back already, or forgotten
    let done
    try {
      done = await undo(change)
    } catch (error) {
      closeToast(change.toast)
      if (change === this.#made.at(-1)) this.#offer(change)
      throw error
    }
    if (!this.#made.includes(change)) return
    this.#made = this.#made.filter((one) => one !== change)
    closeToast(change.toast)
    await this.#after()
    // Deleted for good since, say: it is not said to be back.
    toast(done ? t('Undone: {what}', { what: change.text }) : t('There is nothing to undo.'))
  }
}

/** @param {Change} change @returns {Promise<boolean>} whether there was something to take back */
async function undo({ undo: token }) {
  try {
    const { undo: back } = await call('undo', { undo: token })
    return back !== undefined
  } catch (error) {
    if (error instanceof TesseraError && error.code === 'not-found') return false // used up, or too long ago
    throw error
  }
}
