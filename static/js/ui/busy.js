import { signal } from '@preact/signals'

/** In ms: under this, a sign of work would only flicker. */
export const NOTICED = 150

/**
 * One act at a time, with a sign of life once it takes long enough to be noticed.
 * @typedef {object} Busy
 * @property {import('@preact/signals').ReadonlySignal<boolean>} working
 * @property {import('@preact/signals').ReadonlySignal<boolean>} slow  it has taken more than 150 ms
 * @property {<T>(act: () => Promise<T>) => Promise<T | undefined>} run  undefined when another act is still going on
 */

/** @returns {Busy} */
export function makeBusy() {
  const working = signal(false)
  const slow = signal(false)
  /** @type {Busy['run']} */
  async function run(act) {
    if (working.value) return undefined
    working.value = true
    const timer = setTimeout(() => (slow.value = true), NOTICED)
    try {
      return await act()
    } finally {
      clearTimeout(timer)
      working.value = slow.value = false
    }
  }
  return { working, slow, run }
}
