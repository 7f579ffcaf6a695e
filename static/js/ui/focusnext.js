import { useLayoutEffect, useRef } from 'preact/hooks'

/**
 * Puts the focus on what a change is about to draw, in the same turn as it is drawn: what is typed next lands there, however
 * long the screen takes to show it. To be called by the component that the change draws anew.
 * @param {import('preact').RefObject<HTMLElement | null>} box  within which it is sought
 * @returns {(selector: string) => void}
 */
export function useFocusNext(box) {
  const sought = useRef(/** @type {string | null} */ (null))
  useLayoutEffect(() => {
    if (sought.current === null) return
    ;/** @type {HTMLElement | null | undefined} */ (box.current?.querySelector(sought.current))?.focus()
    sought.current = null
  })
  return (selector) => void (sought.current = selector)
}
