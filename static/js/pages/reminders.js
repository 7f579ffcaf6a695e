// What the vault reminds of: that no copy was ever proved, and every 90 days the drill.

/** @typedef {'receipt' | 'drill' | null} Due */

const DAY = 24 * 60 * 60 * 1000
const DRILL_EVERY = 90 * DAY
const NOT_NOW = 7 * DAY

/**
 * @param {{provedAt: string | null, declined: boolean}} receipts
 * @param {{now: number, dismissed: boolean, postponedTo: number}} here  in ms since 1970; `dismissed` in this tab,
 *   `postponedTo` in this browser
 * @returns {Due}
 */
export function dueOf({ provedAt, declined }, { now, dismissed, postponedTo }) {
  if (provedAt === null) return dismissed ? null : 'receipt'
  const isTime = now >= Date.parse(provedAt) + DRILL_EVERY && now >= postponedTo
  return isTime && !declined ? 'drill' : null
}

/**
 * This browser's notes about one account, named by the ending of its id. Nothing in them is secret (docs/formats.md §8).
 * @param {string} ends
 */
export function remindersOf(ends) {
  const drill = `tessera.drill.${ends}`
  const receipt = `tessera.receipt.${ends}`
  return {
    /** @param {{provedAt: string | null, declined: boolean}} receipts */
    due: (receipts) =>
      dueOf(receipts, {
        now: Date.now(),
        dismissed: sessionStorage.getItem(receipt) !== null,
        postponedTo: postponement(localStorage.getItem(drill), Date.now()),
      }),
    /** Not again in this tab. */
    dismiss: () => sessionStorage.setItem(receipt, 'dismissed'),
    /** Not again in this browser for a week. */
    postpone: () => localStorage.setItem(drill, String(Date.now() + NOT_NOW)),
  }
}

/**
 * Anything but a date within the next week is none: somebody else may have written it.
 * @param {string | null} text
 * @param {number} now
 */
export function postponement(text, now) {
  const to = text !== null && /^[0-9]{1,15}$/.test(text) ? Number(text) : 0
  return to <= now + NOT_NOW ? to : 0
}
