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
 * What the one who types a password is told of it.
 * @param {{score: number | null, least: number}} props  score 1 to 5, null when nothing has been typed or the check is
 *   still loading; least characters
 */
export function Strength({ score, least }) {
  return (
    <Rating score={score}>
      <span class="muted" role="status">
        {score === null ? t('At least {least} characters', { least: least }) : ratingName(score)}
      </span>
    </Rating>
  )
}

/**
 * Five tiles, laid one by one, and the same in words beside them.
 * @param {{score: number | null, children: import('preact').ComponentChildren}} props
 */
export function Rating({ score, children }) {
  return (
    <div class="strength" data-score={score ?? 0}>
      <span class="tiles" aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
        <i />
      </span>
      {children}
    </div>
  )
}

/** @param {number} score  1 to 5 */
export function ratingName(score) {
  return t(WORDS[score] ?? '')
}
