import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { Alert, Busy } from '../ui/feedback.jsx'
import { Copies } from '../ui/settings/copies.jsx'
import { Section } from '../ui/settings/section.jsx'
import { rich, t } from '../ui/text.js'
import { Words } from '../ui/words.jsx'
import { useAct } from './act.js'
import { useCopies } from './copies.js'
import { issuePicture, takeFile, takeKit, takePicture } from './keycopy.js'
import { ProofBlock } from './settingsproof.jsx'
import { call, session, toast } from './site.js'

/** @typedef {(work: () => Promise<unknown>, said?: string) => () => void} Take  what a button that takes a copy runs */

/** The QR itself, large enough to be scanned from another screen. @param {{picture: Blob}} props */
function Picture({ picture }) {
  const url = useMemo(() => URL.createObjectURL(picture), [picture])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return (
    <div class="qr">
      <img src={url} alt={t('QR code of your Account Key')} width="690" height="690" />
      <p class="small muted">
        {t('Scan it from the other machine, or save a picture of it there. It opens nothing without your password.')}
      </p>
    </div>
  )
}

/** One way of taking a copy. @param {{name: string, children: import('preact').ComponentChildren}} props */
function Way({ name, children }) {
  return (
    <div class="line">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** @param {{working: boolean, take: Take}} props */
function OnScreen({ working, take }) {
  const picture = useSignal(/** @type {Blob | null} */ (null))
  const show = take(async () => {
    picture.value = await issuePicture()
  })
  const hide = () => {
    picture.value = null
  }
  return (
    <Way name={t('On screen')}>
      <button type="button" disabled={working} onClick={picture.value ? hide : show}>
        {picture.value ? t('Hide QR') : t('Show QR')}
      </button>
      {picture.value && <Picture picture={picture.value} />}
    </Way>
  )
}

/** @param {{working: boolean, take: Take}} props */
function OnPaper({ working, take }) {
  const words = useSignal(/** @type {string | null} */ (null))
  const show = take(async () => {
    words.value = await call('words')
  })
  const hide = () => {
    words.value = null
  }
  return (
    <Way name={t('On paper')}>
      <div class="actions">
        <button type="button" disabled={working} onClick={take(takeKit)}>
          {t('Print kit')}
        </button>
        <button type="button" disabled={working} onClick={words.value ? hide : show}>
          {words.value ? t('Hide words') : t('Show words')}
        </button>
      </div>
      {words.value && <Words words={words.value} />}
    </Way>
  )
}

/** @param {{working: boolean, take: Take}} props */
function Ways({ working, take }) {
  /** @param {string} name @param {() => void} onClick */
  const button = (name, onClick) => (
    <button type="button" disabled={working} onClick={onClick}>
      {name}
    </button>
  )
  return (
    <dl class="fields takes">
      <OnScreen working={working} take={take} />
      <Way name={t('As a file')}>
        <div class="actions">
          {button(t('Download picture'), take(takePicture, t('tessera_key.png was downloaded.')))}
          {button(t('Download key file'), take(takeFile, t('tessera.tesserakey was downloaded.')))}
        </div>
      </Way>
      <Way name={t('By e-mail')}>
        {button(
          t('Email the QR again'),
          take(() => call('mailCopy'), t('The QR is on its way to your mailbox.')),
        )}
      </Way>
      <OnPaper working={working} take={take} />
    </dl>
  )
}

function Lead() {
  const ends = session.value?.ends
  return (
    <>
      {rich(
        'What a new browser needs besides your password.{part} Each one that you take is listed below and can be cancelled.',
        {
          part: ends && (
            <> {rich('Copies name your account by its ending, {span}.', { span: <span class="mono">{ends}</span> })}</>
          ),
        },
      )}
    </>
  )
}

export function KeySection() {
  const { failure, working, slow, act, look } = useAct()
  const { copies, load } = useCopies(look)
  /** @type {Take} */
  const take = (work, said) => () =>
    void act(async () => {
      await work()
      if (said) toast(said)
      await load()
    })
  return (
    <Section id="key" title={t('Account Key')} lead={<Lead />}>
      {failure.value && <Alert text={failure.value} />}
      <Ways working={working.value} take={take} />
      <Busy text={slow.value ? t('Sealing a copy…') : null} />
      <ProofBlock onProved={() => void load()} />
      <h3 class="listtitle">{t('Key copies')}</h3>
      {copies.value && (
        <Copies
          copies={copies.value}
          working={working.value}
          onCancel={(id) => take(() => call('cancelCopy', { id }), t('The copy was cancelled.'))()}
        />
      )}
    </Section>
  )
}
