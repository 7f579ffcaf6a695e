import { useEffect, useRef } from 'preact/hooks'
import { Note } from '../feedback.jsx'
import { SheetFacts, SheetHead } from '../sheethead.jsx'
import { rich, t } from '../text.js'

/** In two halves, as people copy them; the server takes them with or without the space. @param {string} code */
export const halves = (code) => `${code.slice(0, code.length / 2)} ${code.slice(code.length / 2)}`

/** @param {{codes: readonly string[]}} props */
function Codes({ codes }) {
  return (
    <ol class="codes" aria-label={t('Recovery codes')}>
      {codes.map((code) => (
        <li key={code}>{halves(code)}</li>
      ))}
    </ol>
  )
}

/**
 * New recovery codes, shown this once.
 * @param {{codes: readonly string[], onDownload: () => void, onPrint: () => void, onClose: () => void}} props
 */
export function NewCodes({ codes, onDownload, onPrint, onClose }) {
  const heading = useRef(/** @type {HTMLElement | null} */ (null))
  useEffect(() => heading.current?.focus(), [])
  return (
    <div class="newcodes">
      <Note tone="warn">
        {rich('{strong} Each signs you in once without app or key. Keep them apart from your password.', {
          strong: (
            <strong ref={heading} tabIndex={-1}>
              {t('Keep these recovery codes now: they are not shown again.')}
            </strong>
          ),
        })}
      </Note>
      <Codes codes={codes} />
      <div class="actions">
        <button type="button" onClick={onDownload}>
          {t('Download codes')}
        </button>
        <button type="button" onClick={onPrint}>
          {t('Print codes')}
        </button>
        <button type="button" class="primary" onClick={onClose}>
          {t('I have kept them')}
        </button>
      </div>
    </div>
  )
}

/**
 * The codes for paper.
 * @param {{codes: readonly string[], email: string, origin: string, date: Date}} props
 */
export function CodesSheet({ codes, email, origin, date }) {
  return (
    <>
      <SheetHead title={t('Recovery codes')} date={date} />
      <SheetFacts
        facts={[
          [t('Account'), email],
          [t('Server'), origin],
        ]}
      />
      <h3>{t('Each works once, after the account password')}</h3>
      <Codes codes={codes} />
    </>
  )
}
