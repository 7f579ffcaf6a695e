import { batch, useSignal } from '@preact/signals'
import { Card } from '../ui/brand.jsx'
import { Checkbox, Form } from '../ui/controls.jsx'
import { Alert, Busy } from '../ui/feedback.jsx'
import { useAct } from './act.js'
import { EntryFields, useEntry } from './newpassword.jsx'
import { call, navigate, pendingEmail, session } from './site.js'

/**
 * The form of a sign-up; `reset` is the token of a reset's second link, with which the address begins anew.
 * @param {{reset?: string, button?: string}} props
 */
export function SignUpForm({ reset, button = 'Create account' }) {
  const entry = useEntry()
  const mailKey = useSignal(true)
  const { failure, working, slow, act } = useAct()
  const submit = () =>
    act(async () => {
      const typed = await entry.check()
      if (!typed) return
      await call('signUp', { ...typed, mailKey: mailKey.value, reset })
      batch(() => {
        pendingEmail.value = typed.email
        // A reset's link may have been opened where its old account was signed in: that session has ended.
        session.value = { state: 'anonymous' }
        navigate('/verify/')
      })
    })
  return (
    <>
      {failure.value && <Alert text={failure.value} />}
      <Form onSubmit={submit}>
        <EntryFields entry={entry} />
        <Checkbox
          label="Email me my Account Key"
          checked={mailKey}
          hint="As a QR code that is useless without your password. Without it you take a copy yourself, next."
        />
        <button class="primary wide" disabled={working}>
          {button}
        </button>
        <Busy text={slow.value ? 'Making your keys…' : null} />
      </Form>
    </>
  )
}

export default function SignUp() {
  return (
    <Card title="Create your account" width="narrow">
      <p class="muted">Your Account Key is made here, in this browser. Your password never leaves it.</p>
      <SignUpForm />
      <p class="foot">
        Nobody can reset this password for you. Have an account? <a href="/signin/">Sign in</a>
      </p>
    </Card>
  )
}
