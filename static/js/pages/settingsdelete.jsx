import { useSignal } from '@preact/signals'
import { Field, Form, PasswordField } from '../ui/controls.jsx'
import { Alert, Note } from '../ui/feedback.jsx'
import { useAct } from './act.js'
import { Disclosed } from './disclosed.jsx'
import { useFirstField } from './focus.js'
import { call, session } from './site.js'

/** @param {{onClose: () => void}} props */
function DeleteForm({ onClose }) {
  const [typed, password] = [useSignal(''), useSignal('')]
  const form = useFirstField()
  const { failure, working, act } = useAct({ unlocking: true })
  const { email = '' } = session.value ?? {}
  const named = typed.value.trim().toLowerCase() === email
  return (
    <Form form={form} onSubmit={() => void act(() => call('deleteAccount', { password: password.value }))}>
      <Note tone="warn">
        <strong>This cannot be undone.</strong> Every item, key copy and browser of {email} is erased on this server,
        and this browser's copy of the key and its saved items here. Backups that you keep elsewhere stay yours; make
        one first if you may want the items again.
      </Note>
      {failure.value && <Alert text={failure.value} />}
      <div class="short stack">
        <Field label="Type the address of this account" type="email" value={typed} maxLength={254} />
        <PasswordField label="Account password" autocomplete="current-password" value={password} />
      </div>
      <div class="actions">
        <button class="stop" disabled={working.value || !named || password.value === ''}>
          Delete for ever
        </button>
        <button type="button" disabled={working} onClick={onClose}>
          Keep the account
        </button>
      </div>
    </Form>
  )
}

/** Settings > Account: the account's end. */
export function DeleteAccount() {
  return (
    <Disclosed
      id="deleteaccount"
      title="Delete account"
      lead="Erases the account with everything in it, in one step and for good."
      label="Delete account"
      danger
    >
      {(close) => <DeleteForm onClose={close} />}
    </Disclosed>
  )
}
