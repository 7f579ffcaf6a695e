import { useId, useRef } from 'preact/hooks'
import { useFocusNext } from '../focusnext.js'
import { t } from '../text.js'
import { makeSite } from './form.js'

/** @typedef {import('./form.js').Site} Site */

/**
 * The websites of an item: one field each.
 * @param {{sites: import('@preact/signals').Signal<Site[]>, asked: boolean}} props  asked: whether one field is there before anything is typed
 */
export function SitesField({ sites, asked }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null))
  const focus = useFocusNext(box)
  if (asked && sites.value.length === 0) sites.value = [makeSite()]
  const add = () => {
    focus('.site:last-of-type input')
    sites.value = [...sites.value, makeSite()]
  }
  /** @param {Site} gone */
  const remove = (gone) => {
    focus('.addsite')
    sites.value = sites.value.filter((site) => site !== gone)
  }
  return (
    <div class="sites" ref={box}>
      {sites.value.map((site, at) => (
        <SiteField
          key={site.id}
          label={at === 0 ? t('Website') : t('Website {number}', { number: at + 1 })}
          site={site}
          onRemove={asked && sites.value.length === 1 ? null : () => remove(site)}
        />
      ))}
      <button type="button" class="quiet addsite" onClick={add}>
        {t('Add website')}
      </button>
    </div>
  )
}

/** @param {{label: string, site: Site, onRemove: (() => void) | null}} props */
function SiteField({ label, site, onRemove }) {
  const id = useId()
  return (
    <div class="field site">
      <label for={id}>{label}</label>
      <div class="beside">
        <input
          id={id}
          type="text"
          inputMode="url"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={2000}
          value={site.value}
          onInput={(event) => {
            site.value.value = event.currentTarget.value
          }}
        />
        {onRemove && (
          <button type="button" class="quiet" aria-label={t('Remove {field}', { field: label })} onClick={onRemove}>
            {t('Remove')}
          </button>
        )}
      </div>
    </div>
  )
}
