import { t, text } from './text.js'

const WORDS = [
  text('Guessed at once'),
  text('Guessed at once'),
  text('Weak'),
  text('Fair'),
  text('Strong'),
  text('Excellent'),
]

/**
 * Five tiles, laid one by one, and the same in words.
 * @param {{score: number | null, least: number}} props  score 1 to 5, null when nothing has been typed or the check is
 *   still loading; least characters
 */
export function Strength({ score, least }) {
  return (
    <div class="strength" data-score={score ?? 0}>
      <span class="tiles" aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
        <i />
      </span>
      <span class="muted" role="status">
        {score === null ? t('At least {least} characters', { least: least }) : t(WORDS[score] ?? '')}
      </span>
    </div>
  )
}
