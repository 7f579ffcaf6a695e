/**
 * One after the other: two sign-ins at once would mix their keys and use up each other's challenges, and two changes of
 * the vault would be made to the same version of it.
 * @returns {<T>(work: () => Promise<T>) => Promise<T>} starts the work when all before it has ended, well or not
 */
export function createTurns() {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve()
  return (work) => {
    const mine = last.then(work)
    last = mine.catch(() => {}) // reported to whoever asked for that work
    return mine
  }
}
