const WORDS = ['Guessed at once', 'Guessed at once', 'Weak', 'Fair', 'Strong', 'Excellent']

/**
 * Five tiles, laid one by one, and the same in words.
 * @param {{score: number | null}} props  1 to 5; null when nothing has been typed or the check is still loading
 */
export function Strength({ score }) {
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
        {score === null ? 'At least 12 characters' : WORDS[score]}
      </span>
    </div>
  )
}
