import { signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { makeBusy } from '../ui/busy.js'
import { explain } from './site.js'

/** Acts that go on now, wherever on the page; each tells whether it went well. @type {Set<Promise<boolean>>} */
const goingOn = new Set()

/** Waits for the acts that go on now. @returns {Promise<boolean>} whether all of them went well */
export async function actsOver() {
  const outcomes = await Promise.all(goingOn)
  return outcomes.every(Boolean)
}

/**
 * Something a person sets off: whether it is going on, and the sentence when it failed.
 * @param {import('../ui/messages.js').Context} context
 */
export function makeAct(context) {
  const failure = signal(/** @type {string | null} */ (null))
  const { working, slow, run } = makeBusy()
  /** @param {() => Promise<unknown>} work @returns {Promise<boolean>} whether it went well */
  const attempt = async (work) => {
    try {
      await work()
      return true
    } catch (error) {
      // given up on purpose, by leaving the page
      if (!(error instanceof DOMException && error.name === 'AbortError')) failure.value = explain(error, context)
      return false
    }
  }
  /** For reading, which may overlap. @param {() => Promise<unknown>} work */
  const look = async (work) => void (await attempt(work))
  /** For what somebody asks to see or to copy, also while a change goes on. @param {() => Promise<unknown>} work */
  const ask = (work) => {
    failure.value = null
    return look(work)
  }
  /** For changing something, one act at a time. @param {() => Promise<unknown>} work */
  const act = (work) =>
    run(async () => {
      failure.value = null
      const outcome = attempt(work)
      goingOn.add(outcome)
      await outcome.finally(() => goingOn.delete(outcome))
    })
  return { failure, working, slow, act, ask, look }
}

/**
 * @param {import('../ui/messages.js').Context} [context]
 * @returns {ReturnType<typeof makeAct>} for the life of a component
 */
export function useAct(context = {}) {
  return useMemo(() => makeAct(context), [])
}
