import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { BackupPassword } from '../ui/backuppassword.jsx'
import { Card } from '../ui/brand.jsx'
import { Alert } from '../ui/feedback.jsx'
import { DropZone, FileButton } from '../ui/filedrop.jsx'
import { Reading } from '../ui/reading.jsx'
import { rich, t } from '../ui/text.js'
import { closeReader } from '../worker/readerdoor.js'
import { useAuthorizing } from './authorizing.js'
import { CameraReader } from './camera.jsx'
import { FolderAgain } from './folderagain.jsx'
import { signOut } from './signout.js'
import { reason, session } from './site.js'
import { TypeTheKey } from './typekey.jsx'

/** @typedef {ReturnType<typeof useAuthorizing>['on']} On */

/**
 * Pasting works anywhere on the page; in a text field, text goes where the caret is, as ever.
 * @param {On} on
 */
function usePaste(on) {
  useEffect(() => {
    /** @param {ClipboardEvent} event */
    const paste = (event) => {
      const file = event.clipboardData?.files[0]
      const text = event.clipboardData?.getData('text').trim()
      const isTyping = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement
      if (file) on.file(file)
      else if (text && !isTyping) on.text(text)
      else return
      event.preventDefault()
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])
}

/** @param {{disabled: boolean, open: import('./ways.js').Way | null, on: On}} props */
function Ways({ disabled, open, on }) {
  return (
    <div class="ways">
      <button type="button" aria-expanded={open === 'camera'} disabled={disabled} onClick={on.camera}>
        {t('Use camera')}
      </button>
      <FileButton
        label={t('Key file, picture, PDF or backup')}
        primary={open !== 'typing'}
        disabled={disabled}
        onFile={on.file}
      >
        {t('Import file')}
      </FileButton>
      <button type="button" aria-expanded={open === 'typing'} onClick={on.typing}>
        {t('Type the key')}
      </button>
    </div>
  )
}

function Places() {
  return (
    <details class="foot">
      <summary>{t('Where it can be found')}</summary>
      <ul class="places">
        <li>
          {rich('{strong} search for “Tessera Account Key QR code”. The picture is attached as tessera_key.png.', {
            strong: <strong>{t('In your mail:')}</strong>,
          })}
        </li>
        <li>
          {rich('{strong} Settings > Account Key shows the QR, makes a new key file, and mails the QR again.', {
            strong: <strong>{t('On a browser that you use already:')}</strong>,
          })}
        </li>
        <li>
          {rich('{strong} tessera_key.png, tessera.tesserakey or a tessera-backup, in Downloads or on a USB stick.', {
            strong: <strong>{t('Among your files:')}</strong>,
          })}
        </li>
        <li>
          {rich('{strong} the printed kit, or 24 words that you wrote down. Use {em} or {em2}.', {
            strong: <strong>{t('On paper:')}</strong>,
            em: <em>{t('Use camera')}</em>,
            em2: <em>{t('Type the key')}</em>,
          })}
        </li>
        <li>
          <strong>{t('Nowhere?')}</strong> <a href="/reset/">{t('See what still helps')}</a>.
        </li>
      </ul>
    </details>
  )
}

/** @param {{onSignOut: () => void}} props */
function Who({ onSignOut }) {
  const email = session.value?.email
  return (
    <p class="foot">
      {rich('{part}Not you? {button}', {
        part: email && <>{rich('Signing in as {strong}.', { strong: <strong>{email}</strong> })} </>,
        button: (
          <button type="button" class="textlink" onClick={onSignOut}>
            {t('Sign out')}
          </button>
        ),
      })}
    </p>
  )
}

/** @param {{why: string | null}} props */
function Why({ why }) {
  return (
    <>
      <p class="muted">
        {t(
          'Your password is right. This browser needs your Account Key, once. The key is read here and is not uploaded.',
        )}
      </p>
      {why && <Alert text={why} />}
    </>
  )
}

export default function Authorize() {
  const text = useSignal('')
  const { failure, working, slow, act, look, isReading, step, open, opened, asked, on, onPassword } = useAuthorizing()
  usePaste(on)
  return (
    <Card title={t('Authorize this browser')} home="/authorize/">
      <Why why={reason.value} />
      <FolderAgain disabled={working.value} look={look} attempt={on.attempt} />
      {open.value === 'camera' ? (
        <CameraReader key={opened.value} onText={on.scan} onClose={on.close} />
      ) : (
        <DropZone title={t('Drop your key here')} onFile={on.file}>
          {t(
            'The picture from the e-mail, a photo or screenshot of it, a PDF, a key file, or a backup. Pasting works too.',
          )}
        </DropZone>
      )}
      <Ways disabled={working.value} open={open.value} on={on} />
      {open.value === 'typing' && (
        <TypeTheKey text={text} verb={t('Authorize')} disabled={working.value} onSubmit={() => on.text(text.value)} />
      )}
      {failure.value && <Alert text={failure.value} />}
      {asked.value && <BackupPassword disabled={working.value} onSubmit={onPassword} />}
      <Reading
        text={slow.value ? t('Reading the key…') : null}
        step={step.value}
        onCancel={isReading.value ? closeReader : null}
      />
      <Places />
      <Who onSignOut={() => void act(signOut)} />
    </Card>
  )
}
