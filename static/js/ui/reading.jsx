import { Busy, Progress } from './feedback.jsx'
import { t, text } from './text.js'

/**
 * How far a search has come; `what` is a word of LABELS.
 * @typedef {{what: string, done: number, total: number}} Step
 */

/** @type {Readonly<Record<string, string>>} */
const LABELS = {
  attempts: text('Looking closer at the picture'),
  pages: text('Searching the pages'),
  closely: text('Searching the pages again, enlarged'),
}

/**
 * A file is being read: nothing at first, then a sign of life and a way to give up, then counts.
 * @param {{text: string | null, step: Step | null, onCancel: (() => void) | null}} props  `text` null: it has not taken long yet
 */
export function Reading({ text, step, onCancel }) {
  return (
    <div class="lookup">
      {step && text ? <Progress label={t(LABELS[step.what] ?? step.what)} done={step.done} total={step.total} /> : null}
      <Busy text={step ? null : text} />
      {text && onCancel && (
        <button type="button" onClick={onCancel}>
          {t('Cancel')}
        </button>
      )}
    </div>
  )
}
