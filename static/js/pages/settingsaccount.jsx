import { useSignal } from '@preact/signals'
import { Select } from '../ui/controls.jsx'
import { counted } from '../ui/dates.js'
import { Alert } from '../ui/feedback.jsx'
import { Section } from '../ui/settings/section.jsx'
import { useAct } from './act.js'
import { CHOICES, chooseMinutes, chosenMinutes } from './autolock.js'
import { call, session } from './site.js'
import { signOut } from './signout.js'

/** @type {ReadonlyArray<readonly [string, string]>} */
const MINUTES = CHOICES.map((minutes) => [String(minutes), counted(minutes, 'minute')])

export function SecuritySection() {
  const minutes = useSignal(String(chosenMinutes()))
  const { failure, act } = useAct()
  return (
    <Section id="security" title="Security">
      {failure.value && <Alert text={failure.value} />}
      <div class="short">
        <Select
          label="Lock after"
          value={minutes}
          options={MINUTES}
          hint="Without use of this browser window. Locking drops every open key; the password opens the vault again."
          onChange={() => void act(() => chooseMinutes(Number(minutes.value)))}
        />
      </div>
      <p class="locknow">
        <button type="button" onClick={() => void act(() => call('lock'))}>
          Lock now
        </button>
      </p>
    </Section>
  )
}

export function AccountSection() {
  const { failure, working, act } = useAct()
  const { email, ends } = session.value ?? {}
  return (
    <Section id="account" title="Account">
      {failure.value && <Alert text={failure.value} />}
      <dl class="facts">
        <div>
          <dt>Address</dt>
          <dd>{email}</dd>
        </div>
        <div>
          <dt>Account ends in</dt>
          <dd class="mono">{ends}</dd>
        </div>
      </dl>
      <p class="muted small">
        After signing out, this browser keeps its sealed copy of the key: the password is enough to come back.
      </p>
      <p>
        <button type="button" disabled={working} onClick={() => void act(signOut)}>
          Sign out
        </button>
      </p>
    </Section>
  )
}
