import { useSignal } from '@preact/signals'
import { Select } from '../ui/controls.jsx'
import { t, tn } from '../ui/text.js'
import { CHOICES, chooseSeconds, chosenSeconds } from './clearing.js'

/** After how long a copied secret leaves the clipboard. */
export function ClipboardClearing() {
  const seconds = useSignal(String(chosenSeconds()))
  const options = CHOICES.map(
    (choice) =>
      /** @type {const} */ ([String(choice), choice ? tn(choice, '{count} second', '{count} seconds') : t('Never')]),
  )
  return (
    <div class="short">
      <Select
        label={t('Clear the clipboard after')}
        value={seconds}
        options={options}
        hint={t('What you copy from a hidden field leaves the clipboard then, and whenever the vault locks.')}
        onChange={() => chooseSeconds(Number(seconds.value))}
      />
    </div>
  )
}
