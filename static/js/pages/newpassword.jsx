// The address and a new password, typed twice and judged here: the server cannot.
import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { SHORTEST_PASSWORD } from '../account/enroll.js'
import { normalizeEmail } from '../crypto/kdf.js'
import { TesseraError } from '../errors.js'
import { Field, PasswordField } from '../ui/controls.jsx'
import { sentence } from '../ui/messages.js'
import { Strength } from '../ui/strength.jsx'
import { t } from '../ui/text.js'
import { GeneratorButton } from '../ui/vault/generator.jsx'

/** @typedef {{field: 'email' | 'password' | 'again', text: string} | null} Problem */

const GOOD_ENOUGH = 4
const PAUSE = 120
const loadStrength = () => import('./strength.js')

/** @param {string} email */
const guessable = (email) => ['tessera', email, ...email.split(/[@.+_-]/)].filter(Boolean)

/** @param {string} email */
function isAddress(email) {
  try {
    return normalizeEmail(email) !== ''
  } catch (error) {
    if (error instanceof TesseraError) return false
    throw error
  }
}

/**
 * What is wrong with what was typed: the field and a sentence.
 * @param {{email: string, password: string, again: string}} form
 * @returns {Promise<Problem>}
 */
async function problemWith({ email, password, again }) {
  if (!isAddress(email)) return { field: 'email', text: sentence({ code: 'bad-email' }) }
  const { length } = [...password.normalize('NFKC')]
  if (length < SHORTEST_PASSWORD)
    return {
      field: 'password',
      text: t('Use at least {least} characters; this has {length}.', { least: SHORTEST_PASSWORD, length }),
    }
  const { score, common, ...feedback } = (await loadStrength()).measure(password, guessable(email))
  if (common) return { field: 'password', text: sentence({ code: 'common-password' }) }
  if (score < GOOD_ENOUGH) return { field: 'password', text: sentence({ code: 'weak-password', detail: feedback }) }
  if (password !== again) return { field: 'again', text: t('The two passwords differ. Type the same one twice.') }
  return null
}

/**
 * The score of what is in the field, a moment after the last key.
 * @param {import('@preact/signals').Signal<string>} email
 * @param {import('@preact/signals').Signal<string>} password
 */
function useScore(email, password) {
  const score = useSignal(/** @type {number | null} */ (null))
  useSignalEffect(() => {
    const [typed, known] = [password.value, guessable(email.value)]
    if (typed === '') score.value = null
    const timer = setTimeout(async () => {
      const { measure } = await loadStrength()
      if (typed !== '' && password.peek() === typed) score.value = measure(typed, known).score
    }, PAUSE)
    return () => clearTimeout(timer)
  })
  return score
}

/**
 * What is typed where an account gets a password, and whether it will do.
 * @param {string} [address] where it is known already
 */
export function useEntry(address = '') {
  const [email, password, again] = [useSignal(address), useSignal(''), useSignal('')]
  const problem = useSignal(/** @type {Problem} */ (null))
  useEffect(() => {
    if (problem.value) /** @type {HTMLElement | null} */ (document.querySelector('[aria-invalid]'))?.focus()
  }, [problem.value])
  /** @returns {Promise<{email: string, password: string} | null>} null when something is wrong */
  const check = async () => {
    const typed = { email: email.value.trim(), password: password.value }
    problem.value = await problemWith({ ...typed, again: again.value })
    return problem.value ? null : typed
  }
  return { email, password, again, problem, check }
}

/** @typedef {ReturnType<typeof useEntry>} Entry */

/**
 * What a field is told of its problem.
 * @param {Entry} entry
 * @param {NonNullable<Problem>['field']} field
 */
const told = ({ problem }, field) => ({
  problem: problem.value?.field === field ? problem.value.text : null,
  onInput: () => {
    problem.value = null
  },
})

/** The address, then the password. @param {{entry: Entry, label?: string, autofocus?: boolean}} props  label of the password */
export function EntryFields({ entry, label = t('Account password'), autofocus = true }) {
  return (
    <>
      <Field
        label={t('Email')}
        type="email"
        autocomplete="username"
        value={entry.email}
        maxLength={254}
        autofocus={autofocus}
        {...told(entry, 'email')}
      />
      <NewPasswordFields entry={entry} label={label} />
    </>
  )
}

/** The password alone, twice. @param {{entry: Entry, label: string}} props */
export function NewPasswordFields({ entry, label }) {
  const { email, password, again } = entry
  const score = useScore(email, password)
  const secret = { autocomplete: 'new-password' }
  /** It is repeated by hand: whoever cannot has not taken it down. @param {string} words */
  const suggest = (words) => {
    password.value = words
    told(entry, 'password').onInput()
  }
  return (
    <>
      <PasswordField label={label} value={password} {...secret} {...told(entry, 'password')}>
        <Strength score={score.value} least={SHORTEST_PASSWORD} />
        {/* An open vault tells nobody the account password: no list of values that were used has it. */}
        <GeneratorButton kind="memorable" listed={false} onUse={suggest} />
      </PasswordField>
      <PasswordField label={t('Repeat password')} value={again} {...secret} {...told(entry, 'again')} />
    </>
  )
}
