import { moment } from './dates.js'
import { Alert } from './feedback.jsx'
import { rich, t, text } from './text.js'

/** @type {Readonly<Record<'erase' | 'recover', string>>} */
const WHO = {
  erase: text('whoever reads your mailbox can sign up with your address, which erases everything here.'),
  recover: text('whoever reads your mailbox and has your recovery key can open the vault.'),
}

/** @param {{kind: 'erase' | 'recover', readyAt: string}} reset  `readyAt`: when the second link is mailed */
function untilWhen({ kind, readyAt }) {
  return Date.parse(readyAt) > Date.now()
    ? t('It can be cancelled until {moment}. After that, {what}', { moment: moment(readyAt), what: t(WHO[kind]) })
    : t('Its 72 hours are over: {what} As long as that has not happened, it can be cancelled.', { what: t(WHO[kind]) })
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
    <aside class="wayback" aria-label={t('Reset')}>
      <div>
        <p>
          <strong>{t('Somebody is resetting this account.')}</strong> {untilWhen(reset)}
        </p>
        {failure && <Alert text={failure} />}
      </div>
      {open ? (
        <button type="button" class="primary" disabled={working} onClick={onCancel}>
          {t('Cancel the reset')}
        </button>
      ) : (
        <p class="small">{t('Unlock to cancel it.')}</p>
      )}
    </aside>
  )
}

/** The account was recovered, and its Account Key not replaced since. @param {{here: boolean}} props  in the settings */
export function RecoveredBar({ here }) {
  return (
    <aside class="wayback" aria-label={t('Recovery')}>
      <div>
        <p>
          {rich(
            '{strong} This account was opened with its recovery key. Whoever had an old copy of the vault’s own key still has it, and the recovery key has been typed: a replacement makes both void.',
            { strong: <strong>{t('Replace the Account Key next.')}</strong> },
          )}
        </p>
      </div>
      {!here && (
        <a class="button" href="/settings/#security">
          {t('Settings > Security')}
        </a>
      )}
    </aside>
  )
}
