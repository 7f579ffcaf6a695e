import { signal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { Field, PasswordField, Select } from '../controls.jsx'
import { t } from '../text.js'
import { CodeNow, useTicking } from './codenow.jsx'
import { typedOf, withTyped } from './setup.js'
import { SetupName } from './setupways.jsx'

/** @typedef {import('./setup.js').Setup} Setup */

const ALGORITHMS = /** @type {const} */ ([
  ['sha1', 'SHA-1'],
  ['sha256', 'SHA-256'],
  ['sha512', 'SHA-512'],
])

/**
 * A code that is set up: whose it is, how it is made, and the code of the moment, which the site asks for to see that it works.
 * @param {{setup: Setup, uri: string, read: import('./codetools.js').CodeToolsValue['read']}} props
 */
export function SetupSummary({ setup, uri, read }) {
  const { code, failure, seconds } = useTicking(() => read({ uri }), [uri])
  return (
    <div class="setup">
      <div>
        <SetupName setup={setup} />
        <p class="small muted">{recipe(setup)}</p>
      </div>
      {failure.value ? <p class="problem">{failure.value}</p> : <CodeNow code={code.value} seconds={seconds.value} />}
    </div>
  )
}

/** @param {Setup} setup */
function recipe({ isSteam, digits, period, algorithm }) {
  if (isSteam) return t('5 characters as Steam makes them, every {period} seconds', { period })
  const hash = new Map(ALGORITHMS).get(algorithm) ?? algorithm
  return t('{digits} digits, every {period} seconds, {hash}', { digits, period, hash })
}

/**
 * Every part of a set-up, to be changed by hand.
 * @param {{setup: Setup, onChange: (setup: Setup) => void}} props
 */
export function SetupParts({ setup, onChange }) {
  const typed = useMemo(() => signalsOf(typedOf(setup)), [])
  const tell = () => onChange(withTyped(setup, valuesOf(typed)))
  const isSteam = typed.length.value === 'steam'
  return (
    <details>
      <summary>{t('Advanced')}</summary>
      <div class="setupparts">
        <Field label={t('Issuer')} value={typed.issuer} maxLength={500} onInput={tell} />
        <Field label={t('Account')} value={typed.account} maxLength={500} onInput={tell} />
        <PasswordField label={t('Secret')} value={typed.secret} maxLength={1500} onInput={tell} />
        <Select label={t('Length')} value={typed.length} options={lengths()} onChange={tell} />
        {!isSteam && <Select label={t('Hash')} value={typed.algorithm} options={ALGORITHMS} onChange={tell} />}
        <Field label={t('Seconds')} value={typed.period} maxLength={5} onInput={tell} />
      </div>
    </details>
  )
}

/** @returns {(readonly [string, string])[]} */
function lengths() {
  const digits = [6, 7, 8].map((count) => /** @type {const} */ ([String(count), t('{count} digits', { count })]))
  return [...digits, ['steam', t('5 characters (Steam)')]]
}

/** @typedef {{[Part in keyof import('./setup.js').Typed]: import('@preact/signals').Signal<string>}} Signals */

/** @param {import('./setup.js').Typed} typed @returns {Signals} */
function signalsOf({ issuer, account, secret, algorithm, length, period }) {
  return {
    issuer: signal(issuer),
    account: signal(account),
    secret: signal(secret),
    algorithm: signal(/** @type {string} */ (algorithm)),
    length: signal(length),
    period: signal(period),
  }
}

/** @param {Signals} signals @returns {import('./setup.js').Typed} */
function valuesOf({ issuer, account, secret, algorithm, length, period }) {
  return {
    issuer: issuer.value,
    account: account.value,
    secret: secret.value,
    algorithm: algorithm.value,
    length: length.value,
    period: period.value,
  }
}
