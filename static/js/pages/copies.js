import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useFirst } from '../ui/settle.jsx'
import { call } from './site.js'

const POLL = 2000

/**
 * The list of key copies, asked for anew while a message is on its way.
 * @param {(work: () => Promise<unknown>) => Promise<void>} look  where failures are told
 */
export function useCopies(look) {
  const copies = useSignal(/** @type {readonly import('../ui/delivery.js').KeyCopy[] | null} */ (null))
  const load = () =>
    look(async () => {
      copies.value = (await call('keyCopies')).copies
    })
  const underway = copies.value?.some(({ delivery }) => delivery?.state === 'waiting' || delivery?.state === 'sending')
  useFirst(load)
  useEffect(() => {
    if (!underway) return undefined
    const timer = setInterval(load, POLL)
    return () => clearInterval(timer)
  }, [underway])
  return { copies, load }
}
