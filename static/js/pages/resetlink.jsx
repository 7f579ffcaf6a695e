import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Card } from '../ui/brand.jsx'
import { moment } from '../ui/dates.js'
import { Alert, Busy, Note } from '../ui/feedback.jsx'
import { rich, t } from '../ui/text.js'
import { useAct } from './act.js'
import { rescueFocus } from './focus.js'
import { Recover } from './resetrecover.jsx'
import { SignUpForm } from './signup.jsx'
import { call } from './site.js'

/** @typedef {import('../account/reset.js').Stage} Stage */
/** @typedef {import('@preact/signals').Signal<Stage | null>} Held */

/** @param {{stage: Stage, token: string, onBegun: (stage: Stage) => void, onLeave: () => void}} props */
function Begin({ stage, token, onBegun, onLeave }) {
  const { failure, working, act } = useAct()
  const begin = () => act(async () => onBegun(await call('beginReset', { token })))
  return (
    <Card title={t('Begin the reset')}>
      <p>
        {rich(
          'For {strong}. Once you begin, 72 hours run in which any authorized browser of this account can cancel. Then a second message has the link to go on with.',
          { strong: <strong>{stage.email}</strong> },
        )}
      </p>
      {stage.kind === 'recover' ? (
        <p class="muted">{t('That link takes your recovery key and a new password. The items are kept.')}</p>
      ) : (
        <p class="muted">
          {t('That link leads to a new sign-up. It erases the items of the old account; nothing is erased before.')}
        </p>
      )}
      {failure.value && <Alert text={failure.value} />}
      <p class="actions after">
        <button type="button" class="primary" disabled={working} onClick={begin}>
          {t('Begin the 72 hours')}
        </button>
        <button type="button" onClick={onLeave}>
          {t('Not now')}
        </button>
      </p>
    </Card>
  )
}

/** @param {{stage: Stage}} props */
function Waiting({ stage }) {
  return (
    <Card title={t('The reset has begun')}>
      <Note>
        {rich('{strong}, to {email}. You can close this page.', {
          strong: (
            <strong>
              {t('The next message comes {part}', {
                part: stage.readyAt ? t('on {moment}', { moment: moment(stage.readyAt) }) : t('after 72 hours'),
              })}
            </strong>
          ),
          email: stage.email,
        })}
      </Note>
      <p class="after muted">
        {t(
          'Every authorized browser of this account shows the reset and can cancel it. If a password or a key turns up meanwhile, sign in with it and cancel there: nothing has changed yet.',
        )}
      </p>
      <p class="foot">{rich('Found something? {a}', { a: <a href="/signin/">{t('Sign in')}</a> })}</p>
    </Card>
  )
}

/** @param {{stage: Stage, token: string, onRecover: () => void}} props */
function BeginAnew({ stage, token, onRecover }) {
  return (
    <Card title={t('Sign up anew')} width="narrow">
      <Note tone="warn">
        {rich('{strong} Its items, key copies and browsers are gone once you press the button.', {
          strong: <strong>{t('This erases the old account.')}</strong>,
        })}
      </Note>
      <p class="after muted">
        {rich('For {strong}, which you type once more. A code then confirms it, as for any new account.', {
          strong: <strong>{stage.email}</strong>,
        })}
      </p>
      <SignUpForm reset={token} button={t('Erase and begin anew')} />
      {stage.recoverable && (
        <p class="foot">
          {rich('The recovery key has turned up? {button}', {
            button: (
              <button type="button" class="textlink" onClick={onRecover}>
                {t('Keep the items with it')}
              </button>
            ),
          })}
        </p>
      )}
    </Card>
  )
}

/** @param {{failure: string | null, slow: boolean, onLeave: () => void}} props */
function Reading({ failure, slow, onLeave }) {
  return (
    <Card title={t('Get back in')} width="narrow">
      {failure && <Alert text={failure} />}
      <Busy text={slow && !failure ? t('Asking the server…') : null} />
      <p class="foot">
        <button type="button" class="textlink" onClick={onLeave}>
          {t('What may still help')}
        </button>
      </p>
    </Card>
  )
}

/** What a mailed link leads to, by where its reset stands. @param {{token: string, onLeave: () => void}} props */
export function MailedLink({ token, onLeave }) {
  /** @type {Held} */
  const stage = useSignal(null)
  const recovering = useSignal(false)
  const { failure, slow, act } = useAct()
  useEffect(() => {
    void act(async () => {
      stage.value = await call('readReset', { token })
    })
  }, [])
  const found = stage.value
  const shown = found && `${found.stage} ${recovering.value}`
  useEffect(() => rescueFocus('h1'), [shown])
  if (!found) return <Reading failure={failure.value} slow={slow.value} onLeave={onLeave} />
  if (found.stage === 'asked') {
    return <Begin stage={found} token={token} onBegun={(begun) => (stage.value = begun)} onLeave={onLeave} />
  }
  if (found.stage === 'waiting') return <Waiting stage={found} />
  if (found.kind === 'recover' || recovering.value) return <Recover token={token} email={found.email} />
  return <BeginAnew stage={found} token={token} onRecover={() => (recovering.value = true)} />
}
