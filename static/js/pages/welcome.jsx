import { useSignal } from '@preact/signals'
import { Card } from '../ui/brand.jsx'
import { deliveryState, mailedCopy } from '../ui/delivery.js'
import { Alert, Note } from '../ui/feedback.jsx'
import { Settle } from '../ui/settle.jsx'
import { rich, t } from '../ui/text.js'
import { Words } from '../ui/words.jsx'
import { useAct } from './act.js'
import { useCopies } from './copies.js'
import { useHeadingFocus } from './focus.js'
import { takeFile, takeKit, takePicture } from './keycopy.js'
import { Receipt, useReceipt } from './welcomereceipt.jsx'
import { call, reason, refresh, session, toast } from './site.js'
import { Unlock } from './unlock.jsx'

/** @typedef {readonly import('../ui/delivery.js').KeyCopy[]} Copies */

/** @param {{copies: Copies, onMail: () => void, working: boolean}} props */
function Mailed({ copies, onMail, working }) {
  const mailed = mailedCopy(copies)
  if (!mailed?.delivery)
    return (
      <Note>
        {t(
          'Your Account Key was not e-mailed. Take at least one copy now: without any, nobody can let a new browser in.',
        )}
      </Note>
    )
  const { text, tone } = deliveryState(mailed.delivery)
  return (
    <Note tone={tone}>
      <span class="lines" role="status">
        <strong>{t('Your Account Key by e-mail:')} </strong>
        <span>{text}. </span>
        {tone !== 'warn' && <span>{t('Keep the message, or save the picture in it.')}</span>}
      </span>
      {mailed.delivery.state === 'expired' && (
        <p class="actions">
          <button type="button" disabled={working} onClick={onMail}>
            {t('Email the QR again')}
          </button>
        </p>
      )}
    </Note>
  )
}

/**
 * @typedef {object} ChoiceProps
 * @property {string} title
 * @property {string} text
 * @property {string} button
 * @property {() => void} onClick
 * @property {boolean} disabled
 * @property {import('preact').ComponentChildren} [children]
 *
 * @param {ChoiceProps} props
 */
function Choice({ title, text, button, onClick, disabled, children }) {
  return (
    <li class="choice">
      <h2>{title}</h2>
      <p>{text}</p>
      <button type="button" disabled={disabled} onClick={onClick}>
        {button}
      </button>
      {children && <div class="wordsbox">{children}</div>}
    </li>
  )
}

/** @param {{working: boolean, take: (work: () => Promise<unknown>, said?: string) => () => void}} props */
function Choices({ working, take }) {
  const words = useSignal(/** @type {string | null} */ (null))
  const show = async () => {
    words.value = await call('words')
  }
  return (
    <ul class="choices">
      <Choice
        title={t('Picture')}
        text={t('tessera_key.png, a QR code for your phone or a folder of your own.')}
        button={t('Download picture')}
        disabled={working}
        onClick={take(takePicture, t('tessera_key.png was downloaded.'))}
      />
      <Choice
        title={t('Key file')}
        text={t('tessera.tesserakey, for a USB stick or another computer.')}
        button={t('Download key file')}
        disabled={working}
        onClick={take(takeFile, t('tessera.tesserakey was downloaded.'))}
      />
      <Choice
        title={t('Printed kit')}
        text={t('One page with the QR and the words. Paper works when all machines are gone.')}
        button={t('Print kit')}
        disabled={working}
        onClick={take(takeKit)}
      />
      <Choice
        title={t('Words')}
        text={t('24 words to write down by hand, where there is no printer.')}
        button={t('Show words')}
        disabled={working || words.value !== null}
        onClick={take(show)}
      >
        {words.value && <Words words={words.value} />}
      </Choice>
    </ul>
  )
}

/** @param {{ready: boolean}} props */
function Onward({ ready }) {
  return (
    <p>
      <a
        class="button primary wide"
        href="/vault/"
        aria-disabled={ready ? undefined : 'true'}
        aria-describedby={ready ? undefined : 'why-not'}
        onClick={(event) => {
          if (!ready) event.preventDefault()
        }}
      >
        {t('Continue to my vault')}
      </a>
      {!ready && (
        <span class="small muted" id="why-not">
          {t('Take one copy first, then this opens.')}
        </span>
      )}
    </p>
  )
}

/** What the key is for, and by which letters its copies are known. */
function Lead() {
  const ends = session.value?.ends
  return (
    <p class="muted">
      {rich('A new browser needs your password and this key, once. {part}', {
        part: ends && (
          <>{rich('Copies name your account by its ending, {span}.', { span: <span class="mono">{ends}</span> })}</>
        ),
      })}
    </p>
  )
}

/** Taking copies, proving one, and the way on. */
function Taking() {
  const { failure, working, act, look } = useAct()
  const { copies, load } = useCopies(look)
  const { asking, learn } = useReceipt(look)
  /** @param {() => Promise<unknown>} work @param {string} [said] */
  const take = (work, said) => () =>
    void act(async () => {
      await work()
      try {
        await refresh()
        await Promise.all([load(), learn()])
      } finally {
        if (said) toast(said) // last: what a copy brings has then come, and nothing moves under a hand
      }
    })
  const said = failure.value ?? reason.value
  return (
    <>
      {said && <Alert text={said} />}
      <div class="after">
        {copies.value && <Mailed copies={copies.value} working={working.value} onMail={take(() => call('mailCopy'))} />}
      </div>
      <Choices working={working.value} take={take} />
      {asking.value && (
        <Receipt mailed={mailedCopy(copies.value ?? []) !== null} onLater={() => (asking.value = false)} />
      )}
      <Onward ready={session.value?.keyTaken === true} />
    </>
  )
}

function Welcome() {
  useHeadingFocus()
  return (
    <Card title={t('Take your Account Key')} width="broad" home="/welcome/">
      <Lead />
      <Settle>
        <Taking />
      </Settle>
    </Card>
  )
}

export default function WelcomePage() {
  const state = session.value?.state
  if (state === 'locked') return <Unlock />
  return state === 'unlocked' ? <Welcome /> : null
}
