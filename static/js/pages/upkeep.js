// What the vault page does unasked: it takes in other browsers' changes and notices what its owner should know.
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { TesseraError } from '../errors.js'
import { deliveryState, mailedCopy } from '../ui/delivery.js'
import { call, door, explain } from './site.js'

const EVERY = 60_000

/**
 * Runs `sync` when the window is looked at again, when the line is back, and every minute in between.
 * @param {() => Promise<void>} sync
 */
function keepInStep(sync) {
  const now = () => { if (document.visibilityState === 'visible') void sync() }
  const timer = setInterval(now, EVERY)
  window.addEventListener('online', now)
  document.addEventListener('visibilitychange', now)
  return () => {
    clearInterval(timer)
    window.removeEventListener('online', now)
    document.removeEventListener('visibilitychange', now)
  }
}

/**
 * @param {ReturnType<typeof import('./vaultmodel.js').makeVault>} vault
 * @param {(work: () => Promise<unknown>) => Promise<void>} look  where failures are told
 */
export function useUpkeep(vault, look) {
  const info = useSignal(/** @type {import('../ui/vault/banners.jsx').VaultInfo | null} */ (null))
  const mailFailed = useSignal(false)
  const offline = useSignal(/** @type {string | null} */ (null))

  async function learn() {
    info.value = await call('vaultInfo', {})
    if (!info.value?.blocked) await vault.reload()
  }

  async function checkMail() {
    const mailed = mailedCopy((await call('keyCopies')).copies)
    mailFailed.value = mailed?.delivery != null && deliveryState(mailed.delivery).tone === 'warn' && deliveryState(mailed.delivery).settled
  }

  async function sync() {
    try {
      await call('sync', {})
      offline.value = null
      if (!vault.shelf.page.value.loaded) await learn()
    } catch (error) {
      if (!(error instanceof TesseraError)) throw error
      if (error.code === 'unreachable') offline.value = explain(error)
      else await learn() // a vault that does not fit is blocked from here on, and says so
    }
  }

  async function mailAgain() {
    await call('mailCopy')
    mailFailed.value = false
  }

  useEffect(() => {
    void look(learn)
    void look(checkMail)
    const forget = door.on('changed', () => void look(learn))
    const stop = keepInStep(() => look(sync))
    return () => { forget(); stop() }
  }, [])
  return { info, mailFailed, offline, sync: async () => { await sync(); await learn() }, mailAgain }
}
