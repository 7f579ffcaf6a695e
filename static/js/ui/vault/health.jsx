import { Note, Progress } from '../feedback.jsx'
import { figure } from '../dates.js'
import { rich, t, tn } from '../text.js'
import { gainOf, moveOf } from './healthtexts.js'

/** @typedef {import('../../vault/health/report.js').Report} Report */
/** @typedef {import('../../vault/health/report.js').Section} Section */

/**
 * The score, and what is still missing from it.
 * @param {{report: Report, isOver: boolean}} props  `isOver`: nothing is being rated any more
 */
export function Score({ report: { score, judged, unrated }, isOver }) {
  if (score === null)
    return <p class="muted">{t('There is no password in your vault yet, so there is nothing to judge.')}</p>
  return (
    <div class="healthscore">
      <p class="scoreline">{rich('{score} of 100', { score: <strong class="nums">{figure(score)}</strong> })}</p>
      <progress value={score} max={100} aria-label={t('Score')} />
      <p class="muted small" role="status">
        {unrated > 0
          ? tn(unrated, '{count} item is not rated yet.', '{count} items are not rated yet.')
          : isOver && tn(judged, 'Of {count} item with a password.', 'Of {count} items with a password.')}
      </p>
      <details class="small">
        <summary>{t('How it is reckoned')}</summary>
        <p class="muted">
          {t(
            'Every item with a password counts the same. A leaked or weak password costs its item everything, a shared one three quarters, a site without encryption half, an old password a quarter, a missing second factor a tenth; of several only the largest counts.',
          )}
        </p>
      </details>
    </div>
  )
}

/**
 * What would move the score, the most first.
 * @param {{moves: Report['moves'], onGo: (section: Section) => void}} props
 */
export function Moves({ moves, onGo }) {
  if (moves.length === 0) return null
  return (
    <section aria-labelledby="health-moves">
      <h3 id="health-moves">{t('What would move it')}</h3>
      <ol class="moves">
        {moves.map((move) => (
          <li key={move.section}>
            <button type="button" class="textlink" onClick={() => onGo(move.section)}>
              {moveOf(move)}
            </button>
            <span class="nums gain">{gainOf(move.gain)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/**
 * @param {{doing: 'rating' | 'looking' | null, step: {done: number, total: number} | null, paused: boolean, left: boolean, onStop: () => void, onGoOn: () => void}} props
 *   `left`: whether something is still to be done
 */
export function Doing({ doing, step, paused, left, onStop, onGoOn }) {
  if (doing && !paused) {
    return step ? (
      <div class="doing">
        <Progress what={doing} done={step.done} total={step.total} />
        <button type="button" onClick={onStop}>
          {t('Stop')}
        </button>
      </div>
    ) : null
  }
  if (!paused || !left) return null
  return (
    <Note>
      <p>{t('Stopped before everything was looked at.')}</p>
      <button type="button" onClick={onGoOn}>
        {t('Go on')}
      </button>
    </Note>
  )
}
