import { useSignal } from '@preact/signals'
import { Checkbox, Form, PasswordField } from '../ui/controls.jsx'
import { counted } from '../ui/dates.js'
import { Alert, Busy, Note, Progress } from '../ui/feedback.jsx'
import { Section } from '../ui/settings/section.jsx'
import { rich, t } from '../ui/text.js'
import { useAct } from './act.js'
import { download } from './keycopy.js'
import { useProgress } from './progress.js'
import { AutomaticBackups } from './settingsfolder.jsx'
import { RestoreBackup } from './settingsrestore.jsx'
import { call, toast } from './site.js'

/** What a backup that opens with the password alone costs. */
function Warning() {
  return (
    <Note tone="warn">
      {rich(
        '{strong} It needs no Account Key and no server. Changing the password, cancelling copies or replacing the Account Key does not reach it. Keep it offline, and only if your password would withstand that.',
        { strong: <strong>{t('Whoever gets this file can guess at your password for ever.')}</strong> },
      )}
    </Note>
  )
}

function MakeBackup() {
  const alone = useSignal(false)
  const password = useSignal('')
  const { failure, working, slow, act } = useAct({ unlocking: true })
  const progress = useProgress()
  const make = async () => {
    const options = alone.value ? { password: password.value } : {}
    const { blob, name, count } = await call('makeBackup', options)
    download(blob, name)
    password.value = ''
    toast(t('{name} was downloaded, with {counted}.', { name: name, counted: counted(count, 'item') }))
  }
  return (
    <Form onSubmit={() => void act(make)}>
      <h3 class="listtitle">{t('Make a backup')}</h3>
      <Checkbox
        label={t('Let it open with the password alone')}
        hint={t('Without this, opening it takes your password and your Account Key.')}
        checked={alone}
      />
      {alone.value && (
        <>
          <Warning />
          <div class="short">
            <PasswordField label={t('Account password')} value={password} autocomplete="current-password" />
          </div>
        </>
      )}
      {failure.value && <Alert text={failure.value} />}
      <div class="actions">
        <button class="primary" disabled={working.value || (alone.value && password.value === '')}>
          {t('Make backup')}
        </button>
      </div>
      {working.value && progress.value && <Progress {...progress.value} />}
      <Busy text={slow.value && !progress.value ? t('Sealing your items…') : null} />
    </Form>
  )
}

export function BackupsSection() {
  return (
    <Section
      id="backups"
      title={t('Backups')}
      lead={t(
        'One file with the whole vault, sealed in this browser. It also carries a copy of your Account Key, so it authorizes a browser like a key file does.',
      )}
    >
      <MakeBackup />
      <RestoreBackup />
      <AutomaticBackups />
    </Section>
  )
}
