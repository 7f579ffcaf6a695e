import { Busy, Progress } from './feedback.jsx'

/**
 * How far a search has come; `what` is a word of LABELS.
 * @typedef {{what: string, done: number, total: number}} Step
 */

/** @type {Readonly<Record<string, string>>} */
const LABELS = {
  attempts: 'Looking closer at the picture',
  pages: 'Searching the pages',
  closely: 'Searching the pages again, enlarged',
}

/**
 * A file is being read: nothing at first, then a sign of life and a way to give up, then counts.
 * @param {{text: string | null, step: Step | null, onCancel: (() => void) | null}} props  `text` null: it has not taken long yet
 */
export function Reading({ text, step, onCancel }) {
  return (
    <div class="lookup">
      {step && text ? <Progress label={LABELS[step.what]} done={step.done} total={step.total} /> : null}
      <Busy text={step ? null : text} />
      {text && onCancel && (
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      )}
    </div>
  )
}
