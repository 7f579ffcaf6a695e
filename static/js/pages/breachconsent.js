// Whether passwords are compared with known breaches: said in this browser, for one account. docs/formats.md §8.

const ON = 'on'

/** @param {string} ends  of the account, see remindersOf */
export function breachConsent(ends) {
  const key = `tessera.breaches.${ends}`
  return {
    /** Off until somebody has switched it on, and for whatever else stands there. */
    isGiven: () => localStorage.getItem(key) === ON,
    /** @param {boolean} given */
    set(given) {
      if (given) localStorage.setItem(key, ON)
      else localStorage.removeItem(key)
    },
  }
}
