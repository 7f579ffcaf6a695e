import { t } from '../ui/text.js'
import { chosenSeconds } from './clearing.js'
import { door, toast } from './site.js'

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer
/** Whether a secret was copied that has not been cleared. */
let holds = false

/**
 * Empties the clipboard. A page may write to it only while it has the focus: if it has not, this waits for that.
 * The clipboard is not read first, which would need a permission; what was copied elsewhere meanwhile goes as well.
 */
async function clear() {
  clearTimeout(timer)
  if (!holds) return undefined // cleared, or overwritten by what needs no clearing, while this waited
  if (!document.hasFocus()) return window.addEventListener('focus', () => void clear(), { once: true })
  try {
    await navigator.clipboard.writeText('')
    holds = false
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    // Some browsers want a press of a key or a button first: the next one will do.
    for (const event of ['pointerup', 'keyup']) window.addEventListener(event, () => void clear(), { once: true })
  }
  return undefined
}

// What was copied from an open vault does not outlive it.
door.on('locked', () => void clear())
door.on('ended', () => void clear())

/**
 * What was to be cleared later is cleared as the page goes. It has no time for a promise by then: only the old command writes at
 * once. A browser may refuse it, where the last press of a key or a button is long ago, and then the secret stays.
 */
function clearLeaving() {
  if (!holds || chosenSeconds() === 0) return
  /** @param {ClipboardEvent} event */
  const empty = (event) => {
    event.clipboardData?.setData('text/plain', '')
    event.preventDefault()
  }
  document.addEventListener('copy', empty)
  if (document.execCommand('copy')) holds = false // the page may come back
  document.removeEventListener('copy', empty)
}
window.addEventListener('pagehide', clearLeaving)

/** @param {string} text @returns {Promise<boolean>} false, and said, when the browser does not allow it */
async function write(text) {
  try {
    await navigator.clipboard.writeText(text)
    clearTimeout(timer) // only now a secret copied before is overwritten
    return true
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    toast(t('The browser did not allow copying. Show it, select it and copy it by hand.'))
    return false
  }
}

/**
 * @param {string} name  "Password"
 * @param {string} text
 * @returns {Promise<boolean>} false when the browser does not allow it
 */
export async function copySecret(name, text) {
  if (!(await write(text))) return false
  holds = true
  const seconds = chosenSeconds()
  if (seconds > 0) timer = setTimeout(() => void clear(), seconds * 1000)
  toast(
    seconds > 0
      ? t('{field} copied. The clipboard is cleared in {seconds} seconds.', { field: name, seconds })
      : t('{field} copied. It stays in the clipboard until you lock or copy something else.', { field: name }),
  )
  return true
}

/**
 * @param {string} name
 * @param {string} text
 */
export async function copyPlain(name, text) {
  if (!(await write(text))) return
  holds = false
  toast(t('{field} copied.', { field: name }))
}
