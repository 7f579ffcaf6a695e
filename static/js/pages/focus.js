import { useEffect, useRef } from 'preact/hooks'

/**
 * Puts the focus somewhere sensible when what had it is gone from the page; elsewhere it is left alone.
 * @param {string} selector
 */
export function rescueFocus(selector) {
  requestAnimationFrame(() => {
    const active = document.activeElement
    if (active && active !== document.body && active.checkVisibility()) return
    ;/** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus()
  })
}

/** For pages that come up in place, after unlocking. */
export function useHeadingFocus() {
  useEffect(() => rescueFocus('h1'), [])
}

/**
 * A form that opens in place takes the focus to its first field.
 * @returns {import('preact').RefObject<HTMLFormElement | null>} for the form
 */
export function useFirstField() {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  return form
}
