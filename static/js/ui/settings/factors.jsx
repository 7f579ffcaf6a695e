import { useId } from 'preact/hooks'
import { day, recently } from '../dates.js'

/** @typedef {import('../../api/factors.js').Factor} Factor */
/** @typedef {import('../../api/factors.js').Factors} Factors */
/** @typedef {'app' | 'key' | 'codes' | 'rename' | 'remove'} Act */
/** @typedef {{act: Act, factor?: Factor}} Wish what the owner wants to do, and to which factor */

/** @param {Factor} factor */
export const factorName = ({ kind, name }) => (kind === 'totp' ? 'Authenticator app' : (name ?? 'Security key'))

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
          Off: signing in asks for the password alone. A second factor keeps out whoever has only seen or guessed that.
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
            Add an authenticator app
          </button>
        )}
        <button type="button" onClick={() => onWish({ act: 'key' })}>
          Add a security key
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
          Added {day(made_at)} · {last_used_at ? `last used ${recently(last_used_at)}` : 'not used yet'}
        </p>
      </div>
      <div class="actions">
        {kind === 'webauthn' && button('rename', 'Rename')}
        {button('remove', 'Remove', 'danger')}
      </div>
    </li>
  )
}

/** @param {{codes: {left: number, total: number}, onWish: (wish: Wish) => void}} props */
function CodesRow({ codes: { left, total }, onWish }) {
  return (
    <li class="record">
      <div>
        <strong>Recovery codes</strong>
        <p class={`small ${left < 3 ? 'warn' : 'muted'}`}>
          {left} of {total} left · each works once, when app or key are out of reach
        </p>
      </div>
      <div class="actions">
        <button type="button" class="quiet" onClick={() => onWish({ act: 'codes' })}>
          Make new codes
        </button>
      </div>
    </li>
  )
}
