import { toast } from './site.js'

const SECONDS = 30
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer

/**
 * Empties the clipboard. A page may write to it only while it has the focus: if it has not, this waits for that.
 * The clipboard is not read first, which would need a permission; what was copied elsewhere meanwhile goes as well.
 */
async function clear() {
  if (!document.hasFocus()) return window.addEventListener('focus', () => void clear(), { once: true })
  return navigator.clipboard.writeText('')
}

/**
 * @param {string} name  "Password"
 * @param {string} text
 */
export async function copySecret(name, text) {
  await navigator.clipboard.writeText(text)
  clearTimeout(timer)
  timer = setTimeout(() => void clear(), SECONDS * 1000)
  toast(`${name} copied. The clipboard is cleared in ${SECONDS} seconds.`)
}

/**
 * @param {string} name
 * @param {string} text
 */
export async function copyPlain(name, text) {
  clearTimeout(timer) // the secret is overwritten already
  await navigator.clipboard.writeText(text)
  toast(`${name} copied.`)
}
