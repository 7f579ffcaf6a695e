import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { TesseraError } from '../errors.js'
import { Form, PasswordField } from '../ui/controls.jsx'
import { Alert, Busy, Note } from '../ui/feedback.jsx'
import { CopyChoice } from '../ui/settings/copychoice.jsx'
import { rich, t } from '../ui/text.js'
import { useAct } from './act.js'
import { Disclosed } from './disclosed.jsx'
import { useFirstField } from './focus.js'
import { takeFile, takePicture } from './keycopy.js'
import { NewPasswordFields, useEntry } from './newpassword.jsx'
import { call, explain, reason, session, toast } from './site.js'

/** The copies of the account, and which of them are to go. @param {ReturnType<typeof useAct>['look']} look */
function useChoice(look) {
  const copies = useSignal(/** @type {readonly import('../ui/delivery.js').KeyCopy[]} */ ([]))
  const chosen = useSignal(/** @type {ReadonlySet<string>} */ (new Set()))
  useEffect(() => {
    void look(async () => {
      copies.value = (await call('keyCopies')).copies
    })
  }, [])
  /** @param {string} id @param {boolean} yes */
  const choose = (id, yes) => {
    const rest = [...chosen.value].filter((other) => other !== id)
    chosen.value = new Set(yes ? [...rest, id] : rest)
  }
  return { copies, chosen, choose }
}

/**
 * Where nobody can say whether the change was made, the vault is locked and the page that asks for the password says so.
 * @param {unknown} error
 */
function tellUnclear(error) {
  if (error instanceof TesseraError && error.code === 'change-unclear') reason.value = explain(error)
  throw error
}

/** @param {{onDone: () => void, onClose: () => void}} props */
function PasswordForm({ onDone, onClose }) {
  const present = useSignal('')
  const entry = useEntry(session.value?.email)
  const { failure, working, slow, act, look } = useAct({ unlocking: true })
  const { copies, chosen, choose } = useChoice(look)
  const form = useFirstField()
  const submit = () =>
    act(async () => {
      const typed = await entry.check()
      if (!typed) return
      const change = { password: present.value, next: typed.password, cancel: [...chosen.value] }
      await call('changePassword', change).catch(tellUnclear)
      onDone()
    })
  return (
    <Form form={form} onSubmit={submit}>
      {failure.value && <Alert text={failure.value} />}
      <div class="short stack">
        <PasswordField label={t('Present password')} autocomplete="current-password" value={present} />
        <NewPasswordFields entry={entry} label={t('New password')} />
      </div>
      <CopyChoice
        legend={t('Cancel key copies as well')}
        hint={t('Not needed: they open with the new password. Choose those that may have fallen into other hands.')}
        copies={copies.value}
        chosen={chosen.value}
        onChoose={choose}
      />
      <div class="actions">
        <button class="primary" disabled={working.value || present.value === '' || entry.password.value === ''}>
          {t('Change password')}
        </button>
        <button type="button" disabled={working} onClick={onClose}>
          {t('Keep the present one')}
        </button>
      </div>
      <Busy text={slow.value ? t('Sealing your keys under the new password…') : null} />
    </Form>
  )
}

/** What has come of it, and a new copy for those who want one. @param {{onClose: () => void}} props */
function Changed({ onClose }) {
  const said = useRef(/** @type {HTMLElement | null} */ (null))
  useEffect(() => said.current?.focus(), [])
  return (
    <div class="stack">
      <Note tone="good">
        {rich(
          '{strong} Every other session has ended. Your other browsers, key copies and backups go on: they open with the new password.',
          {
            strong: (
              <strong ref={said} tabIndex={-1}>
                {t('The account password was changed.')}
              </strong>
            ),
          },
        )}
      </Note>
      <p>{t('A new key copy can be taken now. The earlier ones stay good, but for those that you cancelled.')}</p>
      <NewCopy onClose={onClose} />
    </div>
  )
}

/** @param {{onClose: () => void}} props */
function NewCopy({ onClose }) {
  const { failure, working, act } = useAct()
  /** @param {string} name @param {() => Promise<unknown>} work @param {string} said */
  const way = (name, work, said) => (
    <button type="button" disabled={working} onClick={() => void act(() => work().then(() => toast(said)))}>
      {name}
    </button>
  )
  return (
    <>
      {failure.value && <Alert text={failure.value} />}
      <div class="actions">
        {way(t('Download picture'), takePicture, t('tessera_key.png was downloaded.'))}
        {way(t('Download key file'), takeFile, t('tessera.tesserakey was downloaded.'))}
        {way(t('Email the QR again'), () => call('mailCopy'), t('The QR is on its way to your mailbox.'))}
        <button type="button" class="quiet" onClick={onClose}>
          {t('Not now')}
        </button>
      </div>
    </>
  )
}

/** Settings > Security: a new account password. */
export function ChangePassword() {
  return (
    <Disclosed
      id="changepassword"
      title={t('Account password')}
      lead={t(
        'A new one shuts out whoever knew only the old one. Account Key and vault stay as they are: whoever had those keys is shut out by replacing the Account Key.',
      )}
      label={t('Change password')}
    >
      {(close) => <Change onClose={close} />}
    </Disclosed>
  )
}

/** @param {{onClose: () => void}} props */
function Change({ onClose }) {
  const done = useSignal(false)
  if (done.value) return <Changed onClose={onClose} />
  return <PasswordForm onDone={() => (done.value = true)} onClose={onClose} />
}
