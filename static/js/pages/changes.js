// What was changed since the vault was opened, and the way back from it.
import { t } from '../ui/text.js'
import { call, closeToast, toast } from './site.js'

/** @typedef {import('./vaultmodel.js').Look} Look */
/** @typedef {{text: string, undo: number, toast: number}} Change */

/** So many can be taken back, the newest first; the worker keeps no more either. */
const KEPT = 50

export class Changes {
  /** @type {Change[]} newest last */
  #made = []
  #look
  #after

  /**
   * @param {Look} look
   * @param {() => Promise<unknown>} after  shows what there is, once something was taken back
   */
  constructor(look, after) {
    this.#look = look
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
    change.toast = toast(text, { label: t('Undo'), run: () => void this.#look(() => this.#takeBack(change)) })
  }

  /** Takes back the last change of this session. */
  takeBackLast() {
    const last = this.#made.at(-1)
    if (last) void this.#look(() => this.#takeBack(last))
    else toast(t('There is nothing to undo.'))
  }

  /** What was said of items is not to be read on a locked screen. */
  forget() {
    for (const change of this.#made) closeToast(change.toast)
    this.#made = []
  }

  /** @param {Change} change */
  async #takeBack(change) {
    if (!this.#made.includes(change)) return
    this.#made = this.#made.filter((one) => one !== change)
    closeToast(change.toast)
    const { undo } = await call('undo', { undo: change.undo })
    await this.#after()
    // Deleted for good since, say: it is not said to be back.
    toast(undo === undefined ? t('There is nothing to undo.') : t('Undone: {what}', { what: change.text }))
  }
}
