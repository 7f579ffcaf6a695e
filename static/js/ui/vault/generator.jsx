import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { t } from '../text.js'

/** @typedef {(value: string) => void} OnUse */

/** @typedef {import('../../vault/generatoroptions.js').Kind} Kind */

/** What opens the generator's dialog; null where the page has none. */
export const OpenGenerator = createContext(
  /** @type {((onUse: OnUse | null, kind: Kind | null, listed?: boolean) => void) | null} */ (null),
)

/**
 * Below a field for a secret: opens the generator, whose value then goes into the field.
 * @param {{onUse: OnUse, kind?: Kind | null, listed?: boolean}} props  kind: to begin with, whatever was made last;
 *   listed: whether the value joins the list of those that were used
 */
export function GeneratorButton({ onUse, kind = null, listed = true }) {
  const open = useContext(OpenGenerator)
  if (!open) return null
  return (
    <p class="generate">
      <button type="button" class="textlink" onClick={() => open(onUse, kind, listed)}>
        {t('Generate one')}
      </button>
    </p>
  )
}

/** Where there is no field to fill: values to look at and to copy. */
export function GeneratorLink() {
  const open = useContext(OpenGenerator)
  return open ? (
    <button type="button" class="sidelink" onClick={() => open(null, null)}>
      {t('Generator')}
    </button>
  ) : null
}
