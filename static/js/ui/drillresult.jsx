import { rich, t } from './text.js'

/**
 * Which half of a drill failed, and what to do about it while the vault is open.
 * @param {{password: string | null, copy: string | null, onClose: () => void}} props  the sentence of a half that failed
 */
export function DrillResult({ password, copy, onClose }) {
  return (
    <div role="alert">
      <ul class="halves">
        <li data-failed={password !== null}>
          <strong>{password ? t('Password: not right.') : t('Password: right.')}</strong> {password}
          {password && <Forgotten onClose={onClose} />}
        </li>
        <li data-failed={copy !== null}>
          <strong>{copy ? t('Copy: not good.') : t('Copy: good.')}</strong> {copy}
          {copy && <NewCopy onClose={onClose} />}
        </li>
      </ul>
    </div>
  )
}

/** @param {{onClose: () => void}} props */
function Forgotten({ onClose }) {
  return (
    <>
      {' '}
      {rich(
        'If it does not come back, copy what you need out of the vault now: nothing else opens it again. Once it has, you can {a} to one that you will remember.',
        {
          a: (
            <a href="/settings/#security" onClick={onClose}>
              {t('change it')}
            </a>
          ),
        },
      )}
    </>
  )
}

/** @param {{onClose: () => void}} props */
function NewCopy({ onClose }) {
  return (
    <>
      {' '}
      {rich('{a}, while this browser is open.', {
        a: (
          <a href="/settings/#key" onClick={onClose}>
            {t('Make a new copy now')}
          </a>
        ),
      })}
    </>
  )
}
