import { useSignal } from '@preact/signals'
import { Select } from '../ui/controls.jsx'
import { counted } from '../ui/dates.js'
import { Alert } from '../ui/feedback.jsx'
import { Section } from '../ui/settings/section.jsx'
import { t } from '../ui/text.js'
import { useAct } from './act.js'
import { CHOICES, chooseMinutes, chosenMinutes } from './autolock.js'
import { ClipboardClearing } from './settingsclipboard.jsx'
import { SecondFactor } from './settingsfactor.jsx'
import { ChangePassword } from './settingspassword.jsx'
import { RecoveryBlock } from './settingsrecovery.jsx'
import { ReplaceKey } from './settingsreplace.jsx'
import { Sessions } from './settingssessions.jsx'
import { call } from './site.js'

function AutoLock() {
  const minutes = useSignal(String(chosenMinutes()))
  const { failure, act } = useAct()
  return (
    <>
      {failure.value && <Alert text={failure.value} />}
      <div class="short">
        <Select
          label={t('Lock after')}
          value={minutes}
          options={CHOICES.map((each) => [String(each), counted(each, 'minute')])}
          hint={t(
            'Without use of this browser window. Locking drops every open key; the password opens the vault again.',
          )}
          onChange={() => void act(() => chooseMinutes(Number(minutes.value)))}
        />
      </div>
      <ClipboardClearing />
      <p class="locknow">
        <button type="button" onClick={() => void act(() => call('lock'))}>
          {t('Lock now')}
        </button>
      </p>
    </>
  )
}

export function SecuritySection() {
  return (
    <Section id="security" title={t('Security')}>
      <AutoLock />
      <SecondFactor />
      <Sessions />
      <RecoveryBlock />
      <ChangePassword />
      <ReplaceKey />
    </Section>
  )
}
