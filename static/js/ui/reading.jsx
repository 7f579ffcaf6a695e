import { Busy, Progress } from './feedback.jsx'
import { t } from './text.js'

/**
 * A file is being read: nothing at first, then a sign of life and a way to give up, then counts.
 * @param {{text: string | null, step: import('./work.js').Step | null, onCancel: (() => void) | null}} props  `text` null: it has not taken long yet
 */
export function Reading({ text, step, onCancel }) {
  return (
    <div class="lookup">
      {step && text ? <Progress {...step} /> : null}
      <Busy text={step ? null : text} />
      {text && onCancel && (
        <button type="button" onClick={onCancel}>
          {t('Cancel')}
        </button>
      )}
    </div>
  )
}
