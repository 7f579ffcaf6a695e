import { useSignal } from '@preact/signals'
import { Proved } from '../ui/proved.jsx'
import { t } from '../ui/text.js'
import { Present } from './present.jsx'
import { call } from './site.js'

/** @typedef {import('../account/receipt.js').Receipt} Receipt */

/**
 * Proves a copy, and says which one it was.
 * @param {{onProved: (receipt: Receipt) => void, children: import('preact').ComponentChildren}} props
 */
export function Prove({ onProved, children }) {
  const receipt = useSignal(/** @type {Receipt | null} */ (null))
  /** @param {import('./present.jsx').Presented} presented */
  const take = async (presented) => {
    receipt.value = null
    receipt.value = await call('proveCopy', presented)
    onProved(receipt.value)
  }
  if (receipt.value) return <Proved copy={receipt.value.copy} />
  return (
    <Present take={take} verb={t('Prove')}>
      {children}
    </Present>
  )
}
