import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { door } from './site.js'

/** @typedef {import('../ui/work.js').Step} Step */

const NOTICED = 1000

/** Counts of work that has been going on for more than a second; null otherwise. */
export function useProgress() {
  const step = useSignal(/** @type {Step | null} */ (null))
  useEffect(() => {
    let since = 0
    return door.on('progress', (/** @type {Step} */ now) => {
      if (since === 0) since = performance.now()
      const over = now.done >= now.total
      step.value = !over && performance.now() - since > NOTICED ? now : null
      if (over) since = 0
    })
  }, [])
  return step
}
