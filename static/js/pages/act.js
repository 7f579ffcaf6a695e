import { signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { makeBusy } from '../ui/busy.js'
import { explain } from './site.js'

/** Something a person sets off: whether it is going on, and the sentence when it failed. */
function makeAct() {
  const failure = signal(/** @type {string | null} */ (null))
  const { working, slow, run } = makeBusy()
  /** For reading, which may overlap. @param {() => Promise<unknown>} work */
  const look = async (work) => {
    try {
      await work()
    } catch (error) {
      failure.value = explain(error)
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

/** @returns {ReturnType<typeof makeAct>} for the life of a component */
export function useAct() {
  return useMemo(makeAct, [])
}
