// What the vault page does unasked: it takes in other browsers' changes and notices what its owner should know.
import { signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { TesseraError } from '../errors.js'
import { lastWord, mailedCopy } from '../ui/delivery.js'
import { remindersOf } from './reminders.js'
import { call, door, explain, session } from './site.js'

/** @typedef {import('./vaultmodel.js').VaultModel} VaultModel */
/** @typedef {import('./vaultmodel.js').Look} Look */

const EVERY = 60_000

/**
 * Runs `sync` when the window is looked at again, when the line is back, and every minute in between.
 * @param {() => Promise<void>} sync
 * @returns {() => void} ends it
 */
function keepInStep(sync) {
  const now = () => {
    if (document.visibilityState === 'visible') void sync()
  }
  const timer = setInterval(now, EVERY)
  window.addEventListener('online', now)
  document.addEventListener('visibilitychange', now)
  return () => {
    clearInterval(timer)
    window.removeEventListener('online', now)
    document.removeEventListener('visibilitychange', now)
  }
}

class Upkeep {
  info = signal(/** @type {import('../ui/vault/banners.jsx').VaultInfo | null} */ (null))
  /** Why the e-mailed key was given up, if it was. */
  mailFailed = signal(/** @type {string | null} */ (null))
  /** Why the server does not answer. */
  offline = signal(/** @type {string | null} */ (null))
  /** Everything has been looked at once: what is not offered by then is not due. */
  settled = signal(false)
  /** What to remind of, and when a copy was last proved. */
  due = signal(/** @type {import('./reminders.js').Due} */ (null))
  provedAt = signal(/** @type {string | null} */ (null))
  #vault
  #reminders = remindersOf(session.value?.ends ?? '')

  /** @param {VaultModel} vault */
  constructor(vault) {
    this.#vault = vault
  }

  async learn() {
    // Asked for at once, answered in this order: a blocked vault is known before its rows, and rows wait for nothing.
    const [info] = await Promise.all([this.#inform(), this.#vault.shelf.load()])
    if (!info.blocked) await this.#vault.follow()
  }

  async #inform() {
    const info = await call('vaultInfo', {})
    this.info.value = info
    return info
  }

  async checkMail() {
    const delivery = mailedCopy((await call('keyCopies')).copies)?.delivery
    this.mailFailed.value = delivery?.state === 'expired' ? lastWord(delivery.last_error) : null
  }

  async checkReceipts() {
    const receipts = await call('receipts')
    this.provedAt.value = receipts.provedAt
    this.due.value = this.#reminders.due(receipts)
  }

  /** Not in this tab, or not for a week. @param {'dismiss' | 'postpone'} how */
  notNow(how) {
    this.#reminders[how]()
    this.due.value = null
  }

  async declineDrills() {
    await call('declineDrills', { declined: true })
    this.due.value = null
  }

  async mailAgain() {
    await call('mailCopy')
    this.mailFailed.value = null
  }

  /** A vault that turns out not to fit is blocked from then on, and says so; a silent server is told apart. */
  async sync() {
    try {
      await call('sync', {})
      this.offline.value = null
      if (!this.#vault.shelf.page.value.loaded) await this.learn()
    } catch (error) {
      if (!(error instanceof TesseraError)) throw error
      if (error.code === 'unreachable') this.offline.value = explain(error)
      else await this.learn()
    }
  }

  /** As `sync`, asked for by somebody who looks at a blocked vault. */
  async retry() {
    await this.sync()
    await this.learn()
  }
}

/**
 * @param {VaultModel} vault
 * @param {Look} look
 */
export function useUpkeep(vault, look) {
  const upkeep = useMemo(() => new Upkeep(vault), [])
  useEffect(() => {
    const first = [() => upkeep.learn(), () => upkeep.checkMail(), () => upkeep.checkReceipts()]
    void Promise.all(first.map((each) => look(each))).then(() => (upkeep.settled.value = true))
    const forget = door.on('changed', () => void look(() => upkeep.learn()))
    const stop = keepInStep(() => look(() => upkeep.sync()))
    return () => {
      forget()
      stop()
    }
  }, [])
  return upkeep
}
