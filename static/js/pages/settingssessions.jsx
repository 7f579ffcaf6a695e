import { useSignal } from '@preact/signals'
import { Alert } from '../ui/feedback.jsx'
import { SessionList } from '../ui/settings/sessions.jsx'
import { useFirst } from '../ui/settle.jsx'
import { t } from '../ui/text.js'
import { useAct } from './act.js'
import { call, toast } from './site.js'

/** Settings > Security: where the account is signed in. */
export function Sessions() {
  const sessions = useSignal(/** @type {import('../account/sessions.js').SessionEntry[] | null} */ (null))
  const { failure, working, act, look } = useAct()
  const load = async () => {
    sessions.value = (await call('sessions')).sessions
  }
  useFirst(() => look(load))
  /** @param {() => Promise<unknown>} work @param {string} said */
  const end = (work, said) =>
    void act(async () => {
      await work()
      toast(said)
      await load()
    })
  return (
    <section class="disclosed" id="sessions" aria-labelledby="sessions-title">
      <h3 class="listtitle" id="sessions-title">
        {t('Sessions')}
      </h3>
      <p class="muted">
        {t('Ending one signs that browser out; an authorized one stays authorized and asks for the password again.')}
      </p>
      {failure.value && <Alert text={failure.value} />}
      {sessions.value && (
        <SessionList
          sessions={sessions.value}
          working={working.value}
          onEnd={(id) => end(() => call('endSession', { id }), t('The session was ended.'))}
          onEndOthers={() => end(() => call('endOtherSessions'), t('All other sessions were ended.'))}
        />
      )}
    </section>
  )
}
