// What the vault page does unasked: it takes in other browsers' changes and notices what its owner should know.
import { signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { TesseraError } from '../errors.js'
import { mailedCopy } from '../ui/delivery.js'
import { call, door, explain } from './site.js'

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
  /** The e-mailed key was given up. */
  mailFailed = signal(false)
  /** Why the server does not answer. */
  offline = signal(/** @type {string | null} */ (null))
  #vault

  /** @param {VaultModel} vault */
  constructor(vault) {
    this.#vault = vault
  }

  async learn() {
    this.info.value = await call('vaultInfo', {})
    if (!this.info.value?.blocked) await this.#vault.reload()
  }

  async checkMail() {
    const mailed = mailedCopy((await call('keyCopies')).copies)
    this.mailFailed.value = mailed?.delivery?.state === 'expired'
  }

  async mailAgain() {
    await call('mailCopy')
    this.mailFailed.value = false
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
    void look(() => upkeep.learn())
    void look(() => upkeep.checkMail())
    const forget = door.on('changed', () => void look(() => upkeep.learn()))
    const stop = keepInStep(() => look(() => upkeep.sync()))
    return () => {
      forget()
      stop()
    }
  }, [])
  return upkeep
}
