import { useSignal } from '@preact/signals'
import { Select } from '../ui/controls.jsx'
import { Section } from '../ui/settings/section.jsx'
import { t, text } from '../ui/text.js'
import { Alert } from '../ui/feedback.jsx'
import { useAct } from './act.js'
import { appearance, choose, chooseLanguage } from './appearance.js'
import { language, LANGUAGES } from './language.js'

/** @type {Readonly<Record<import('./appearance.js').Choice, ReadonlyArray<readonly [string, string]>>>} */
const CHOICES = {
  theme: [
    ['', text('As the system has it')],
    ['light', text('Light')],
    ['dark', text('Dark')],
  ],
  contrast: [
    ['', text('As the system has it')],
    ['more', text('High')],
  ],
}

/** @param {{label: string, name: import('./appearance.js').Choice}} props */
function Choice({ label, name }) {
  const chosen = useSignal(appearance[name].value)
  return (
    <Select
      label={label}
      value={chosen}
      options={CHOICES[name].map(([value, said]) => [value, t(said)])}
      onChange={() => choose(name, chosen.value)}
    />
  )
}

export function AppearanceSection() {
  const { failure, act } = useAct()
  const chosen = useSignal(language.value)
  return (
    <Section
      id="appearance"
      title={t('Appearance')}
      lead={t('Kept in this browser; your other browsers have their own.')}
    >
      {failure.value && <Alert text={failure.value} />}
      <div class="short stack">
        <Choice label={t('Theme')} name="theme" />
        <Choice label={t('Contrast')} name="contrast" />
        <Select
          label={t('Language')}
          value={chosen}
          options={LANGUAGES}
          hint={t('Also of the e-mails that this server sends you, from the next sign-in on.')}
          onChange={() => void act(() => chooseLanguage(chosen.value))}
        />
      </div>
    </Section>
  )
}
