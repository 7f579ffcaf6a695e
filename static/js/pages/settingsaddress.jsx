import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Field, Form, PasswordField } from '../ui/controls.jsx'
import { Alert, Busy } from '../ui/feedback.jsx'
import { useFirst } from '../ui/settle.jsx'
import { rich, t } from '../ui/text.js'
import { useAct } from './act.js'
import { Disclosed } from './disclosed.jsx'
import { rescueFocus, useFirstField } from './focus.js'
import { call, toast } from './site.js'

/** @typedef {() => Promise<void>} Reload */

/** Asks for the password and the new address. @param {{onAsked: Reload, onClose: () => void}} props */
function AddressForm({ onAsked, onClose }) {
  const [email, password] = [useSignal(''), useSignal('')]
  const form = useFirstField()
  const { failure, working, slow, act } = useAct({ unlocking: true })
  const submit = () =>
    act(async () => {
      await call('askForEmail', { email: email.value.trim(), password: password.value })
      await onAsked()
    })
  return (
    <Form form={form} onSubmit={submit}>
      {failure.value && <Alert text={failure.value} />}
      <div class="short stack">
        <Field label={t('New address')} type="email" autocomplete="email" value={email} maxLength={254} />
        <PasswordField label={t('Account password')} autocomplete="current-password" value={password} />
      </div>
      <div class="actions">
        <button class="primary" disabled={working.value || email.value === '' || password.value === ''}>
          {t('Send the code')}
        </button>
        <button type="button" disabled={working} onClick={onClose}>
          {t('Keep the present one')}
        </button>
      </div>
      <Busy text={slow.value ? t('Sealing your keys for the new address…') : null} />
    </Form>
  )
}

/** @param {{acting: ReturnType<typeof useAct>, onWithdraw: () => void}} props */
function CodeForm({ acting: { working, act }, onWithdraw }) {
  const code = useSignal('')
  const again = () => act(() => call('resendEmailCode').then(() => toast(t('Another code is on its way.'))))
  return (
    <Form onSubmit={() => void act(() => call('confirmEmail', { code: code.value }))}>
      <div class="short">
        <Field label={t('Code')} value={code} autocomplete="one-time-code" maxLength={32} code />
      </div>
      <div class="actions">
        <button class="primary" disabled={working.value || code.value === ''}>
          {t('Confirm')}
        </button>
        <button type="button" disabled={working} onClick={again}>
          {t('Send another code')}
        </button>
        <button type="button" class="quiet" disabled={working} onClick={onWithdraw}>
          {t('Cancel the change')}
        </button>
      </div>
    </Form>
  )
}

/** An address waits for its code. @param {{email: string, reload: Reload}} props */
function Pending({ email, reload }) {
  const acting = useAct()
  const { failure, act } = acting
  useEffect(() => rescueFocus('#changeaddress input'), []) // after asking; whoever only passes by keeps the focus
  const withdraw = () =>
    act(async () => {
      await call('withdrawEmail')
      await reload()
      rescueFocus('#changeaddress button')
    })
  return (
    <section class="disclosed" id="changeaddress" aria-labelledby="changeaddress-title">
      <h3 class="listtitle" id="changeaddress-title">
        {t('Another address')}
      </h3>
      <p>
        {rich(
          'A code is on its way to {strong}. It is good for 24 hours; until you type it here, nothing changes. Afterwards every browser asks once for the new address and your password.',
          { strong: <strong>{email}</strong> },
        )}
      </p>
      {failure.value && <Alert text={failure.value} />}
      <CodeForm acting={acting} onWithdraw={withdraw} />
    </section>
  )
}

/** Settings > Account: a new e-mail address. */
export function ChangeAddress() {
  const pending = useSignal(/** @type {string | null} */ (null))
  const { failure, look } = useAct()
  const reload = () =>
    look(async () => {
      pending.value = (await call('pendingEmail')).email
    })
  useFirst(reload)
  if (pending.value !== null) return <Pending email={pending.value} reload={reload} />
  return (
    <>
      {failure.value && <Alert text={failure.value} />}
      <Disclosed
        id="changeaddress"
        title={t('Another address')}
        lead={t(
          'Signing in then takes the new address. Your vault, your browsers and your key copies stay as they are.',
        )}
        label={t('Change address')}
      >
        {(close) => <AddressForm onAsked={reload} onClose={close} />}
      </Disclosed>
    </>
  )
}
