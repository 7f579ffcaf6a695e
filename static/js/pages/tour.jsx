import { useSignal, useSignalEffect } from '@preact/signals'
import { Tour } from '../ui/vault/tour.jsx'
import { rescueFocus } from './focus.js'

const DONE = 'tessera.tour'

/**
 * Shown with a vault that has no items yet, in a browser that has not seen it.
 * @param {{
 *   info: import('@preact/signals').ReadonlySignal<{count: number} | null>,
 *   onLeave: (event: MouseEvent & {currentTarget: HTMLAnchorElement}) => void,
 * }} props
 */
export function FirstSteps({ info, onLeave }) {
  const step = useSignal(-1)
  const decided = useSignal(false)
  useSignalEffect(() => {
    if (!info.value || decided.peek()) return
    decided.value = true
    if (info.value.count === 0 && localStorage.getItem(DONE) === null) step.value = 0
  })
  const end = () => {
    localStorage.setItem(DONE, new Date().toISOString().slice(0, 10))
    step.value = -1
    rescueFocus('[role=listbox], .listhead input')
  }
  if (step.value < 0) return null
  return <Tour step={step.value} onNext={() => (step.value += 1)} onEnd={end} onLeave={onLeave} />
}
