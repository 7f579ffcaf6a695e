import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Field } from '../controls.jsx'
import { day, recently } from '../dates.js'
import { Confirm } from '../feedback.jsx'
import { t, text } from '../text.js'

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
  email: text('the e-mailed QR'),
  picture: text('a picture'),
  file: text('a key file'),
  kit: text('words or a kit'),
  backup: text('a backup'),
  browser: text('a browser’s own copy'),
}

/** @param {BrowserRecord['authorized_by']} copy */
const letInWith = (copy) =>
  copy && copy.kind in MEANS
    ? ` · ${t('authorized by {copy} of {day}', { copy: t(MEANS[copy.kind]), day: day(copy.made_at) })}`
    : ''

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
          title={t('Revoke “{name}”?', { name: about.name })}
          confirm={t('Revoke')}
          keep={t('Keep it')}
          onAnswer={(yes) => {
            asked.value = null
            if (yes) onRevoke(about.id)
          }}
        >
          {about.current && <>{t('This is the browser that you are using.')} </>}
          {t(
            'It is signed out at once, erases its copy of the key and its saved items, and needs the Account Key to come back.',
          )}
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
        <strong id={id}>{browser.name}</strong> {browser.current && <span class="chip on">{t('this browser')}</span>}
        <p class="small muted">
          {t('Last used {recently} · since {day}{letInWith}', {
            recently: recently(browser.last_used_at),
            day: day(browser.first_used_at),
            letInWith: letInWith(browser.authorized_by),
          })}
        </p>
      </div>
      <div class="actions">
        <button type="button" class="quiet" disabled={working} aria-describedby={id} onClick={rename}>
          {t('Rename')}
        </button>
        <button type="button" class="quiet danger" disabled={working} aria-describedby={id} onClick={onAsk}>
          {t('Revoke')}
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
        <Field label={t('Name')} value={typed} maxLength={100} />
        <div class="actions">
          <button class="primary">{t('Save')}</button>
          <button type="button" onClick={() => onDone(null)}>
            {t('Cancel')}
          </button>
        </div>
      </form>
    </li>
  )
}
