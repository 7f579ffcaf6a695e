import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Field } from '../controls.jsx'
import { day, recently } from '../dates.js'
import { Confirm } from '../feedback.jsx'

/**
 * @typedef {object} BrowserRecord
 * @property {string} id
 * @property {string} name
 * @property {string} first_used_at
 * @property {string} last_used_at
 * @property {boolean} current
 * @property {{kind: string, made_at: string} | null} authorized_by  the key copy it was let in with
 *
 * @typedef {object} Handlers
 * @property {(id: string, name: string) => void} onRename
 * @property {(id: string) => void} onRevoke
 */

/** @type {Record<string, string>} */
const MEANS = {
  email: 'the e-mailed QR',
  picture: 'a picture',
  file: 'a key file',
  kit: 'words or a kit',
  backup: 'a backup',
  browser: 'a copy that a browser kept',
}

/** @param {BrowserRecord['authorized_by']} copy */
const letInWith = (copy) =>
  copy && copy.kind in MEANS ? ` · authorized by ${MEANS[copy.kind]} of ${day(copy.made_at)}` : ''

/** @param {{browsers: readonly BrowserRecord[], working: boolean} & Handlers} props */
export function Browsers({ browsers, working, onRename, onRevoke }) {
  const asked = useSignal(/** @type {BrowserRecord | null} */ (null))
  const about = asked.value
  return (
    <>
      <ul class="records">
        {browsers.map((browser) => (
          <BrowserRow
            key={browser.id}
            browser={browser}
            working={working}
            onRename={(name) => onRename(browser.id, name)}
            onAsk={() => {
              asked.value = browser
            }}
          />
        ))}
      </ul>
      {about && (
        <Confirm
          title={`Revoke “${about.name}”?`}
          confirm="Revoke"
          keep="Keep it"
          onAnswer={(yes) => {
            asked.value = null
            if (yes) onRevoke(about.id)
          }}
        >
          {about.current ? 'This is the browser that you are using. ' : ''}
          It is signed out at once, erases its copy of the key and its saved items, and needs the Account Key to come
          back.
        </Confirm>
      )}
    </>
  )
}

/** @param {{browser: BrowserRecord, working: boolean, onRename: (name: string) => void, onAsk: () => void}} props */
function BrowserRow({ browser, working, onRename, onAsk }) {
  const renaming = useSignal(false)
  const id = useId()
  const rename = () => {
    renaming.value = true
  }
  /** @param {string | null} name */
  const done = (name) => {
    renaming.value = false
    if (name) onRename(name)
  }
  if (renaming.value) return <Rename name={browser.name} onDone={done} />
  return (
    <li class="record">
      <div>
        <strong id={id}>{browser.name}</strong> {browser.current && <span class="chip on">this browser</span>}
        <p class="small muted">
          Last used {recently(browser.last_used_at)} · since {day(browser.first_used_at)}
          {letInWith(browser.authorized_by)}
        </p>
      </div>
      <div class="actions">
        <button type="button" class="quiet" disabled={working} aria-describedby={id} onClick={rename}>
          Rename
        </button>
        <button type="button" class="quiet danger" disabled={working} aria-describedby={id} onClick={onAsk}>
          Revoke
        </button>
      </div>
    </li>
  )
}

/** @param {{name: string, onDone: (name: string | null) => void}} props  null: nothing was changed */
function Rename({ name, onDone }) {
  const typed = useSignal(name)
  const row = useRef(/** @type {HTMLLIElement | null} */ (null))
  useEffect(() => row.current?.querySelector('input')?.select(), [])
  return (
    <li ref={row} class="record">
      <form
        class="rename"
        onSubmit={(event) => {
          event.preventDefault()
          onDone(typed.value.trim() === name ? null : typed.value.trim() || null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onDone(null)
        }}
      >
        <Field label="Name" value={typed} maxLength={100} />
        <div class="actions">
          <button class="primary">Save</button>
          <button type="button" onClick={() => onDone(null)}>
            Cancel
          </button>
        </div>
      </form>
    </li>
  )
}
