import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Form, PasswordField } from '../ui/controls.jsx'
import { DrillResult } from '../ui/drillresult.jsx'
import { Alert, Busy, Note } from '../ui/feedback.jsx'
import { sentence } from '../ui/messages.js'
import { rich, t } from '../ui/text.js'
import { useAct } from './act.js'
import { Present } from './present.jsx'
import { call } from './site.js'

/** @typedef {import('../account/receipt.js').Presented} Presented */
/** @typedef {Awaited<ReturnType<typeof call<'drill'>>>} Result */

/**
 * The drill in a dialog over the vault, which stays open behind it.
 * @param {{onDone: () => void, onClose: () => void}} props  `onDone`: both halves were right
 */
export function Drill({ onDone, onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null))
  const result = useSignal(/** @type {Result | null} */ (null))
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  return (
    <dialog ref={dialog} class="drill" aria-labelledby="drill-title" onClose={onClose}>
      <h2 id="drill-title">{t('Would you get back in?')}</h2>
      {result.value?.receipt ? (
        <Right onClose={close} />
      ) : (
        <Try
          result={result}
          onClose={close}
          onResult={(found) => {
            result.value = found
            if (found.receipt) onDone()
          }}
        />
      )}
    </dialog>
  )
}

/** @param {{onClose: () => void}} props */
function Right({ onClose }) {
  return (
    <>
      <div class="after">
        <Note tone="good">
          <span role="status">
            {rich(
              '{strong} With this password and this copy a new browser would let you in. The next drill is offered in 90 days.',
              { strong: <strong>{t('Both are right.')}</strong> },
            )}
          </span>
        </Note>
      </div>
      <div class="actions">
        <button type="button" class="primary" onClick={onClose}>
          {t('Close')}
        </button>
      </div>
    </>
  )
}

/** @param {{result: import('@preact/signals').Signal<Result | null>, onResult: (result: Result) => void, onClose: () => void}} props */
function Try({ result, onResult, onClose }) {
  const password = useSignal('')
  const copy = useSignal(/** @type {Presented | null} */ (null))
  const { failure, working, slow, act } = useAct()
  const submit = () =>
    void act(async () => {
      result.value = null
      if (copy.value) onResult(await call('drill', { password: password.value, ...copy.value }))
    })
  return (
    <>
      <p class="muted">
        {t(
          'Type the account password and present one copy, as a new browser would ask for them. Nothing is changed by it.',
        )}
      </p>
      <Form onSubmit={submit} class="stack after">
        <PasswordField label={t('Account password')} autocomplete="off" value={password} />
        <button hidden disabled={!copy.value} />
      </Form>
      <Half copy={copy} onClose={onClose} />
      {failure.value && <Alert text={failure.value} />}
      {result.value && <DrillResult {...failed(result.value)} onClose={onClose} />}
      <Busy text={slow.value ? t('Trying both…') : null} />
      <div class="actions">
        <button type="button" onClick={onClose}>
          {t('Close')}
        </button>
        <button
          type="button"
          class="primary"
          disabled={working.value || !password.value || !copy.value}
          onClick={submit}
        >
          {t('Check both')}
        </button>
      </div>
    </>
  )
}

/** The copy: asked for, then only named. @param {{copy: import('@preact/signals').Signal<Presented | null>, onClose: () => void}} props */
function Half({ copy, onClose }) {
  if (copy.value)
    return (
      <p class="half" role="status">
        {copy.value.words === undefined ? t('A copy was read.') : t('The words were taken.')}{' '}
        <button type="button" class="textlink" onClick={() => (copy.value = null)}>
          {t('Present another')}
        </button>
      </p>
    )
  return (
    <>
      <Present
        verb={t('Take these words')}
        take={async (presented) => {
          copy.value = presented
        }}
      >
        {t(
          'The picture from the e-mail, a key file, the printed kit as a PDF, or a backup. It is read here, and not uploaded.',
        )}
      </Present>
      <p class="small muted">
        {rich('No copy at hand, or none that can be read? {a}, while this browser is open.', {
          a: (
            <a href="/settings/#key" onClick={onClose}>
              {t('Make a new one now')}
            </a>
          ),
        })}
      </p>
    </>
  )
}

/** @param {Result} result */
function failed({ password, copy }) {
  /** @param {Result['password']} why */
  const said = (why) => why && sentence(why, { unlocking: true })
  return { password: said(password), copy: said(copy) }
}
