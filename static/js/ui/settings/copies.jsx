import { useSignal } from '@preact/signals'
import { day, recently } from '../dates.js'
import { deliveryState } from '../delivery.js'
import { Confirm } from '../feedback.jsx'

/** @typedef {import('../delivery.js').KeyCopy} KeyCopy */

/** @type {Record<string, string>} */
const NAMES = {
  email: 'QR by e-mail',
  picture: 'Picture',
  file: 'Key file',
  kit: 'Words or kit',
  backup: 'Backup',
}

/** What a copy is called. @param {KeyCopy} copy */
export const nameOf = ({ kind, browser }) =>
  kind === 'browser' ? `Kept by ${browser ?? 'a browser'}` : (NAMES[kind] ?? kind)

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
          title={`Cancel “${nameOf(about)}” of ${day(about.made_at)}?`}
          confirm="Cancel copy"
          keep="Keep it"
          onAnswer={(yes) => {
            asked.value = null
            if (yes) onCancel(about.id)
          }}
        >
          {about.kind === 'kit'
            ? 'This only marks it as cancelled. Words themselves cannot be cancelled: nothing but replacing the Account Key makes them void.'
            : 'It will not authorize another browser. Browsers that it has let in stay; revoke those under Browsers.'}
        </Confirm>
      )}
    </>
  )
}

/** @param {KeyCopy} copy */
function usageOf({ cancelled_at, last_used_at }) {
  if (cancelled_at) return `Cancelled on ${day(cancelled_at)}`
  return last_used_at ? `Last used ${recently(last_used_at)}` : 'Never used'
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
        {copy.authorized.length > 0 && <p class="small muted">Authorized {copy.authorized.join(', ')}</p>}
        {sent && <p class={`small ${sent.tone ?? 'muted'}`}>{sent.text}</p>}
      </div>
      {!cancelled_at && kind !== 'browser' && (
        <button type="button" class="quiet danger" disabled={working} onClick={onAsk}>
          Cancel copy
        </button>
      )}
    </li>
  )
}
