import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Card } from '../ui/brand.jsx'
import { Form, PasswordField } from '../ui/controls.jsx'
import { Alert, Busy, Progress } from '../ui/feedback.jsx'
import { rich, t } from '../ui/text.js'
import { useAct } from './act.js'
import { useProgress } from './progress.js'
import { signOut } from './signout.js'
import { call, enter, path, reason, refresh, session } from './site.js'

/** Unlocked in place: settings stay settings. @param {Awaited<ReturnType<typeof call<'unlock'>>>} outcome */
const goOn = (outcome) => (outcome.next === 'vault' && path.value !== '/vault/' ? refresh() : enter(outcome))

/** For other password managers, which file a password under a name. @param {{email: string}} props */
function Whose({ email }) {
  return (
    <input
      class="visually-hidden"
      type="text"
      autocomplete="username"
      value={email}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  )
}

/** Asks for the account password where a page needs open keys. */
export function Unlock() {
  const password = useSignal('')
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  const { failure, working, slow, act } = useAct({ unlocking: true })
  const step = useProgress()
  useEffect(() => {
    ;/** @type {HTMLElement | null | undefined} */ (form.current?.querySelector('input:not([readonly])'))?.focus()
  }, [])
  const submit = () =>
    act(async () => {
      reason.value = null
      await goOn(await call('unlock', { password: password.value }))
    })
  const said = failure.value ?? reason.value
  return (
    <Card title={t('Unlock')} width="narrow" home="/vault/">
      {session.value?.email && <p class="muted">{session.value.email}</p>}
      {said && <Alert text={said} />}
      <Form form={form} onSubmit={submit}>
        <Whose email={session.value?.email ?? ''} />
        <PasswordField label={t('Account password')} autocomplete="current-password" value={password} />
        <button class="primary wide" disabled={working}>
          {t('Unlock')}
        </button>
        {step.value ? <Progress {...step.value} /> : <Busy text={slow.value ? t('Opening your vault…') : null} />}
      </Form>
      <p class="foot">
        {rich('Not you? {button}', {
          button: (
            <button type="button" class="textlink" onClick={() => act(signOut)}>
              {t('Sign out')}
            </button>
          ),
        })}
      </p>
    </Card>
  )
}
