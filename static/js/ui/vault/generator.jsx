import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { t } from '../text.js'

/** @typedef {(value: string) => void} OnUse */

/** What opens the generator's dialog; null where the page has none. */
export const OpenGenerator = createContext(/** @type {((onUse: OnUse) => void) | null} */ (null))

/**
 * Below a field for a secret: opens the generator, whose value then goes into the field.
 * @param {{onUse: OnUse}} props
 */
export function GeneratorButton({ onUse }) {
  const open = useContext(OpenGenerator)
  if (!open) return null
  return (
    <p class="generate">
      <button type="button" class="textlink" onClick={() => open(onUse)}>
        {t('Generate one')}
      </button>
    </p>
  )
}
