// An item as the editor and the detail view know it; its full shape is docs/formats.md §6.

/** @typedef {import('../vault/item.js').Item} Item */
/** @typedef {import('../vault/item.js').Fields} Fields */

/** @type {Fields} */
export const BLANK = Object.freeze({ type: 'login', title: '', username: '', password: '', url: '', notes: '' })

/** @param {Fields} one @param {Fields} other */
export const differ = (one, other) =>
  Object.entries(one).some(([name, value]) => value !== other[/** @type {keyof Fields} */ (name)])

/** What is shown of kinds. @type {ReadonlyArray<readonly [string, string]>} */
export const KINDS = [
  ['login', 'Login'],
  ['note', 'Secure note'],
]

/**
 * The address to open for what was typed as a website; only ever http or https.
 * @param {string} url
 * @returns {string | null}
 */
export function webAddress(url) {
  const typed = url.trim()
  if (typed === '' || /\s/.test(typed)) return null
  try {
    const { protocol, href } = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`)
    return protocol === 'https:' || protocol === 'http:' ? href : null
  } catch {
    return null // not an address: it is shown as text
  }
}
