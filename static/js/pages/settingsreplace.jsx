import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Checkbox, Form, PasswordField } from '../ui/controls.jsx'
import { counted } from '../ui/dates.js'
import { Alert, Busy, Note, Progress } from '../ui/feedback.jsx'
import { rich, t } from '../ui/text.js'
import { Words } from '../ui/words.jsx'
import { useAct } from './act.js'
import { Disclosed } from './disclosed.jsx'
import { useFirstField } from './focus.js'
import { takeFile, takeKit, takePicture } from './keycopy.js'
import { useProgress } from './progress.js'
import { call, toast } from './site.js'

/** @typedef {{count: number, taken: boolean}} UnderWay  items sealed anew; whether a copy of the new key was taken */
/** @typedef {{mailed: boolean, wished: boolean}} Done */

/** Of the Account Key to be, instead of the present one. */
const NEXT = { next: true }

/** What it does, before anything is done. */
function Meaning() {
  return (
    <ul class="meaning">
      <li>{t('Every other browser is cut off, and needs the new key to come back.')}</li>
      <li>
        {t(
          'Every copy of before is void: e-mails, pictures, key files, kits and their words. Backups of before still open with the old words, and authorize nothing.',
        )}
      </li>
      <li>
        {t('All items are sealed anew. A recovery key, or a change of address under way, has to be set up again.')}
      </li>
    </ul>
  )
}

/** The password, then all items are sealed. @param {{onBegun: (begun: UnderWay) => void, onClose: () => void}} props */
function Begin({ onBegun, onClose }) {
  const password = useSignal('')
  const { failure, working, slow, act } = useAct({ unlocking: true })
  const form = useFirstField()
  const submit = () =>
    act(async () => {
      const { count } = await call('beginReplacement', { password: password.value })
      if (count === null) toast(t('Stopped. The Account Key stays as it is.'))
      else onBegun({ count, taken: false })
    })
  return (
    <Form form={form} onSubmit={submit}>
      <Meaning />
      {failure.value && <Alert text={failure.value} />}
      <div class="short">
        <PasswordField label={t('Account password')} autocomplete="current-password" value={password} />
      </div>
      <div class="actions">
        <button class="primary" disabled={working.value || password.value === ''}>
          {t('Make a new key')}
        </button>
        <button type="button" onClick={working.value ? () => void call('stopReplacement') : onClose}>
          {working.value ? t('Stop') : t('Keep the present one')}
        </button>
      </div>
      <p class="muted small">{t('Nothing changes for anybody before you have a copy of the new key and confirm.')}</p>
      <Sealing slow={slow.value} />
    </Form>
  )
}

/** @param {{slow: boolean}} props */
function Sealing({ slow }) {
  const step = useProgress()
  return step.value ? <Progress {...step.value} /> : <Busy text={slow ? t('Sealing your items anew…') : null} />
}

/** Ways of taking the new key out of this browser. @param {{working: boolean, take: (work: () => Promise<unknown>, said?: string) => () => void}} props */
function Ways({ working, take }) {
  const words = useSignal(/** @type {string | null} */ (null))
  const show = async () => {
    words.value = await call('words', NEXT)
  }
  /** @param {string} name @param {() => void} onClick */
  const button = (name, onClick) => (
    <button type="button" disabled={working} onClick={onClick}>
      {name}
    </button>
  )
  return (
    <>
      <div class="actions">
        {button(
          t('Download picture'),
          take(() => takePicture(NEXT), t('tessera_key.png was downloaded.')),
        )}
        {button(
          t('Download key file'),
          take(() => takeFile(NEXT), t('tessera.tesserakey was downloaded.')),
        )}
        {button(
          t('Print kit'),
          take(() => takeKit(NEXT)),
        )}
        {button(t('Show words'), take(show))}
      </div>
      {words.value && <Words words={words.value} />}
    </>
  )
}

/**
 * What can be done once all is sealed: take copies of the new key, then the one step that cannot be undone.
 * @param {{begun: UnderWay, onDone: (done: Done) => void, onClose: () => void}} props
 */
