import { day } from '../dates.js'

/**
 * Whether a recovery key is set up, and what it means to have one.
 * @param {{recovery: {madeAt: string, usedAt: string | null} | null}} props
 */
export function RecoveryState({ recovery }) {
  return (
    <>
      <p>
        {recovery
          ? `Set up on ${day(recovery.madeAt)}. Whoever has it and reads your mailbox can open the vault after 72 hours, unless an authorized browser cancels.`
          : 'Not set up. If the password or every key is lost, the vault stays closed for good.'}
      </p>
      {recovery?.usedAt && (
        <p>It was used on {day(recovery.usedAt)}. Replace the Account Key: then set up a new one.</p>
      )}
      {!recovery && (
        <p class="muted">
          A recovery key opens the vault without the password and without the Account Key. It is made here, printed, and
          kept by nobody but you. It is one more thing to keep safe: together with your mailbox it is everything, with a
          second factor too.
        </p>
      )}
    </>
  )
}

/** @param {{has: boolean, onWish: (wish: 'key' | 'shares' | 'remove') => void}} props */
export function RecoveryWays({ has, onWish }) {
  return (
    <div class="actions">
      <button type="button" onClick={() => onWish('key')}>
        {has ? 'Make another key' : 'Set up a recovery key'}
      </button>
      <button type="button" onClick={() => onWish('shares')}>
        {has ? 'Make another, in 2-of-3 shares' : 'Set up 2-of-3 shares'}
      </button>
      {has && (
        <button type="button" class="quiet danger" onClick={() => onWish('remove')}>
          Remove it
        </button>
      )}
    </div>
  )
}
