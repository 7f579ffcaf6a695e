import { useSignal } from '@preact/signals'
import { day, recently } from '../dates.js'
import { deliveryState } from '../delivery.js'
import { Confirm } from '../feedback.jsx'
import { t, text } from '../text.js'

/** @typedef {import('../delivery.js').KeyCopy} KeyCopy */

/** @type {Record<string, string>} */
const NAMES = {
  email: text('QR by e-mail'),
  picture: text('Picture'),
  file: text('Key file'),
  kit: text('Words or kit'),
  backup: text('Backup'),
}

/** What a copy is called. @param {KeyCopy} copy */
export const nameOf = ({ kind, browser }) =>
  kind === 'browser' ? t('Kept by {browser}', { browser: browser ?? t('a browser') }) : t(NAMES[kind] ?? kind)

/**
 * Every key copy issued: kind, date, last use, delivery; each can be cancelled.
 * @param {{copies: readonly KeyCopy[], working: boolean, onCancel: (id: string) => void}} props  newest first
 */
export function Copies({ copies, working, onCancel }) {
  const asked = useSignal(/** @type {KeyCopy | null} */ (null))
  const about = asked.value
  return (
    <>
      <ul class="records">
        {copies.map((copy) => (
          <CopyRecord
            key={copy.id}
            copy={copy}
            working={working}
            onAsk={() => {
              asked.value = copy
            }}
          />
        ))}
      </ul>
      {about && (
        <Confirm
          title={t('Cancel “{nameOf}” of {day}?', { nameOf: nameOf(about), day: day(about.made_at) })}
          confirm={t('Cancel copy')}
          keep={t('Keep it')}
          onAnswer={(yes) => {
            asked.value = null
            if (yes) onCancel(about.id)
          }}
        >
          {about.kind === 'kit'
            ? t(
                'This only marks it as cancelled. Words themselves cannot be cancelled: nothing but replacing the Account Key makes them void.',
              )
            : t(
                'It will not authorize another browser. Browsers that it has let in stay; revoke those under Browsers.',
              )}
        </Confirm>
      )}
    </>
  )
}

/** @param {KeyCopy} copy */
function usageOf({ cancelled_at, last_used_at }) {
  if (cancelled_at) return t('Cancelled on {day}', { day: day(cancelled_at) })
  return last_used_at ? t('Last used {recently}', { recently: recently(last_used_at) }) : t('Never used')
}

/** @param {{copy: KeyCopy, working: boolean, onAsk: () => void}} props */
function CopyRecord({ copy, working, onAsk }) {
  const { made_at, cancelled_at, delivery, kind } = copy
  const sent = delivery && !cancelled_at ? deliveryState(delivery) : null
  return (
    <li class="record" data-void={cancelled_at !== null}>
      <div>
        <strong>{nameOf(copy)}</strong>
        <p class="small muted">
          {day(made_at)} · {usageOf(copy)}
        </p>
        {copy.authorized.length > 0 && (
          <p class="small muted">{t('Authorized {join}', { join: copy.authorized.join(', ') })}</p>
        )}
        {sent && <p class={`small ${sent.tone ?? 'muted'}`}>{sent.text}</p>}
      </div>
      {!cancelled_at && kind !== 'browser' && (
        <button type="button" class="quiet danger" disabled={working} onClick={onAsk}>
          {t('Cancel copy')}
        </button>
      )}
    </li>
  )
}
