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

/** @param {string} text @returns {Promise<boolean>} false, and said, when the browser does not allow it */
async function write(text) {
  clearTimeout(timer) // a secret copied before is overwritten already
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    toast('The browser did not allow copying. Show it, select it and copy it by hand.')
    return false
  }
}

/**
 * @param {string} name  "Password"
 * @param {string} text
 */
export async function copySecret(name, text) {
  if (!(await write(text))) return
  timer = setTimeout(() => void clear(), SECONDS * 1000)
  toast(`${name} copied. The clipboard is cleared in ${SECONDS} seconds.`)
}

/**
 * @param {string} name
 * @param {string} text
 */
export async function copyPlain(name, text) {
  if (await write(text)) toast(`${name} copied.`)
}
