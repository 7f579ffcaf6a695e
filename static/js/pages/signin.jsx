import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Card } from '../ui/brand.jsx'
import { Field, Form, PasswordField } from '../ui/controls.jsx'
import { FactorStep } from '../ui/factorstep.jsx'
import { Alert, Busy } from '../ui/feedback.jsx'
import { rich, t } from '../ui/text.js'
import { useAct } from './act.js'
import { rescueFocus } from './focus.js'
import { askKey } from './securitykey.js'
import { signOut } from './signout.js'
import { awaitedFactor, call, enter, notice } from './site.js'

function PasswordStep() {
  const email = useSignal('')
  const password = useSignal('')
  const { failure, working, slow, act } = useAct()
  useEffect(() => rescueFocus('[data-autofocus]'), [])
  const submit = () =>
    act(async () => {
      notice.value = null
      await enter(await call('signIn', { email: email.value.trim(), password: password.value }))
    })
  const said = failure.value ?? notice.value
  return (
    <Card title={t('Sign in')} width="narrow">
      {said && <Alert text={said} />}
      <Form onSubmit={submit}>
        <Field label={t('Email')} type="email" autocomplete="username" value={email} maxLength={254} autofocus />
        <PasswordField label={t('Account password')} autocomplete="current-password" value={password} />
        <button class="primary wide" disabled={working}>
          {t('Sign in')}
        </button>
        <Busy text={slow.value ? t('Deriving your keys from the password…') : null} />
      </Form>
      <p class="foot">{rich('New here? {a}', { a: <a href="/signup/">{t('Create account')}</a> })}</p>
      <p class="foot">
        {rich('No password, or no key anywhere? {a}', { a: <a href="/reset/">{t('See what still helps')}</a> })}
      </p>
    </Card>
  )
}

/** @param {{awaited: import('../api/entry.js').Awaited}} props */
function SecondStep({ awaited }) {
  const { failure, working, slow, act } = useAct()
  const code = (/** @type {string} */ typed) => void act(async () => enter(await call('showCode', { code: typed })))
  const key = () =>
    void act(async () => {
      const credential = await askKey(await call('keyRequest'))
      await enter(await call('showKey', { credential }))
    })
  return (
    <Card title={t('Second factor')} width="narrow">
      <FactorStep awaited={awaited} working={working.value} onCode={code} onKey={key}>
        {failure.value && <Alert text={failure.value} />}
      </FactorStep>
      <Busy text={slow.value ? t('Checking the second factor…') : null} />
      <p class="foot">
        {rich('Not you? {button}', {
          button: (
            <button type="button" class="textlink" onClick={() => void act(signOut)}>
              {t('Begin again')}
            </button>
          ),
        })}
      </p>
    </Card>
  )
}

/** Two steps in place: the password, and the second factor where the account has one. */
export default function SignIn() {
  useEffect(
    () => () => {
      notice.value = null
      awaitedFactor.value = null
    },
    [],
  )
  return awaitedFactor.value ? <SecondStep awaited={awaitedFactor.value} /> : <PasswordStep />
}
