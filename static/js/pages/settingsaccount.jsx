import { Alert } from '../ui/feedback.jsx'
import { Section } from '../ui/settings/section.jsx'
import { t } from '../ui/text.js'
import { useAct } from './act.js'
import { ChangeAddress } from './settingsaddress.jsx'
import { DeleteAccount } from './settingsdelete.jsx'
import { session } from './site.js'
import { signOut } from './signout.js'

export function AccountSection() {
  const { failure, working, act } = useAct()
  const { email, ends } = session.value ?? {}
  return (
    <Section id="account" title={t('Account')}>
      {failure.value && <Alert text={failure.value} />}
      <dl class="facts">
        <div>
          <dt>{t('Address')}</dt>
          <dd>{email}</dd>
        </div>
        <div>
          <dt>{t('Account ends in')}</dt>
          <dd class="mono">{ends}</dd>
        </div>
      </dl>
      <ChangeAddress />
      <h3 class="listtitle">{t('This browser')}</h3>
      <p class="muted">
        {t('After signing out, this browser keeps its sealed copy of the key: the password is enough to come back.')}
      </p>
      <p>
        <button type="button" disabled={working} onClick={() => void act(signOut)}>
          {t('Sign out')}
        </button>
      </p>
      <DeleteAccount />
    </Section>
  )
}
