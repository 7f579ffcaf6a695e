import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Field, Form } from './controls.jsx'
import { t, text } from './text.js'

/** @typedef {import('../api/entry.js').Awaited} Awaited */
/** @typedef {'app' | 'key' | 'codes'} Way */

const LEADS = {
  app: text('Your password is right. Type the code that your authenticator app shows now.'),
  key: text('Your password is right. Now use the security key or passkey that you added to this account.'),
  codes: text('Your password is right. Type one of your recovery codes; each of them works once.'),
}
const OTHERS = {
  app: text('Use a code from the app'),
  key: text('Use a security key'),
  codes: text('Use a recovery code'),
}

/**
 * The second step of signing in: one way of showing the factor, and the others that this account has.
 * @param {{awaited: Awaited, working: boolean, onCode: (code: string) => void, onKey: () => void, children?: import('preact').ComponentChildren}} props
 *   children: what came of the last try
 */
export function FactorStep({ awaited, working, onCode, onKey, children }) {
  const way = useSignal(/** @type {Way} */ (awaited.app ? 'app' : 'key'))
  const others = /** @type {Way[]} */ (['app', 'key', 'codes']).filter((other) => awaited[other] && other !== way.value)
  /** @param {Way} other */
  const choose = (other) => {
    way.value = other
    if (other === 'key') onKey()
  }
  return (
    <>
      <p class="muted">{t(LEADS[way.value])}</p>
      {children}
      {way.value === 'key' ? (
        <KeyPrompt working={working} onKey={onKey} />
      ) : (
        <CodeForm key={way.value} way={way.value} working={working} onCode={onCode} />
      )}
      <div class="actions otherways">
        {others.map((other) => (
          <button key={other} type="button" class="quiet" disabled={working} onClick={() => choose(other)}>
            {t(OTHERS[other])}
          </button>
        ))}
      </div>
    </>
  )
}

/** @param {{working: boolean, onKey: () => void}} props */
function KeyPrompt({ working, onKey }) {
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null))
  useEffect(() => button.current?.focus(), [])
  return (
    <button ref={button} type="button" class="primary wide" disabled={working} onClick={onKey}>
      {t('Use a security key')}
    </button>
  )
}

/** @param {{way: Way, working: boolean, onCode: (code: string) => void}} props */
function CodeForm({ way, working, onCode }) {
  const code = useSignal('')
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  const submit = () => {
    onCode(code.value.trim())
    code.value = ''
  }
  return (
    <Form form={form} onSubmit={submit}>
      <Field
        code
        label={way === 'app' ? t('Code') : t('Recovery code')}
        value={code}
        autocomplete="one-time-code"
        maxLength={20}
      />
      <button class="primary wide" disabled={working || code.value.trim() === ''}>
        {t('Continue')}
      </button>
    </Form>
  )
}
