import { counted, day } from '../dates.js'
import { Note } from '../feedback.jsx'
import { t } from '../text.js'

/** @typedef {{version: number, count: number, date: number | null, pinned: boolean, blocked: null | {code: string, detail?: object}}} VaultInfo */

/** The e-mailed key was given up. @param {{why: string, working: boolean, onMail: () => void}} props */
export function MailBanner({ why, working, onMail }) {
  return (
    <Note
      tone="warn"
      actions={
        <>
          <button type="button" disabled={working} onClick={onMail}>
            {t('Email the QR again')}
          </button>
          <a class="button" href="/settings/">
            {t('Take it another way')}
          </a>
        </>
      }
    >
      <strong>{t('Your Account Key could not be e-mailed:')}</strong> {why}.
    </Note>
  )
}

/**
 * A browser that has never seen this vault cannot tell how new it is; its owner can.
 * @param {{info: VaultInfo, onClose: () => void}} props
 */
export function FirstSight({ info, onClose }) {
  return (
    <Note
      actions={
        <button type="button" onClick={onClose}>
          {t('That is right')}
        </button>
      }
    >
      <strong>{t('First time in this browser.')}</strong>{' '}
      {info.date
        ? t('The server gave it {counted}, last changed {day}.', {
            counted: counted(info.count, 'item'),
            day: day(info.date),
          })
        : t('The server gave it {counted}.', { counted: counted(info.count, 'item') })}{' '}
      {t('If you remember more or newer, tell whoever runs this server. From now on this browser notices by itself.')}
    </Note>
  )
}

/** @param {{text: string}} props */
export function Unreachable({ text }) {
  return (
    <Note tone="warn">
      <span role="status">
        {text} {t('What is shown was here before; changes cannot be saved.')}
      </span>
    </Note>
  )
}

/**
 * What does not fit is not shown as if it did; what verifies can still be taken away.
 * @param {{text: string, working: boolean, onExport: () => void, onRetry: () => void}} props
 */
export function Blocked({ text, working, onExport, onRetry }) {
  return (
    <div class="blocked stack">
      <h1 tabIndex={-1}>{t('The vault is closed for safety')}</h1>
      <p>{text}</p>
      <p class="muted">
        {t(
          'That can mean a server put back from an old copy, or one that is not honest. Ask whoever runs it. Every item that opens and belongs to the vault as this browser knew it can be exported.',
        )}
      </p>
      <p class="actions">
        <button type="button" class="primary" disabled={working} onClick={onExport}>
          {t('Export what verifies')}
        </button>
        <button type="button" disabled={working} onClick={onRetry}>
          {t('Ask the server again')}
        </button>
      </p>
      <p class="small muted">{t('The export is not encrypted. Keep it where nobody else reads.')}</p>
    </div>
  )
}
