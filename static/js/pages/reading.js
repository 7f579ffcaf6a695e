import { signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { closeReader, readCarrier } from '../worker/readerdoor.js'
import { decoder } from './site.js'

/** @typedef {import('../worker/readerdoor.js').Step} Step */

// In ms: a search that goes on for longer says how far it has come.
const COUNTED = 1000

/** @param {import('../worker/readerdoor.js').Sought} sought */
function makeReading(sought) {
  const isReading = signal(false)
  const step = signal(/** @type {Step | null} */ (null))

  /** @param {Blob} file */
  async function read(file) {
    let latest = /** @type {Step | null} */ (null)
    let isCounted = false
    const timer = setTimeout(() => {
      isCounted = true
      step.value = latest
    }, COUNTED)
    isReading.value = true
    try {
      const onStep = (/** @type {Step} */ now) => {
        latest = now
        if (isCounted) step.value = now
      }
      return await readCarrier(file, decoder, onStep, sought)
    } finally {
      clearTimeout(timer)
      isReading.value = false
      step.value = null
    }
  }
  return { isReading, step, read }
}

/**
 * Reading a key string, or set-ups of one-time codes, out of a file, for the life of a component: `read(file)` rejects as `readCarrier` does, with an
 * `AbortError` once `closeReader` gave it up; `step` is how far it is, null in its first second.
 * @param {import('../worker/readerdoor.js').Sought} [sought]
 */
export function useReading(sought = 'key') {
  useEffect(() => closeReader, [])
  return useMemo(() => makeReading(sought), [])
}
