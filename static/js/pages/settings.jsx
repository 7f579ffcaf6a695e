import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Brand } from '../ui/brand.jsx'
import { Settle } from '../ui/settle.jsx'
import { Tabs } from '../ui/settings/tabs.jsx'
import { t } from '../ui/text.js'
import { useHeadingFocus } from './focus.js'
import { AccountSection } from './settingsaccount.jsx'
import { AppearanceSection } from './settingsappearance.jsx'
import { BackupsSection } from './settingsbackups.jsx'
import { BrowsersSection } from './settingsbrowsers.jsx'
import { KeySection } from './settingskey.jsx'
import { SECTIONS } from './sections.js'
import { SecuritySection } from './settingssecurity.jsx'
import { session } from './site.js'
import { Unlock } from './unlock.jsx'

/** @type {Readonly<Record<import('./sections.js').Section, import('preact').FunctionComponent>>} */
const PANELS = {
  key: KeySection,
  browsers: BrowsersSection,
  security: SecuritySection,
  backups: BackupsSection,
  appearance: AppearanceSection,
  account: AccountSection,
}

/** The section that the address names, so that one can be linked to. */
function fromAddress() {
  const named = location.hash.slice(1)
  return SECTIONS.find(([id]) => id === named)?.[0] ?? 'key'
}

function Settings() {
  useHeadingFocus()
  const chosen = useSignal(fromAddress())
  useEffect(() => {
    const follow = () => (chosen.value = fromAddress())
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [])
  const Panel = PANELS[chosen.value]
  /** @param {import('./sections.js').Section} id */
  const choose = (id) => {
    history.replaceState(null, '', `#${id}`)
    chosen.value = id
  }
  return (
    <div class="settings">
      <header class="settingshead">
        <Brand href="/vault/" />
        <a class="button" href="/vault/">
          {t('Back to the vault')}
        </a>
      </header>
      <div class="settingsbody">
        <div class="settingsnav">
          <h1 tabIndex={-1}>{t('Settings')}</h1>
          <Tabs
            label={t('Settings')}
            tabs={SECTIONS.map(([id, title]) => [id, t(title)])}
            chosen={chosen.value}
            onChoose={choose}
          />
        </div>
        <Settle key={chosen.value}>
          <Panel />
        </Settle>
      </div>
    </div>
  )
}

export default function SettingsPage() {
  const state = session.value?.state
  if (state === 'locked') return <Unlock />
  return state === 'unlocked' ? <Settings /> : null
}