function useFinish({ begun, onDone, onClose }) {
  const taken = useSignal(begun.taken)
  const mail = useSignal(true)
  const { failure, working, slow, act } = useAct()
  /** @param {() => Promise<unknown>} work @param {string} [said] */
  const take = (work, said) => () =>
    void act(async () => {
      await work()
      taken.value = true
      if (said) toast(said)
    })
  const finish = () =>
    act(async () => onDone({ ...(await call('finishReplacement', { mail: mail.value })), wished: mail.value }))
  const stop = () =>
    act(async () => {
      const { replaced } = await call('stopReplacement')
      if (replaced) return onDone({ mailed: false, wished: mail.value })
      toast(t('Stopped. The Account Key stays as it is.'))
      return onClose()
    })
  return { taken, mail, failure, working, slow, take, finish, stop }
}

/** @param {Parameters<typeof useFinish>[0]} props */
function Finish(props) {
  const { taken, mail, failure, working, slow, take, finish, stop } = useFinish(props)
  return (
    <div class="stack">
      <Note>
        {rich(
          '{said} Take a copy of the new key now, and keep it where you find it: once the key is replaced, earlier copies open nothing.',
          { said: <Said>{t('{counted} sealed anew.', { counted: counted(props.begun.count, 'item') })}</Said> },
        )}
      </Note>
      {failure.value && <Alert text={failure.value} />}
      <Ways working={working.value} take={take} />
      <Checkbox label={t('Email me the new QR')} hint={t('It goes out once the key is replaced.')} checked={mail} />
      <div class="actions">
        <button
          type="button"
          class="danger"
          disabled={working.value || !taken.value}
          aria-describedby={taken.value ? undefined : 'replace-why-not'}
          onClick={finish}
        >
          {t('Replace the key now')}
        </button>
        <button type="button" disabled={working} onClick={stop}>
          {t('Keep the present one')}
        </button>
      </div>
      {!taken.value && (
        <p class="muted small" id="replace-why-not">
          {t('Take one copy first, then this opens.')}
        </p>
      )}
      <Sealing slow={slow.value} />
    </div>
  )
}

/** Where the focus goes when a step has come to its end. @param {{children: import('preact').ComponentChildren}} props */
function Said({ children }) {
  const said = useRef(/** @type {HTMLElement | null} */ (null))
  useEffect(() => said.current?.focus(), [])
  return (
    <strong ref={said} tabIndex={-1}>
      {children}
    </strong>
  )
}

/** What became of the message, if one was wished for. @param {Done} done */
const mailSentence = ({ mailed, wished }) => {
  if (mailed) return t('The new QR is on its way to your mailbox.')
  return wished ? t('The new QR could not be mailed: under Account Key, choose Email the QR again.') : ''
}

/** @param {{done: Done, onClose: () => void}} props */
function Replaced({ done, onClose }) {
  return (
    <div class="stack">
      <Note tone="good">
        {rich('{said} Every other browser is cut off, and every earlier copy is void. {mailSentence}', {
          said: <Said>{t('The Account Key was replaced.')}</Said>,
          mailSentence: mailSentence(done),
        })}
      </Note>
      <p>{t('Bring your other browsers back with the new key, and destroy what is left of the old one.')}</p>
      <p>
        <button type="button" onClick={onClose}>
          {t('Done')}
        </button>
      </p>
    </div>
  )
}

/** Where it stands: not begun, under way, or done. @param {{onClose: () => void}} props */
function Steps({ onClose }) {
  const begun = useSignal(/** @type {UnderWay | null | undefined} */ (undefined))
  const done = useSignal(/** @type {Done | null} */ (null))
  const { failure, look } = useAct()
  useEffect(() => {
    void look(async () => {
      begun.value = await call('replacement')
    })
  }, [])
  if (failure.value) return <Alert text={failure.value} />
  if (done.value) return <Replaced done={done.value} onClose={onClose} />
  if (begun.value === undefined) return null
  if (begun.value === null) return <Begin onBegun={(now) => (begun.value = now)} onClose={onClose} />
  return <Finish begun={begun.value} onDone={(now) => (done.value = now)} onClose={onClose} />
}

/** Settings > Security: another Account Key. */
export function ReplaceKey() {
  return (
    <Disclosed
      id="replacekey"
      title={t('Account Key')}
      lead={t(
        'When a copy of the key may be in other hands, or a browser is lost for good. It shuts out whoever had it, words and all.',
      )}
      label={t('Replace the Account Key')}
      danger
    >
      {(close) => <Steps onClose={close} />}
    </Disclosed>
  )
}
