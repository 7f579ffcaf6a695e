import { day } from '../dates.js'
import { t } from '../text.js'

/**
 * Whether a recovery key is set up, and what it means to have one.
 * @param {{recovery: {madeAt: string, usedAt: string | null} | null}} props
 */
export function RecoveryState({ recovery }) {
  return (
    <>
      <p>
        {recovery
          ? t(
              'Set up on {day}. Whoever has it and reads your mailbox can open the vault after 72 hours, unless an authorized browser cancels.',
              { day: day(recovery.madeAt) },
            )
          : t('Not set up. If the password or every key is lost, the vault stays closed for good.')}
      </p>
      {recovery?.usedAt && (
        <p>
          {t('It was used on {day}. Replace the Account Key: then set up a new one.', { day: day(recovery.usedAt) })}
        </p>
      )}
      {!recovery && (
        <p class="muted">
          {t(
            'A recovery key opens the vault without the password and without the Account Key. It is made here, printed, and kept by nobody but you. It is one more thing to keep safe: together with your mailbox it is everything, with a second factor too.',
          )}
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
        {has ? t('Make another key') : t('Set up a recovery key')}
      </button>
      <button type="button" onClick={() => onWish('shares')}>
        {has ? t('Make another, in 2-of-3 shares') : t('Set up 2-of-3 shares')}
      </button>
      {has && (
        <button type="button" class="quiet danger" onClick={() => onWish('remove')}>
          {t('Remove it')}
        </button>
      )}
    </div>
  )
}
