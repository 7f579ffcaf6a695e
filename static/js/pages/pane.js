import { signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { rescueFocus } from './focus.js'

/** Below this width, list and detail are two screens; the style sheet has the same number. */
export const NARROW = window.matchMedia('(max-width: 47.99rem)')

const DETAIL = '#item'
const SLIM = window.matchMedia('(max-width: 66rem)')

/** Whether the shelves have no room beside the list and are a drawer; the style sheet has the same number. */
export const slim = signal(SLIM.matches)
SLIM.addEventListener('change', () => (slim.value = SLIM.matches))

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
      rescueFocus(pane.value === 'detail' ? '.detailpane h2' : LIST)
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

/** Where the focus goes when what had it is gone: the list, or what stands in its place. */
export const LIST = '.rows, .listpane .empty'
