import { Checkbox } from '../controls.jsx'
import { Alert } from '../feedback.jsx'
import { t, tn } from '../text.js'

/**
 * The check against known breaches: off until somebody switches it on.
 * @param {{
 *   offered: boolean | null,
 *   allowed: import('@preact/signals').Signal<boolean>,
 *   failure: string | null,
 *   found: number,
 *   unlooked: number,
 *   onAllow: (allowed: boolean) => void,
 *   onRetry: () => void,
 * }} props  `offered`: null until the server has said whether it has a list; `unlooked`: passwords still to be looked for
 */
export function BreachCheck({ offered, allowed, failure, found, unlooked, onAllow, onRetry }) {
  return (
    <section class="healthsection" aria-labelledby="health-check">
      <h3 id="health-check">{t('Known breaches')}</h3>
      {offered === false ? (
        <p class="muted small">
          {t('Whoever runs this server has named no list of known breaches, so there is none to compare with.')}
        </p>
      ) : (
        <Checkbox
          label={t('Check passwords against known breaches')}
          hint={t(
            'Sends five of the forty digits of each password’s hash to this server, which asks a list of leaked ones. No site is sent. Five digits tell nothing of a strong password; of a weak one they help whoever guesses. Remembered in this browser.',
          )}
          checked={allowed}
          onChange={() => onAllow(allowed.value)}
        />
      )}
      {failure && (
        <>
          <Alert text={failure} />
          <button type="button" onClick={onRetry}>
            {t('Try again')}
          </button>
        </>
      )}
      {offered && allowed.value && !failure && unlooked === 0 && (
        <p class="small" role="status">
          {found === 0
            ? t('None of your passwords is in the list.')
            : tn(found, '{count} item has a password of the list.', '{count} items have a password of the list.')}
        </p>
      )}
    </section>
  )
}
