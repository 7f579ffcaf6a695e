import { useSignalEffect } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { Tour as Steps } from '../ui/vault/tour.jsx'
import { rescueFocus } from './focus.js'
import { Tour } from './tourmodel.js'

/** @param {import('@preact/signals').ReadonlySignal<{count: number} | null>} info  of the vault, once it is known */
export function useTour(info) {
  const tour = useMemo(() => new Tour(), [])
  useSignalEffect(() => {
    if (info.value) tour.begin(info.value.count)
  })
  return tour
}

/** @param {{tour: Tour, onLeave: (event: MouseEvent & {currentTarget: HTMLAnchorElement}) => void}} props */
export function FirstSteps({ tour, onLeave }) {
  const step = tour.step.value
  if (step === null) return null
  const end = () => {
    tour.end()
    rescueFocus('[role=listbox], .listhead input')
  }
  return <Steps step={step} onNext={() => tour.next()} onEnd={end} onLeave={onLeave} />
}
