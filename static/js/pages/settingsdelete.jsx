import { useSignal } from '@preact/signals'
import { Field, Form, PasswordField } from '../ui/controls.jsx'
import { Alert, Note } from '../ui/feedback.jsx'
import { rich, t } from '../ui/text.js'
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
        {rich(
          "{strong} Every item, key copy and browser of {email} is erased on this server, and this browser's copy of the key and its saved items here. Backups that you keep elsewhere stay yours; make one first if you may want the items again.",
          { strong: <strong>{t('This cannot be undone.')}</strong>, email: email },
        )}
      </Note>
      {failure.value && <Alert text={failure.value} />}
      <div class="short stack">
        <Field label={t('Type the address of this account')} type="email" value={typed} maxLength={254} />
        <PasswordField label={t('Account password')} autocomplete="current-password" value={password} />
      </div>
      <div class="actions">
        <button class="stop" disabled={working.value || !named || password.value === ''}>
          {t('Delete for ever')}
        </button>
        <button type="button" disabled={working} onClick={onClose}>
          {t('Keep the account')}
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
      title={t('Delete account')}
      lead={t('Erases the account with everything in it, in one step and for good.')}
      label={t('Delete account')}
      danger
    >
      {(close) => <DeleteForm onClose={close} />}
    </Disclosed>
  )
}
