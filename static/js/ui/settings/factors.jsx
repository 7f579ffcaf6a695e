import { useId } from 'preact/hooks'
import { day, recently } from '../dates.js'
import { t } from '../text.js'

/** @typedef {import('../../api/factors.js').Factor} Factor */
/** @typedef {import('../../api/factors.js').Factors} Factors */
/** @typedef {'app' | 'key' | 'codes' | 'rename' | 'remove'} Act */
/** @typedef {{act: Act, factor?: Factor}} Wish what the owner wants to do, and to which factor */

/** @param {Factor} factor */
export const factorName = ({ kind, name }) => (kind === 'totp' ? t('Authenticator app') : (name ?? t('Security key')))

/**
 * The second factors of the account, its recovery codes, and what can be added.
 * @param {{list: Factors, onWish: (wish: Wish) => void}} props
 */
export function FactorList({ list, onWish }) {
  const { factors, codes } = list
  const hasApp = factors.some(({ kind }) => kind === 'totp')
  return (
    <>
      {factors.length === 0 ? (
        <p class="muted">
          {t(
            'Off: signing in asks for the password alone. A second factor keeps out whoever has only seen or guessed that.',
          )}
        </p>
      ) : (
        <ul class="records">
          {factors.map((factor) => (
            <FactorRow key={factor.id} factor={factor} onWish={onWish} />
          ))}
          {codes && <CodesRow codes={codes} onWish={onWish} />}
        </ul>
      )}
      <div class="actions addways">
        {!hasApp && (
          <button type="button" onClick={() => onWish({ act: 'app' })}>
            {t('Add an authenticator app')}
          </button>
        )}
        <button type="button" onClick={() => onWish({ act: 'key' })}>
          {t('Add a security key')}
        </button>
      </div>
    </>
  )
}

/** @param {{factor: Factor, onWish: (wish: Wish) => void}} props */
function FactorRow({ factor, onWish }) {
  const id = useId()
  const { kind, made_at, last_used_at } = factor
  /** @param {Act} act @param {string} label @param {string} [tone] */
  const button = (act, label, tone = '') => (
    <button type="button" class={`quiet ${tone}`} aria-describedby={id} onClick={() => onWish({ act, factor })}>
      {label}
    </button>
  )
  return (
    <li class="record">
      <div>
        <strong id={id}>{factorName(factor)}</strong>
        <p class="small muted">
          {t('Added {day} · {part}', {
            day: day(made_at),
            part: last_used_at ? t('last used {recently}', { recently: recently(last_used_at) }) : t('not used yet'),
          })}
        </p>
      </div>
      <div class="actions">
        {kind === 'webauthn' && button('rename', t('Rename'))}
        {button('remove', t('Remove'), 'danger')}
      </div>
    </li>
  )
}

/** @param {{codes: {left: number, total: number}, onWish: (wish: Wish) => void}} props */
function CodesRow({ codes: { left, total }, onWish }) {
  return (
    <li class="record">
      <div>
        <strong>{t('Recovery codes')}</strong>
        <p class={`small ${left < 3 ? 'warn' : 'muted'}`}>
          {t('{left} of {total} left · each works once, when app or key are out of reach', {
            left: left,
            total: total,
          })}
        </p>
      </div>
      <div class="actions">
        <button type="button" class="quiet" onClick={() => onWish({ act: 'codes' })}>
          {t('Make new codes')}
        </button>
      </div>
    </li>
  )
}
