import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Card } from '../ui/brand.jsx'
import { Field, Form, PasswordField } from '../ui/controls.jsx'
import { Alert, Busy } from '../ui/feedback.jsx'
import { useAct } from './act.js'
import { call, enter, notice } from './site.js'

export default function SignIn() {
  const email = useSignal('')
  const password = useSignal('')
  const { failure, working, slow, act } = useAct()
  useEffect(
    () => () => {
      notice.value = null
    },
    [],
  )
  const submit = () =>
    act(async () => {
      notice.value = null
      await enter(await call('signIn', { email: email.value.trim(), password: password.value }))
    })
  const said = failure.value ?? notice.value
  return (
    <Card title="Sign in" width="narrow">
      {said && <Alert text={said} />}
      <Form onSubmit={submit}>
        <Field label="Email" type="email" autocomplete="username" value={email} maxLength={254} autofocus />
        <PasswordField label="Account password" autocomplete="current-password" value={password} />
        <button class="primary wide" disabled={working}>
          Sign in
        </button>
        <Busy text={slow.value ? 'Deriving your keys from the password…' : null} />
      </Form>
      <p class="foot">
        New here? <a href="/signup/">Create account</a>
      </p>
      <p class="foot">
        No password, or no key anywhere? <a href="/reset/">See what still helps</a>
      </p>
    </Card>
  )
}
