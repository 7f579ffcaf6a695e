// Which tab of this browser this is, and which others are open: by a random name that outlives a reload, and a lock of that
// name that is held for as long as the page is there. Of two tabs with one name, because one was duplicated, only the first gets it.
//
// A browser without such locks tells neither a reload from a duplicate nor a tab that is gone from one that is not: there
// every page has a new name and all others count as gone, so that a draft may be seen in two tabs, and is lost in none.

const NAME = 'tessera.tab'
const LOCK = 'tessera.tab.'

const locks = /** @type {LockManager | undefined} */ (navigator.locks)

/** This tab's. @type {Promise<string>} */
const mine = locks ? settle(locks) : Promise.resolve(crypto.randomUUID())

/** @param {LockManager} manager */
async function settle(manager) {
  const former = sessionStorage.getItem(NAME)
  if (former && (await hold(manager, former))) return former
  const name = crypto.randomUUID()
  await hold(manager, name)
  sessionStorage.setItem(NAME, name)
  return name
}

/**
 * @param {LockManager} manager
 * @param {string} name
 * @returns {Promise<boolean>} whether it is this page's now, until it is left
 */
function hold(manager, name) {
  return new Promise((resolve, reject) => {
    const held = manager.request(LOCK + name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null)
      return lock ? new Promise(() => {}) : undefined
    })
    held.catch(reject)
  })
}

/** @returns {Promise<Set<string>>} the names of the tabs that are open, as far as that can be told */
async function open() {
  const { held = [] } = (await locks?.query()) ?? {}
  return new Set(held.map(({ name = '' }) => name.slice(LOCK.length)))
}

export const tab = { mine, open }
