import { batch, useSignal } from '@preact/signals'
import { Card } from '../ui/brand.jsx'
import { Checkbox, Form } from '../ui/controls.jsx'
import { Alert, Busy } from '../ui/feedback.jsx'
import { rich, t } from '../ui/text.js'
import { useAct } from './act.js'
import { EntryFields, useEntry } from './newpassword.jsx'
import { call, navigate, pendingEmail, session } from './site.js'

/**
 * The form of a sign-up; `reset` is the token of a reset's second link, with which the address begins anew.
 * @param {{reset?: string, button?: string}} props
 */
export function SignUpForm({ reset, button = t('Create account') }) {
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
          label={t('Email me my Account Key')}
          checked={mailKey}
          hint={t('As a QR code that is useless without your password. Without it you take a copy yourself, next.')}
        />
        <button class="primary wide" disabled={working}>
          {button}
        </button>
        <Busy text={slow.value ? t('Making your keys…') : null} />
      </Form>
    </>
  )
}

export default function SignUp() {
  return (
    <Card title={t('Create your account')} width="narrow">
      <p class="muted">{t('Your Account Key is made here, in this browser. Your password never leaves it.')}</p>
      <SignUpForm />
      <p class="foot">
        {rich('Nobody can reset this password for you. Have an account? {a}', {
          a: <a href="/signin/">{t('Sign in')}</a>,
        })}
      </p>
    </Card>
  )
}
