// What a place loads first comes at once, so that nothing moves away under a hand that is about to press.
import { signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext, useEffect, useMemo } from 'preact/hooks'

const Settling = createContext(/** @type {(first: Promise<unknown>) => void} */ (() => {}))

function makePlace() {
  const settled = signal(false)
  let awaited = 0
  /** @param {Promise<unknown>} first */
  const wait = (first) => {
    awaited++
    void first.finally(() => {
      awaited--
      if (awaited === 0) settled.value = true
    })
  }
  return { settled, wait }
}

/**
 * Keeps its contents out of sight until all that they load first was answered; later loads hide nothing.
 * @param {{children: import('preact').ComponentChildren}} props
 */
export function Settle({ children }) {
  const { settled, wait } = useMemo(makePlace, [])
  useEffect(() => wait(Promise.resolve()), []) // after the effects of what is within: nothing may have to be waited for
  return (
    <Settling.Provider value={wait}>
      <div class="settle" data-settled={settled.value}>
        {children}
      </div>
    </Settling.Provider>
  )
}

/**
 * Loads once, when a component is there; the place around it, if any, waits for it.
 * @param {() => Promise<unknown>} load  which tells its own failures
 */
export function useFirst(load) {
  const wait = useContext(Settling)
  useEffect(() => {
    wait(load())
  }, [])
}
