import { counted, day } from '../dates.js'
import { Note } from '../feedback.jsx'

/** @typedef {{version: number, count: number, date: number | null, pinned: boolean, blocked: null | {code: string, detail?: object}}} VaultInfo */

/** The e-mailed key was given up. @param {{why: string, working: boolean, onMail: () => void}} props */
export function MailBanner({ why, working, onMail }) {
  return (
    <Note tone="warn">
      <strong>Your Account Key could not be e-mailed:</strong> {why}.
      <div class="actions">
        <button type="button" disabled={working} onClick={onMail}>
          Email the QR again
        </button>
        <a class="button" href="/settings/">
          Take it another way
        </a>
      </div>
    </Note>
  )
}

/**
 * A browser that has never seen this vault cannot tell how new it is; its owner can.
 * @param {{info: VaultInfo, onClose: () => void}} props
 */
export function FirstSight({ info, onClose }) {
  return (
    <Note>
      <strong>First time in this browser.</strong> The server gave it {counted(info.count, 'item')}
      {info.date ? `, last changed ${day(info.date)}` : ''}. If you remember more or newer, tell whoever runs this
      server. From now on this browser notices by itself.
      <div class="actions">
        <button type="button" onClick={onClose}>
          That is right
        </button>
      </div>
    </Note>
  )
}

/** @param {{text: string}} props */
export function Unreachable({ text }) {
  return (
    <Note tone="warn">
      <span role="status">{text} What is shown was here before; changes cannot be saved.</span>
    </Note>
  )
}

/**
 * What does not fit is not shown as if it did; what verifies can still be taken away.
 * @param {{text: string, working: boolean, onExport: () => void, onRetry: () => void}} props
 */
export function Blocked({ text, working, onExport, onRetry }) {
  return (
    <div class="blocked stack">
      <h1 tabIndex={-1}>The vault is closed for safety</h1>
      <p>{text}</p>
      <p class="muted">
        That can mean a server put back from an old copy, or one that is not honest. Ask whoever runs it. Every item
        that opens and belongs to the vault as this browser knew it can be exported.
      </p>
      <p class="actions">
        <button type="button" class="primary" disabled={working} onClick={onExport}>
          Export what verifies
        </button>
        <button type="button" disabled={working} onClick={onRetry}>
          Ask the server again
        </button>
      </p>
      <p class="small muted">The export is not encrypted. Keep it where nobody else reads.</p>
    </div>
  )
}
