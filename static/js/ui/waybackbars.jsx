import { moment } from './dates.js'
import { Alert } from './feedback.jsx'

/** @type {Readonly<Record<'erase' | 'recover', string>>} */
const WHO = {
  erase: 'whoever reads your mailbox can sign up with your address, which erases everything here.',
  recover: 'whoever reads your mailbox and has your recovery key can open the vault.',
}

/** @param {{kind: 'erase' | 'recover', readyAt: string}} reset  `readyAt`: when the second link is mailed */
function untilWhen({ kind, readyAt }) {
  return Date.parse(readyAt) > Date.now()
    ? `It can be cancelled until ${moment(readyAt)}. After that, ${WHO[kind]}`
    : `Its 72 hours are over: ${WHO[kind]} As long as that has not happened, it can be cancelled.`
}

/**
 * A reset that has begun.
 * @param {object} props
 * @param {{kind: 'erase' | 'recover', readyAt: string}} props.reset
 * @param {boolean} props.open  the vault is: only then it can be cancelled
 * @param {string | null} props.failure
 * @param {boolean} props.working
 * @param {() => void} props.onCancel
 */
export function ResetBar({ reset, open, failure, working, onCancel }) {
  return (
    <aside class="wayback" aria-label="Reset">
      <div>
        <p>
          <strong>Somebody is resetting this account.</strong> {untilWhen(reset)}
        </p>
        {failure && <Alert text={failure} />}
      </div>
      {open ? (
        <button type="button" class="primary" disabled={working} onClick={onCancel}>
          Cancel the reset
        </button>
      ) : (
        <p class="small">Unlock to cancel it.</p>
      )}
    </aside>
  )
}

/** The account was recovered, and its Account Key not replaced since. @param {{here: boolean}} props  in the settings */
export function RecoveredBar({ here }) {
  return (
    <aside class="wayback" aria-label="Recovery">
      <div>
        <p>
          <strong>Replace the Account Key next.</strong> This account was opened with its recovery key. Whoever had an
          old copy of the vault’s own key still has it, and the recovery key has been typed: a replacement makes both
          void.
        </p>
      </div>
      {!here && (
        <a class="button" href="/settings/#security">
          Settings &gt; Security
        </a>
      )}
    </aside>
  )
}
