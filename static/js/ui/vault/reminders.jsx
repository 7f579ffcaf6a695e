import { day } from '../dates.js'
import { Note } from '../feedback.jsx'
import { t } from '../text.js'

/** Nobody has tried yet whether a copy can be read. @param {{onDismiss: () => void}} props */
export function ReceiptReminder({ onDismiss }) {
  return (
    <Note
      actions={
        <>
          <a class="button" href="/settings/#key">
            {t('Prove a copy')}
          </a>
          <button type="button" class="quiet" onClick={onDismiss}>
            {t('Not now')}
          </button>
        </>
      }
    >
      <strong>{t('No copy of your Account Key has been tried yet.')}</strong>{' '}
      {t('Find out now whether one can be read, while nothing depends on it.')}
    </Note>
  )
}

/** @param {{provedAt: string, working: boolean, onStart: () => void, onPostpone: () => void, onDecline: () => void}} props */
export function DrillOffer({ provedAt, working, onStart, onPostpone, onDecline }) {
  return (
    <Note
      actions={
        <>
          <button type="button" onClick={onStart}>
            {t('Start the drill')}
          </button>
          <button type="button" class="quiet" onClick={onPostpone}>
            {t('Not now')}
          </button>
          <button type="button" class="quiet" disabled={working} onClick={onDecline}>
            {t('Never ask again')}
          </button>
        </>
      }
    >
      <strong>{t('Would you get back in?')}</strong>{' '}
      {t('A copy of your Account Key was last tried on {day}.', { day: day(provedAt) })}{' '}
      {t('A drill takes two minutes: the password and one copy, while this browser is open and every way out is left.')}
    </Note>
  )
}
