import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { rescueFocus } from './focus.js'

/** Below this width, list and detail are two screens; the style sheet has the same number. */
export const NARROW = window.matchMedia('(max-width: 47.99rem)')

const DETAIL = '#item'

/**
 * Which screen is shown on a narrow window. Going to the second is a step in the history, so that the browser's own back
 * button returns from it.
 */
export function usePane() {
  const pane = useSignal(/** @type {'list' | 'detail'} */ ('list'))
  useEffect(() => {
    if (location.hash === DETAIL) history.replaceState(null, '', location.pathname) // of an earlier visit
    const turn = () => {
      pane.value = location.hash === DETAIL ? 'detail' : 'list'
      rescueFocus(pane.value === 'detail' ? '.detailpane h2' : '[role=listbox]')
    }
    window.addEventListener('popstate', turn)
    return () => window.removeEventListener('popstate', turn)
  }, [])
  const enter = () => {
    if (NARROW.matches && pane.value === 'list') history.pushState(null, '', DETAIL)
    pane.value = 'detail'
  }
  const back = () => {
    if (location.hash === DETAIL) history.back()
    else pane.value = 'list'
  }
  return { pane, enter, back }
}
