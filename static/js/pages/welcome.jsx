import { useSignal } from '@preact/signals'
import { Card } from '../ui/brand.jsx'
import { deliveryState, isTaken, mailedCopy } from '../ui/delivery.js'
import { Alert, Note } from '../ui/feedback.jsx'
import { Words } from '../ui/words.jsx'
import { useAct } from './act.js'
import { useCopies } from './copies.js'
import { useHeadingFocus } from './focus.js'
import { takeFile, takePicture } from './keycopy.js'
import { call, reason, refresh, session, toast } from './site.js'
import { Unlock } from './unlock.jsx'

/** @typedef {readonly import('../ui/delivery.js').KeyCopy[]} Copies */

/** @param {{copies: Copies, onMail: () => void, working: boolean}} props */
function Mailed({ copies, onMail, working }) {
  const mailed = mailedCopy(copies)
  if (!mailed?.delivery)
    return (
      <Note>
        Your Account Key was not e-mailed. Take at least one copy now: without any, nobody can let a new browser in.
      </Note>
    )
  const { text, tone } = deliveryState(mailed.delivery)
  return (
    <Note tone={tone}>
      <span role="status">
        <strong>Your Account Key by e-mail: </strong>
        {text}.{tone === 'good' && ' Keep the message, or save the picture in it.'}
      </span>
      {mailed.delivery.state === 'expired' && (
        <p class="actions">
          <button type="button" disabled={working} onClick={onMail}>
            Email the QR again
          </button>
        </p>
      )}
    </Note>
  )
}

/** @param {{title: string, text: string, button: string, onClick: () => void, disabled: boolean, children?: import('preact').ComponentChildren}} props */
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
        Continue to my vault
      </a>
      {!ready && (
        <span class="small muted" id="why-not">
          Take one copy first, then this opens.
        </span>
      )}
    </p>
  )
}

function Welcome() {
  useHeadingFocus()
  const words = useSignal(/** @type {string | null} */ (null))
  const { failure, working, act, look } = useAct()
  const { copies, load } = useCopies(look)
  /** @param {() => Promise<unknown>} take @param {string} [said] */
  const take = (take, said) => () =>
    void act(async () => {
      await take()
      if (said) toast(said)
      await refresh()
      await load()
    })
  const ready = session.value?.keyTaken === true || (copies.value !== null && isTaken(copies.value))
  return (
    <Card title="Take your Account Key" width="broad" home="/welcome/">
      <p class="muted">
        A new browser needs your password and this key, once.{' '}
        {session.value?.ends && (
          <>
            Copies name your account by its ending, <span class="mono">{session.value.ends}</span>.
          </>
        )}
      </p>
      {(failure.value ?? reason.value) && <Alert text={failure.value ?? reason.value ?? ''} />}
      <div class="after">
        {copies.value && <Mailed copies={copies.value} working={working.value} onMail={take(() => call('mailCopy'))} />}
      </div>
      <ul class="choices">
        <Choice
          title="Picture"
          text="tessera_key.png, a QR code for your phone or a folder of your own."
          button="Download picture"
          disabled={working.value}
          onClick={take(takePicture, 'tessera_key.png was downloaded.')}
        />
        <Choice
          title="Key file"
          text="tessera.tesserakey, for a USB stick or another computer."
          button="Download key file"
          disabled={working.value}
          onClick={take(takeFile, 'tessera.tesserakey was downloaded.')}
        />
        <Choice
          title="Words"
          text="24 words to write on paper; they work when all machines are gone."
          button="Show words"
          disabled={working.value || words.value !== null}
          onClick={take(async () => {
            words.value = await call('words')
          })}
        >
          {words.value && <Words words={words.value} />}
        </Choice>
      </ul>
      <Onward ready={ready} />
    </Card>
  )
}

export default function WelcomePage() {
  const state = session.value?.state
  if (state === 'locked') return <Unlock />
  return state === 'unlocked' ? <Welcome /> : null
}
