import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { complete, looksLikeWords } from '../carriers/wordlist.js'
import { TesseraError } from '../errors.js'
import { Card } from '../ui/brand.jsx'
import { Form } from '../ui/controls.jsx'
import { Alert, Busy, Note } from '../ui/feedback.jsx'
import { WordBox } from '../ui/wordbox.jsx'
import { closeReader, readCarrier } from '../worker/readerdoor.js'
import { useAct } from './act.js'
import { sortKeyText } from './keytext.js'
import { signOut } from './signout.js'
import { call, decoder, enter, reason, session } from './site.js'

/** Reads whatever holds the key, here in the browser, and answers the server's challenge with it. @param {Blob} file */
async function authorizeWithFile(file) {
  await enter(await call('authorizeWith', { keyString: await readCarrier(file, decoder) }))
}

/** @param {string} text  words, a key string, or the contents of a key file */
async function authorizeWithText(text) {
  const { words, carrier } = sortKeyText(text)
  if (words !== undefined) await enter(await call('authorizeWithWords', { words }))
  else await authorizeWithFile(carrier).catch(asText)
}

/** There was no file, so none is talked about. @param {unknown} error @returns {never} */
function asText(error) {
  throw error instanceof TesseraError && error.code === 'file-unknown' ? new TesseraError('text-unknown') : error
}

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
      if (file) onFile(file)
      else if (text && !(event.target instanceof HTMLTextAreaElement)) onText(text)
      else return
      event.preventDefault()
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])
}

/** @param {{onFile: (file: Blob) => void}} props */
function DropZone({ onFile }) {
  const over = useSignal(false)
  return (
    <div
      class="drop"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        over.value = true
      }}
      onDragLeave={() => {
        over.value = false
      }}
      onDrop={(event) => {
        event.preventDefault()
        over.value = false
        const file = event.dataTransfer?.files[0]
        if (file) onFile(file)
      }}
    >
      <strong>Drop your key here</strong>
      <p class="muted small">
        The picture from the e-mail, a photo or screenshot of it, or a key file. Pasting works as well.
      </p>
    </div>
  )
}

/** @param {{disabled: boolean, onFile: (file: Blob) => void, typing: import('@preact/signals').Signal<boolean>}} props */
function Ways({ disabled, onFile, typing }) {
  const id = useId()
  const input = useRef(/** @type {HTMLInputElement | null} */ (null))
  return (
    <div class="ways">
      <label class="visually-hidden" for={id}>
        Key file, picture, PDF or backup
      </label>
      <input
        id={id}
        ref={input}
        type="file"
        class="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          if (file) onFile(file)
          event.currentTarget.value = '' // so that the same file may be chosen again
        }}
      />
      <button
        type="button"
        class={typing.value ? '' : 'primary'}
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        Import file
      </button>
      <button
        type="button"
        aria-expanded={typing}
        onClick={() => {
          typing.value = !typing.value
        }}
      >
        Type the key
      </button>
    </div>
  )
}

/** @param {{text: import('@preact/signals').Signal<string>, disabled: boolean, onSubmit: () => void}} props */
function TypeTheKey({ text, disabled, onSubmit }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  useEffect(() => form.current?.querySelector('textarea')?.focus(), [])
  return (
    <Form form={form} onSubmit={onSubmit}>
      <WordBox
        label="Key words or key text"
        value={text}
        complete={complete}
        counting={text.value.trim() !== '' && looksLikeWords(text.value)}
      />
      <button class="primary" disabled={disabled}>
        Authorize
      </button>
    </Form>
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
          <strong>Among your files:</strong> tessera_key.png or tessera.tesserakey, in Downloads or on a USB stick.
        </li>
        <li>
          <strong>On paper:</strong> 24 words, if you wrote them down. Use <em>Type the key</em>.
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

export default function Authorize() {
  const typing = useSignal(false)
  const text = useSignal('')
  const { failure, working, slow, act } = useAct()
  useEffect(() => closeReader, [])
  /** @param {() => Promise<void>} work */
  const attempt = (work) =>
    void act(async () => {
      reason.value = null
      await work()
    })
  const onFile = (/** @type {Blob} */ file) => attempt(() => authorizeWithFile(file))
  const onText = (/** @type {string} */ typed) => attempt(() => authorizeWithText(typed))
  usePaste({ onFile, onText })
  return (
    <Card title="Authorize this browser" home="/authorize/">
      <p class="muted">
        Your password is right. This browser needs your Account Key, once. The key is read here and is not uploaded.
      </p>
      {reason.value && (
        <div class="said">
          <Note tone="warn">{reason.value}</Note>
        </div>
      )}
      <DropZone onFile={onFile} />
      <Ways disabled={working.value} onFile={onFile} typing={typing} />
      {typing.value && <TypeTheKey text={text} disabled={working.value} onSubmit={() => onText(text.value)} />}
      {failure.value && <Alert text={failure.value} />}
      <Busy text={slow.value ? 'Reading the key…' : null} />
      <Places />
      <Who onSignOut={() => void act(signOut)} />
    </Card>
  )
}
