/**
 * Locks after a time without use. A machine that slept has not run its timers, so the clock on the wall decides, at
 * every tick and before a touch counts.
 */

const MINUTE = 60_000
const TICK = 5_000
const LONGEST = 24 * 60

/**
 * @param {{isOpen: () => boolean, lock: () => void}} vault what there is to lock, and how
 */
export function createAutoLock({ isOpen, lock }) {
  let patience = 10 * MINUTE
  let usedAt = 0
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking

  /** Lock if it is time to, and stop the clock when there is nothing open. */
  function check() {
    if (isOpen() && Date.now() - usedAt >= patience) lock()
    if (isOpen()) return
    clearInterval(ticking)
    ticking = undefined
  }

  return {
    check,

    /** Somebody is there; too late if the time was up before. */
    touch() {
      if (ticking !== undefined) check()
      if (!isOpen()) return
      usedAt = Date.now()
      ticking ??= setInterval(check, TICK)
    },

    /** @param {{minutes: number}} choice */
    set({ minutes }) {
      if (!(minutes > 0 && minutes <= LONGEST)) throw new RangeError(`minutes: expected 1 to ${LONGEST}`)
      patience = minutes * MINUTE
      if (ticking !== undefined) check()
    },
  }
}
