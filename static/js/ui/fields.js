// An item as the editor and the detail view know it; its full shape is docs/formats.md §6.

/**
 * @typedef {object} Credential
 * @property {string} type
 * @property {{value: string}} [username]
 * @property {{value: string}} [password]
 * @property {{value: string}} [content]
 *
 * @typedef {object} Item
 * @property {string} id
 * @property {string} type
 * @property {string} title
 * @property {number} creationAt  seconds since 1970
 * @property {number} modifiedAt
 * @property {number | null} trashedAt
 * @property {{urls: string[]}} [scope]
 * @property {Credential[]} credentials
 *
 * @typedef {object} Fields
 * @property {string} type
 * @property {string} title
 * @property {string} username
 * @property {string} password
 * @property {string} url
 * @property {string} notes
 */

/** @param {Item} item @returns {Fields} */
export function fieldsOf({ type, title, scope, credentials }) {
  const login = credentials.find((credential) => credential.type === 'basic-auth')
  const note = credentials.find((credential) => credential.type === 'note')
  return {
    type,
    title,
    username: login?.username?.value ?? '',
    password: login?.password?.value ?? '',
    url: scope?.urls[0] ?? '',
    notes: note?.content?.value ?? '',
  }
}

/** @type {Fields} */
export const BLANK = Object.freeze({ type: 'login', title: '', username: '', password: '', url: '', notes: '' })

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
