import { day } from '../dates.js'
import { Note } from '../feedback.jsx'

/** Nobody has tried yet whether a copy can be read. @param {{onDismiss: () => void}} props */
export function ReceiptReminder({ onDismiss }) {
  return (
    <Note>
      <strong>No copy of your Account Key has been tried yet.</strong> Find out now whether one can be read, while
      nothing depends on it.
      <div class="actions">
        <a class="button" href="/settings/#key">
          Prove a copy
        </a>
        <button type="button" class="quiet" onClick={onDismiss}>
          Not now
        </button>
      </div>
    </Note>
  )
}

/** @param {{provedAt: string, working: boolean, onStart: () => void, onPostpone: () => void, onDecline: () => void}} props */
export function DrillOffer({ provedAt, working, onStart, onPostpone, onDecline }) {
  return (
    <Note>
      <strong>Would you get back in?</strong> A copy of your Account Key was last tried on {day(provedAt)}. A drill
      takes two minutes: the password and one copy, while this browser is open and every way out is left.
      <div class="actions">
        <button type="button" onClick={onStart}>
          Start the drill
        </button>
        <button type="button" class="quiet" onClick={onPostpone}>
          Not now
        </button>
        <button type="button" class="quiet" disabled={working} onClick={onDecline}>
          Never ask again
        </button>
      </div>
    </Note>
  )
}
