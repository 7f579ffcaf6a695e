import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { normalizeEmail } from '../crypto/kdf.js'
import { Card } from '../ui/brand.jsx'
import { Field, Form } from '../ui/controls.jsx'
import { Alert, Busy, Note } from '../ui/feedback.jsx'
import { Helps } from '../ui/helps.jsx'
import { rich, t, text } from '../ui/text.js'
import { useAct } from './act.js'
import { rescueFocus } from './focus.js'
import { MailedLink } from './resetlink.jsx'
import { call, session } from './site.js'

/** @typedef {import('../account/reset.js').ResetKind} ResetKind */

/** @type {Readonly<Record<ResetKind, {title: string, lead: string}>>} */
const KINDS = {
  recover: {
    title: text('Open it with the recovery key'),
    lead: text(
      'You keep your items. You get a link by e-mail; after it is opened there are 72 hours in which any authorized browser can cancel. A second link then takes the recovery key and a new password.',
    ),
  },
  erase: {
    title: text('Begin anew with this address'),
    lead: text(
      'The items of the old account are lost: nobody can open them. You get a link by e-mail; after it is opened there are 72 hours in which any authorized browser can cancel. A second link then leads to a new sign-up, which erases the old account and not before.',
    ),
  },
}

/** @param {{email: string, onAgain: () => void}} props */
function Sent({ email, onAgain }) {
  return (
    <>
      <Note tone="good">
        <span role="status">
          {rich(
            '{strong} If it has an account here, a message with a link is on its way. It is good for 24 hours, and nothing happens before you open it.',
            { strong: <strong>{t('Look into the mailbox of {email}.', { email: email })}</strong> },
          )}
        </span>
      </Note>
      <p class="foot">
        {rich('Nothing there? Look among the junk, or whether the account has another address. {button}', {
          button: (
            <button type="button" class="textlink" onClick={onAgain}>
              {t('Ask once more')}
            </button>
          ),
        })}
      </p>
    </>
  )
}

/** @param {{kind: ResetKind, onBack: () => void}} props */
function Ask({ kind, onBack }) {
  const email = useSignal('')
  const sent = useSignal(/** @type {string | null} */ (null))
  const { failure, working, slow, act } = useAct()
  useEffect(() => rescueFocus('.ask input'), [])
  const submit = () =>
    act(async () => {
      const address = normalizeEmail(email.value.trim())
      await call('askReset', { email: address, kind })
      sent.value = address
    })
  return (
    <section class="ask" aria-labelledby="ask-title">
      <h2 id="ask-title">{t(KINDS[kind].title)}</h2>
      <p class="muted">{t(KINDS[kind].lead)}</p>
      {failure.value && <Alert text={failure.value} />}
      {sent.value ? (
        <Sent email={sent.value} onAgain={() => (sent.value = null)} />
      ) : (
        <Form onSubmit={submit}>
          <Field label={t('Email')} type="email" autocomplete="username" value={email} maxLength={254} />
          <div class="actions">
            <button class="primary" disabled={working}>
              {t('Send me the link')}
            </button>
            <button type="button" onClick={onBack}>
              {t('Back')}
            </button>
          </div>
          <Busy text={slow.value ? t('Asking the server…') : null} />
        </Form>
      )}
    </section>
  )
}

/** The two ways that are left when nothing of the list helps. @param {{onChoose: (kind: ResetKind) => void}} props */
function Left({ onChoose }) {
  return (
    <>
      <h2 class="left">{t('None of these?')}</h2>
      <ul class="choices">
        <li class="choice">
          <h3>{t('A recovery key')}</h3>
          <p>{t('If you set one up under Settings > Security, or two of its three shares. You keep your items.')}</p>
          <button type="button" onClick={() => onChoose('recover')}>
            {t('I have my recovery key')}
          </button>
        </li>
        <li class="choice">
          <h3>{t('Nothing at all')}</h3>
          <p>{t('The address can sign up anew. What the old account holds is erased.')}</p>
          <button type="button" class="danger" onClick={() => onChoose('erase')}>
            {t('Begin anew')}
          </button>
        </li>
      </ul>
    </>
  )
}

function Start() {
  const kind = useSignal(/** @type {ResetKind | null} */ (null))
  const here = session.value?.state === 'locked' || session.value?.state === 'unlocked'
  return (
    <Card title={t('Get back in')} home={here ? '/vault/' : '/'}>
      {kind.value ? (
        <Ask key={kind.value} kind={kind.value} onBack={() => (kind.value = null)} />
      ) : (
        <>
          <p class="muted">
            {t('Nobody can reset a password here, because the server knows none. First, what may still help:')}
          </p>
          <Helps here={here} />
          <Left onChoose={(chosen) => (kind.value = chosen)} />
        </>
      )}
      <p class="foot">{rich('Found something? {a}', { a: <a href="/signin/">{t('Sign in')}</a> })}</p>
    </Card>
  )
}

/**
 * The token of a mailed link, taken out of the address bar at once: the next who looks at this screen or its history
 * has no use for it.
 */
function useToken() {
  const token = useSignal(/** @type {string | null} */ (null))
  useEffect(() => {
    const take = () => {
      const [found] = /^[\w-]{43}$/.exec(location.hash.slice(1)) ?? []
      if (found === undefined) return
      history.replaceState(null, '', location.pathname)
      token.value = found
    }
    take()
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])
  return token
}

export default function ResetPage() {
  const token = useToken()
  return token.value ? (
    <MailedLink key={token.value} token={token.value} onLeave={() => (token.value = null)} />
  ) : (
    <Start />
  )
}
