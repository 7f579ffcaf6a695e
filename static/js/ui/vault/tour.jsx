import { rich, t, text } from '../text.js'

/** @type {ReadonlyArray<readonly [title: string, said: string]>} */
const STEPS = [
  [
    text('Keep your first item'),
    text('New item takes logins, cards, notes and more. All of it is sealed before it leaves this browser.'),
  ],
  [
    text('Find anything'),
    text('Type in the search box: titles, tags, typing errors and all. {key} shows every shortcut.'),
  ],
  [
    text('Bring your other browsers'),
    text('Each asks for your Account Key, once. {link} shows it and makes copies: keep one away from this machine.'),
  ],
]

export const LAST = STEPS.length - 1

/**
 * Three things to know, one after the other, below the work and never over it.
 * @param {{step: number, onNext: () => void, onEnd: () => void, onLeave: (event: MouseEvent & {currentTarget: HTMLAnchorElement}) => void}} props
 */
export function Tour({ step, onNext, onEnd, onLeave }) {
  const [title, said] = STEPS[step] ?? ['', '']
  const link = (
    <a href="/settings/#key" onClick={onLeave}>
      {t('Settings > Account Key')}
    </a>
  )
  return (
    <aside class="tour" aria-label={t('First steps')}>
      <span class="tourcount nums muted">{t('{step} of {all}', { step: step + 1, all: STEPS.length })}</span>
      <p class="tourtext" role="status">
        <strong>{t(title)}</strong> {rich(said, { key: <kbd>?</kbd>, link })}
      </p>
      <div class="actions">
        {step < LAST ? (
          <>
            <button type="button" onClick={onNext}>
              {t('Next')}
            </button>
            <button type="button" class="quiet" onClick={onEnd}>
              {t('Skip')}
            </button>
          </>
        ) : (
          <button type="button" onClick={onEnd}>
            {t('Done')}
          </button>
        )}
      </div>
    </aside>
  )
}
