// Components that are seldom asked for: loaded when they are, and there at once from then on.
import { useEffect, useState } from 'preact/hooks'

/**
 * @template {import('preact').FunctionComponent<any>} Component  whatever its props are
 * @typedef {() => Promise<Component>} Load
 */

/** @type {Map<Load<any>, import('preact').FunctionComponent<any>>} */
const known = new Map()
/** In ms: the page itself is there by then. */
const PAUSE = 1500

/**
 * @template {import('preact').FunctionComponent<any>} Component
 * @param {Load<Component>} load
 * @returns {Promise<Component>}
 */
async function loaded(load) {
  const component = await load()
  known.set(load, component)
  return component
}

/**
 * @template {import('preact').FunctionComponent<any>} Component
 * @param {Load<Component>} load
 * @param {import('./vaultmodel.js').Look} look
 * @returns {Component | null} null until it is there
 */
export function useLoaded(load, look) {
  const [component, setComponent] = useState(() => /** @type {Component | undefined} */ (known.get(load)) ?? null)
  useEffect(() => {
    if (component) return
    void look(async () => {
      const made = await loaded(load)
      setComponent(() => made)
    })
  }, [])
  return component
}

/**
 * For what is typed into as soon as it has been asked for. A failure is told when it is asked for.
 * @param {Load<any>} load
 * @returns {() => void} gives up
 */
export function loadAhead(load) {
  const timer = setTimeout(() => void loaded(load).catch(() => {}), PAUSE)
  return () => clearTimeout(timer)
}
