import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Field, Form, PasswordField } from '../ui/controls.jsx'
import { Alert, Busy } from '../ui/feedback.jsx'
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
        <Field label="New address" type="email" autocomplete="email" value={email} maxLength={254} />
        <PasswordField label="Account password" autocomplete="current-password" value={password} />
      </div>
      <div class="actions">
        <button class="primary" disabled={working.value || email.value === '' || password.value === ''}>
          Send the code
        </button>
        <button type="button" disabled={working} onClick={onClose}>
          Keep the present one
        </button>
      </div>
      <Busy text={slow.value ? 'Sealing your keys for the new address…' : null} />
    </Form>
  )
}

/** An address waits for its code. @param {{email: string, reload: Reload}} props */
function Pending({ email, reload }) {
  const code = useSignal('')
  const { failure, working, act } = useAct()
  useEffect(() => rescueFocus('#changeaddress input'), []) // after asking; whoever only passes by keeps the focus
  const again = () => act(() => call('resendEmailCode').then(() => toast('Another code is on its way.')))
  const withdraw = () =>
    act(async () => {
      await call('withdrawEmail')
      await reload()
      rescueFocus('#changeaddress button')
    })
  return (
    <section class="disclosed" id="changeaddress" aria-labelledby="changeaddress-title">
      <h3 class="listtitle" id="changeaddress-title">
        Another address
      </h3>
      <p>
        A code is on its way to <strong>{email}</strong>. It is good for 24 hours; until you type it here, nothing
        changes. Afterwards every browser asks once for the new address and your password.
      </p>
      {failure.value && <Alert text={failure.value} />}
      <Form onSubmit={() => void act(() => call('confirmEmail', { code: code.value }))}>
        <div class="short">
          <Field label="Code" value={code} autocomplete="one-time-code" maxLength={32} code />
        </div>
        <div class="actions">
          <button class="primary" disabled={working.value || code.value === ''}>
            Confirm
          </button>
          <button type="button" disabled={working} onClick={again}>
            Send another code
          </button>
          <button type="button" class="quiet" disabled={working} onClick={withdraw}>
            Cancel the change
          </button>
        </div>
      </Form>
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
  useEffect(() => {
    void reload()
  }, [])
  if (pending.value !== null) return <Pending email={pending.value} reload={reload} />
  return (
    <>
      {failure.value && <Alert text={failure.value} />}
      <Disclosed
        id="changeaddress"
        title="Another address"
        lead="Signing in then takes the new address. Your vault, your browsers and your key copies stay as they are."
        label="Change address"
      >
        {(close) => <AddressForm onAsked={reload} onClose={close} />}
      </Disclosed>
    </>
  )
}
