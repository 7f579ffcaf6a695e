import { effect } from '@preact/signals'
import { h, render } from 'preact'
import { Paper } from '../ui/paper.jsx'
import { rescueFocus } from './focus.js'
import { path, session } from './site.js'

/**
 * Shows a sheet in place of the page, and has it printed: from here, so that no other window ever holds what is on it.
 * It leaves the screen when it is closed, when the vault locks, and when the page is left.
 * @param {{title: string, hint: string}} about  the title is also what a PDF is called
 * @param {import('preact').ComponentChildren} sheet
 */
export function printSheet({ title, hint }, sheet) {
  const root = /** @type {HTMLElement} */ (document.getElementById('root'))
  const place = document.body.appendChild(document.createElement('div'))
  const before = { focus: document.activeElement, title: document.title, path: path.value, scroll: window.scrollY }

  function close() {
    render(null, place)
    place.remove()
    root.hidden = false
    document.title = before.title
    document.removeEventListener('keydown', escape)
    window.scrollTo(0, before.scroll)
    if (before.focus instanceof HTMLElement) before.focus.focus()
    rescueFocus('#root h1') // where the button that led here is gone by now
  }
  /** @param {KeyboardEvent} event */
  function escape(event) {
    if (event.key === 'Escape') end()
  }

  root.hidden = true
  document.title = title
  document.addEventListener('keydown', escape)
  render(h(Paper, { title, hint, onPrint: () => window.print(), onClose: () => end(), children: sheet }), place)
  place.querySelector('h1')?.focus()
  window.scrollTo(0, 0)
  const forget = effect(() => {
    if (session.value?.state !== 'unlocked' || path.value !== before.path) queueMicrotask(() => end())
  })
  const end = once(() => {
    forget()
    close()
  })
  // Once it has been drawn: what is printed is what is on screen.
  requestAnimationFrame(() => setTimeout(() => place.isConnected && window.print()))
}

/** @param {() => void} work */
function once(work) {
  let done = false
  return () => {
    if (!done) work()
    done = true
  }
}
