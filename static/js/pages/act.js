import { signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { makeBusy } from '../ui/busy.js'
import { explain } from './site.js'

/**
 * Something a person sets off: whether it is going on, and the sentence when it failed.
 * @param {import('../ui/messages.js').Context} context
 */
function makeAct(context) {
  const failure = signal(/** @type {string | null} */ (null))
  const { working, slow, run } = makeBusy()
  /** For reading, which may overlap. @param {() => Promise<unknown>} work */
  const look = async (work) => {
    try {
      await work()
    } catch (error) {
      // given up on purpose, by leaving the page
      if (!(error instanceof DOMException && error.name === 'AbortError')) failure.value = explain(error, context)
    }
  }
  /** For changing something, one act at a time. @param {() => Promise<unknown>} work */
  const act = (work) =>
    run(() => {
      failure.value = null
      return look(work)
    })
  return { failure, working, slow, act, look }
}

/**
 * @param {import('../ui/messages.js').Context} [context]
 * @returns {ReturnType<typeof makeAct>} for the life of a component
 */
export function useAct(context = {}) {
  return useMemo(() => makeAct(context), [])
}
