// How strong zxcvbn says a generated value is, a moment after the last change.

const PAUSE = 150 // ms
/** It takes seconds for a hundred characters, and a longer value is never the weaker. */
const RATED = 24
const loadStrength = () => import('./strength.js')

/**
 * @param {string} value
 * @param {(score: number) => void} then  1 (at once) to 5 (not in a lifetime)
 * @returns {() => void} no longer
 */
export function rating(value, then) {
  let isWanted = value !== ''
  const timer = setTimeout(async () => {
    if (!isWanted) return
    const { measure } = await loadStrength()
    if (isWanted) then(measure(value.slice(0, RATED), []).score)
  }, PAUSE)
  return () => {
    isWanted = false
    clearTimeout(timer)
  }
}
