import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Card } from '../ui/brand.jsx'
import { Checkbox, Field, PasswordField } from '../ui/controls.jsx'
import { Alert, Busy } from '../ui/feedback.jsx'
import { sentence } from '../ui/messages.js'
import { Strength } from '../ui/strength.jsx'
import { useAct } from './act.js'
import { call, navigate, pendingEmail } from './site.js'

const LEAST = 12
const GOOD_ENOUGH = 4
const PAUSE = 120
const loadStrength = () => import('./strength.js')

/** @param {string} email */
const guessable = (email) => ['tessera', email, ...email.split(/[@.+_-]/)].filter(Boolean)

/**
 * What is wrong with what was typed: the field and a sentence.
 * @param {{email: string, password: string, again: string}} form
 * @returns {Promise<{field: 'email' | 'password' | 'again', text: string} | null>}
 */
async function problemWith({ email, password, again }) {
  if (!/^[\x21-\x7e]+@[\x21-\x7e]+$/.test(email)) return { field: 'email', text: sentence({ code: 'bad-email' }) }
  if ([...password].length < LEAST)
    return { field: 'password', text: `Use at least ${LEAST} characters; this has ${[...password].length}.` }
  const { score, warning, common } = (await loadStrength()).measure(password, guessable(email))
  if (common) return { field: 'password', text: sentence({ code: 'common-password' }) }
  if (score < GOOD_ENOUGH) return { field: 'password', text: sentence({ code: 'weak-password', detail: { warning } }) }
  if (password !== again) return { field: 'again', text: 'The two passwords differ. Type the same one twice.' }
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

export default function SignUp() {
  const email = useSignal('')
  const password = useSignal('')
  const again = useSignal('')
  const mailKey = useSignal(true)
  const problem = useSignal(/** @type {Awaited<ReturnType<typeof problemWith>>} */ (null))
  const score = useScore(email, password)
  const { failure, working, slow, act } = useAct()
  /** @param {'email' | 'password' | 'again'} field */
  const wrong = (field) => (problem.value?.field === field ? problem.value.text : null)
  const submit = () =>
    act(async () => {
      const address = email.value.trim()
      problem.value = await problemWith({ email: address, password: password.value, again: again.value })
      if (problem.value) return
      await call('signUp', { email: address, password: password.value, mailKey: mailKey.value })
      pendingEmail.value = address
      navigate('/verify/')
    })
  useEffect(() => {
    if (problem.value) /** @type {HTMLElement | null} */ (document.querySelector('[aria-invalid]'))?.focus()
  }, [problem.value])
  return (
    <Card title="Create your account" width="narrow">
      <p class="muted">Your Account Key is made here, in this browser. Your password never leaves it.</p>
      {failure.value && <Alert text={failure.value} />}
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field
          label="Email"
          type="email"
          autocomplete="username"
          value={email}
          maxLength={254}
          problem={wrong('email')}
          onInput={() => {
            problem.value = null
          }}
          autofocus
        />
        <PasswordField
          label="Account password"
          autocomplete="new-password"
          value={password}
          problem={wrong('password')}
          onInput={() => {
            problem.value = null
          }}
        >
          <Strength score={score.value} />
        </PasswordField>
        <PasswordField
          label="Repeat password"
          autocomplete="new-password"
          value={again}
          problem={wrong('again')}
          onInput={() => {
            problem.value = null
          }}
        />
        <Checkbox
          label="Email me my Account Key"
          checked={mailKey}
          hint="As a QR code that is useless without your password. Without it you take a copy yourself, next."
        />
        <button class="primary wide" disabled={working}>
          Create account
        </button>
        <Busy text={slow.value ? 'Making your keys…' : null} />
      </form>
      <p class="foot">
        Nobody can reset this password for you. Have an account? <a href="/signin/">Sign in</a>
      </p>
    </Card>
  )
}
