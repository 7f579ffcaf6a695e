import { useSignal } from '@preact/signals'
import { Card } from '../ui/brand.jsx'
import { Form } from '../ui/controls.jsx'
import { Alert, Busy } from '../ui/feedback.jsx'
import { RecoveryText } from '../ui/recoverytext.jsx'
import { rich, t } from '../ui/text.js'
import { useAct } from './act.js'
import { EntryFields, useEntry } from './newpassword.jsx'
import { call, enter, toast } from './site.js'

/**
 * The recovery key, or two shares of it, and a new password.
 * @param {{token: string, email: string}} props
 */
export function Recover({ token, email }) {
  const [first, second] = [useSignal(''), useSignal('')]
  const entry = useEntry()
  const { failure, working, slow, act } = useAct()
  const submit = () =>
    act(async () => {
      const typed = await entry.check()
      if (!typed) return
      await enter(await call('recover', { token, texts: [first.value, second.value], ...typed }))
      toast(t('Your items are back. Every browser and key copy of before is void.'))
    })
  return (
    <Card title={t('Open it with the recovery key')}>
      <p class="muted">
        {rich(
          'For {strong}. The key is used here and not sent; the items stay as they are. You choose a new password, and this browser makes a new Account Key.',
          { strong: <strong>{email}</strong> },
        )}
      </p>
      {failure.value && <Alert text={failure.value} />}
      <Form onSubmit={submit}>
        <RecoveryText first={first} second={second} />
        <EntryFields entry={entry} label={t('New account password')} autofocus={false} />
        <button class="primary wide" disabled={working}>
          {t('Open my vault')}
        </button>
        <Busy text={slow.value ? t('Making your new keys…') : null} />
      </Form>
    </Card>
  )
}
