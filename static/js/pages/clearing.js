// After how long a copied secret leaves the clipboard: this browser's choice (docs/formats.md §8).

const KEY = 'tessera.clipboard'
const DEFAULT = 30

/** Seconds that may be chosen; 0 is never. */
export const CHOICES = Object.freeze([10, 30, 60, 120, 0])

/** @returns {number} seconds, 0 for never */
export function chosenSeconds() {
  const stored = localStorage.getItem(KEY)
  return CHOICES.find((seconds) => String(seconds) === stored) ?? DEFAULT
}

/** @param {number} seconds  one of CHOICES */
export function chooseSeconds(seconds) {
  localStorage.setItem(KEY, String(seconds))
}
