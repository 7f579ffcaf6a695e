import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Alert, Busy } from '../ui/feedback.jsx'
import { Copies } from '../ui/settings/copies.jsx'
import { Section } from '../ui/settings/section.jsx'
import { Words } from '../ui/words.jsx'
import { useAct } from './act.js'
import { useCopies } from './copies.js'
import { drawPicture, takeFile, takePicture } from './keycopy.js'
import { call, session, toast } from './site.js'

/** The QR itself, large enough to be scanned from another screen. @param {{canvas: HTMLCanvasElement}} props */
function Picture({ canvas }) {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null))
  useEffect(() => {
    canvas.setAttribute('role', 'img')
    canvas.setAttribute('aria-label', 'QR code with a key copy')
    place.current?.replaceChildren(canvas)
  }, [canvas])
  return (
    <div class="qr">
      <div ref={place} />
      <p class="small muted">
        Scan it from the other machine, or save a picture of it there. It opens nothing without your password.
      </p>
    </div>
  )
}

export function KeySection() {
  const canvas = useSignal(/** @type {HTMLCanvasElement | null} */ (null))
  const words = useSignal(/** @type {string | null} */ (null))
  const { failure, working, slow, act, look } = useAct()
  const { copies, load } = useCopies(look)
  /** @param {() => Promise<unknown>} take @param {string} [said] */
  const take = (take, said) => () =>
    void act(async () => {
      await take()
      if (said) toast(said)
      await load()
    })
  const showQr = async () => {
    canvas.value = await drawPicture((await call('issueCopy', { kind: 'picture' })).keyString)
  }
  const showWords = async () => {
    words.value = await call('words')
  }
  return (
    <Section
      id="key"
      title="Account Key"
      lead={
        <>
          What a new browser needs besides your password.
          {session.value?.ends && (
            <>
              {' '}
              Copies name your account by its ending, <span class="mono">{session.value.ends}</span>.
            </>
          )}{' '}
          Each one that you take is listed below and can be cancelled.
        </>
      }
    >
      <div class="actions">
        <button
          type="button"
          disabled={working}
          onClick={take(() => call('mailCopy'), 'The QR is on its way to your mailbox.')}
        >
          Email the QR again
        </button>
        <button type="button" disabled={working} onClick={take(takePicture, 'tessera_key.png was downloaded.')}>
          Download picture
        </button>
        <button type="button" disabled={working} onClick={take(takeFile, 'tessera.tesserakey was downloaded.')}>
          Download key file
        </button>
        {words.value ? (
          <button
            type="button"
            onClick={() => {
              words.value = null
            }}
          >
            Hide words
          </button>
        ) : (
          <button type="button" disabled={working} onClick={take(showWords)}>
            Show words
          </button>
        )}
        {canvas.value ? (
          <button
            type="button"
            onClick={() => {
              canvas.value = null
            }}
          >
            Hide QR
          </button>
        ) : (
          <button type="button" disabled={working} onClick={take(showQr)}>
            Show QR
          </button>
        )}
      </div>
      <Busy text={slow.value ? 'Sealing a copy…' : null} />
      {failure.value && <Alert text={failure.value} />}
      {canvas.value && <Picture canvas={canvas.value} />}
      {words.value && <Words words={words.value} />}
      <h3 class="listtitle">Key copies</h3>
      {copies.value && (
        <Copies
          copies={copies.value}
          working={working.value}
          onCancel={(id) => take(() => call('cancelCopy', { id }), 'The copy was cancelled.')()}
        />
      )}
    </Section>
  )
}
