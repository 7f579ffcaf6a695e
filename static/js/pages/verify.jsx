import { useSignal, useSignalEffect } from '@preact/signals'
import { TesseraError } from '../errors.js'
import { Card } from '../ui/brand.jsx'
import { Field, Form } from '../ui/controls.jsx'
import { Alert, Busy } from '../ui/feedback.jsx'
import { rich, t } from '../ui/text.js'
import { useAct } from './act.js'
import { call, enter, mailPage, navigate, notice, pendingEmail, session, toast } from './site.js'

const RESEND_SECONDS = 30

/** Seconds until the code may be asked for again, counting down. */
function useWait() {
  const seconds = useSignal(RESEND_SECONDS)
  useSignalEffect(() => {
    if (seconds.value <= 0) return undefined
    const timer = setTimeout(() => (seconds.value -= 1), 1000)
    return () => clearTimeout(timer)
  })
  return seconds
}

function Resend() {
  const wait = useWait()
  const { failure, working, act } = useAct()
  const again = () =>
    act(async () => {
      try {
        await call('resendCode')
        toast(t('Another code is on its way.'))
        wait.value = RESEND_SECONDS
      } catch (error) {
        if (error instanceof TesseraError && error.code === 'slow-down')
          wait.value = Number(error.detail['retry_after']) || RESEND_SECONDS
        throw error
      }
    })
  return (
    <>
      <p class="foot">
        {rich('Nothing there? Look among the junk. {part}', {
          part:
            wait.value > 0 ? (
              <span class="nums">{t('Another can be sent in {wait} s.', { wait: wait.value })}</span>
            ) : (
              <button type="button" class="textlink" disabled={working} onClick={again}>
                {t('Send another code')}
              </button>
            ),
        })}
      </p>
      {failure.value && <Alert text={failure.value} />}
    </>
  )
}

/** A trial sends nothing out: whoever waits for the message would wait for ever. */
function TrialMail() {
  if (!mailPage) return null
  return (
    <p class="small muted">
      {rich('This trial sends no mail out: it shows it at {link}, on this machine alone.', {
        link: (
          <a href={mailPage} target="_blank">
            {mailPage}
          </a>
        ),
      })}
    </p>
  )
}

export default function Verify() {
  const code = useSignal('')
  const { failure, working, slow, act } = useAct()
  const address = pendingEmail.value ?? session.value?.email
  const submit = () =>
    act(async () => {
      const result = await call('confirmCode', { code: code.value.trim() })
      if (result.next !== 'signin') return enter(result)
      notice.value = t('Your address is confirmed. Sign in to go on.')
      return navigate('/signin/', { replace: true })
    })
  return (
    <Card title={t('Confirm your address')} width="narrow">
      <p class="muted">
        {rich('A code is on its way to {part}. It is good for 15 minutes.', {
          part: address ? <strong>{address}</strong> : t('the address that you gave'),
        })}
      </p>
      {failure.value && <Alert text={failure.value} />}
      <Form onSubmit={submit}>
        <Field label={t('Code')} value={code} autocomplete="one-time-code" maxLength={32} code autofocus />
        <TrialMail />
        <button class="primary wide" disabled={working}>
          {t('Confirm')}
        </button>
        <Busy text={slow.value ? t('Confirming and authorizing this browser…') : null} />
      </Form>
      <Resend />
      <p class="foot">{rich('Wrong address? {a}', { a: <a href="/signup/">{t('Start again')}</a> })}</p>
    </Card>
  )
}
