import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { figure, recently } from '../dates.js'
import { Confirm } from '../feedback.jsx'
import { Secret } from '../secret.jsx'
import { Rating, ratingName } from '../strength.jsx'
import { t } from '../text.js'
import { KindChoice, KindForm } from './generatorform.jsx'

/** @typedef {import('../../vault/local.js').Generated} Generated */
/**
 * @typedef {object} History
 * @property {readonly Generated[] | null} values  newest first; null until they were asked for
 * @property {() => void} onShow
 * @property {() => void} onClear
 */
/**
 * @typedef {object} Made
 * @property {string} value  empty while the first one is being made
 * @property {number} bits  of entropy
 * @property {number | null} score  1 to 5, null while it is being rated
 */

/**
 * @param {import('./generatorform.jsx').FormProps & {
 *   made: Made,
 *   copied: string | null,
 *   history: History | null,
 *   onAgain: () => void,
 *   onCopy: (value: string) => void,
 *   onUse: ((value: string) => void) | null,
 *   onClose: () => void,
 * }} props  copied: what was said of the last copy; history: null where there is no open vault to keep one in; onUse: null
 *   where there is no field to fill
 */
export function GeneratorView({ made, copied, history, onAgain, onCopy, onUse, onClose, ...form }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null))
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  const use = () => {
    onUse?.(made.value)
    close()
  }
  return (
    <dialog ref={dialog} class="generator" aria-labelledby="generator-title" onClose={onClose}>
      <h2 id="generator-title">{t('Generator')}</h2>
      <KindChoice {...form} />
      <Preview made={made} />
      <Acts copied={copied} onAgain={onAgain} onCopy={() => onCopy(made.value)} />
      <div class="kindform">
        <KindForm {...form} />
      </div>
      {history && <Past {...history} onCopy={onCopy} />}
      <div class="actions">
        <button type="button" onClick={close}>
          {onUse ? t('Cancel') : t('Close')}
        </button>
        {onUse && (
          <button type="button" class="primary" onClick={use}>
            {t('Use this')}
          </button>
        )}
      </div>
    </dialog>
  )
}

/** @param {{copied: string | null, onAgain: () => void, onCopy: () => void}} props */
function Acts({ copied, onAgain, onCopy }) {
  return (
    <div class="actions made">
      <button type="button" onClick={onAgain}>
        {t('New value')}
      </button>
      <button type="button" onClick={onCopy}>
        {t('Copy')}
      </button>
      <span class="muted small" role="status">
        {copied}
      </span>
    </div>
  )
}

/** @param {{made: Made}} props */
function Preview({ made: { value, bits, score } }) {
  return (
    <div class="preview">
      <output aria-live="polite" aria-label={t('Generated value')}>
        <Secret text={value} />
      </output>
      <Rating score={score}>
        <span class="muted">
          {score === null
            ? t('{bits} bits', { bits: shown(bits) })
            : t('{rating}, {bits} bits', { rating: ratingName(score), bits: shown(bits) })}
        </span>
      </Rating>
      <p class="muted small">{t('Every value that these settings allow is equally likely.')}</p>
    </div>
  )
}

/** Tenths, and never more than there are. @param {number} bits */
function shown(bits) {
  return figure(Math.floor(bits * 10) / 10)
}

/** After a question: nothing brings the list back. @param {{onClear: () => void}} props */
function Clearing({ onClear }) {
  const asking = useSignal(false)
  const answer = (/** @type {boolean} */ yes) => {
    asking.value = false
    if (yes) onClear()
  }
  return (
    <>
      <button type="button" class="quiet danger" onClick={() => (asking.value = true)}>
        {t('Clear the list')}
      </button>
      {asking.value && (
        <Confirm title={t('Clear the list?')} confirm={t('Clear')} keep={t('Cancel')} onAnswer={answer}>
          {t('A value that is in no item and on no website is then gone for good.')}
        </Confirm>
      )}
    </>
  )
}

/** @param {History & {onCopy: (value: string) => void}} props */
function Past({ values, onShow, onClear, onCopy }) {
  return (
    <details class="past" onToggle={(event) => event.currentTarget.open && onShow()}>
      <summary>{t('Used or copied before')}</summary>
      {values?.length === 0 && (
        <p class="muted small">
          {t('Nothing yet. What you use or copy is kept here, sealed, in this browser alone: the last 50 values.')}
        </p>
      )}
      {values && values.length > 0 && (
        <>
          <ul>
            {values.map(({ value, at }) => (
              <li key={value}>
                <Secret text={value} />
                <span class="muted small">{recently(at * 1000)}</span>
                <button
                  type="button"
                  class="quiet"
                  aria-label={t('Copy {value}', { value })}
                  onClick={() => onCopy(value)}
                >
                  {t('Copy')}
                </button>
              </li>
            ))}
          </ul>
          <Clearing onClear={onClear} />
        </>
      )}
    </details>
  )
}
