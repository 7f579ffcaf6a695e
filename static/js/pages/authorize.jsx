import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { BackupPassword } from '../ui/backuppassword.jsx'
import { Card } from '../ui/brand.jsx'
import { Alert } from '../ui/feedback.jsx'
import { DropZone, FileButton } from '../ui/filedrop.jsx'
import { Reading } from '../ui/reading.jsx'
import { closeReader } from '../worker/readerdoor.js'
import { useAuthorizing } from './authorizing.js'
import { CameraReader } from './camera.jsx'
import { FolderAgain } from './folderagain.jsx'
import { signOut } from './signout.js'
import { reason, session } from './site.js'
import { TypeTheKey } from './typekey.jsx'

/**
 * Pasting works anywhere on the page; in a text field, text goes where the caret is, as ever.
 * @param {{onFile: (file: Blob) => void, onText: (text: string) => void}} handlers
 */
function usePaste({ onFile, onText }) {
  useEffect(() => {
    /** @param {ClipboardEvent} event */
    const paste = (event) => {
      const file = event.clipboardData?.files[0]
      const text = event.clipboardData?.getData('text').trim()
      const isTyping = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement
      if (file) onFile(file)
      else if (text && !isTyping) onText(text)
      else return
      event.preventDefault()
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])
}

/**
 * @param {object} props
 * @param {boolean} props.disabled
 * @param {import('./authorizing.js').Way | null} props.open
 * @param {(file: Blob) => void} props.onFile
 * @param {() => void} props.onCamera
 * @param {() => void} props.onTyping
 */
function Ways({ disabled, open, onFile, onCamera, onTyping }) {
  return (
    <div class="ways">
      <button type="button" aria-expanded={open === 'camera'} disabled={disabled} onClick={onCamera}>
        Use camera
      </button>
      <FileButton
        label="Key file, picture, PDF or backup"
        primary={open !== 'typing'}
        disabled={disabled}
        onFile={onFile}
      >
        Import file
      </FileButton>
      <button type="button" aria-expanded={open === 'typing'} onClick={onTyping}>
        Type the key
      </button>
    </div>
  )
}

function Places() {
  return (
    <details class="foot">
      <summary>Where it can be found</summary>
      <ul class="places">
        <li>
          <strong>In your mail:</strong> search for “Tessera Account Key QR code”. The picture is attached as
          tessera_key.png.
        </li>
        <li>
          <strong>On a browser that you use already:</strong> Settings &gt; Account Key shows the QR, makes a new key
          file, and mails the QR again.
        </li>
        <li>
          <strong>Among your files:</strong> tessera_key.png, tessera.tesserakey or a tessera-backup, in Downloads or on
          a USB stick.
        </li>
        <li>
          <strong>On paper:</strong> the printed kit, or 24 words that you wrote down. Use <em>Use camera</em> or{' '}
          <em>Type the key</em>.
        </li>
        <li>
          <strong>Nowhere?</strong> <a href="/reset/">See what still helps</a>.
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
      {email && (
        <>
          Signing in as <strong>{email}</strong>.{' '}
        </>
      )}
      Not you?{' '}
      <button type="button" class="textlink" onClick={onSignOut}>
        Sign out
      </button>
    </p>
  )
}

/** @param {{why: string | null}} props */
function Why({ why }) {
  return (
    <>
      <p class="muted">
        Your password is right. This browser needs your Account Key, once. The key is read here and is not uploaded.
      </p>
      {why && <Alert text={why} />}
    </>
  )
}

export default function Authorize() {
  const text = useSignal('')
  const { failure, working, slow, act, look, isReading, step, open, opened, asked, ...on } = useAuthorizing()
  usePaste(on)
  return (
    <Card title="Authorize this browser" home="/authorize/">
      <Why why={reason.value} />
      <FolderAgain disabled={working.value} look={look} attempt={on.attempt} />
      {open.value === 'camera' ? (
        <CameraReader key={opened.value} onText={on.onScan} onClose={() => (open.value = null)} />
      ) : (
        <DropZone title="Drop your key here" onFile={on.onFile}>
          The picture from the e-mail, a photo or screenshot of it, a PDF, a key file, or a backup. Pasting works too.
        </DropZone>
      )}
      <Ways
        disabled={working.value}
        open={open.value}
        onFile={on.onFile}
        onCamera={on.onCamera}
        onTyping={() => (open.value = open.value === 'typing' ? null : 'typing')}
      />
      {open.value === 'typing' && (
        <TypeTheKey text={text} verb="Authorize" disabled={working.value} onSubmit={() => on.onText(text.value)} />
      )}
      {failure.value && <Alert text={failure.value} />}
      {asked.value && <BackupPassword disabled={working.value} onSubmit={on.onPassword} />}
      <Reading
        text={slow.value ? 'Reading the key…' : null}
        step={step.value}
        onCancel={isReading.value ? closeReader : null}
      />
      <Places />
      <Who onSignOut={() => void act(signOut)} />
    </Card>
  )
}
