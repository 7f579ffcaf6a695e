import { useSignal } from '@preact/signals'
import { PasswordField, Form } from '../ui/controls.jsx'
import { Alert, Busy } from '../ui/feedback.jsx'
import { RecoverySheet } from '../ui/recoverysheet.jsx'
import { RecoveryState, RecoveryWays } from '../ui/settings/recovery.jsx'
import { useFirst } from '../ui/settle.jsx'
import { t, text } from '../ui/text.js'
import { useAct } from './act.js'
import { rescueFocus, useFirstField } from './focus.js'
import { printSheet } from './sheet.js'
import { call, toast } from './site.js'
import { learnWayBack, wayBack } from './wayback.jsx'

/** @typedef {import('../account/recovery.js').Printable} Printable */
/** @typedef {'key' | 'shares' | 'remove'} Wish */

/** @type {Readonly<Record<Wish, {lead: string, button: string}>>} */
const WISHES = {
  key: { lead: text('Makes one page. An earlier recovery key stops working.'), button: text('Make the recovery key') },
  shares: {
    lead: text('Makes three pages; any two of them are the key. An earlier recovery key stops working.'),
    button: text('Make the three shares'),
  },
  remove: { lead: text('The printed key opens nothing any more.'), button: text('Remove the recovery key') },
}

/** @param {Printable} printable */
function show(printable) {
  printSheet(
    {
      title: printable.texts.length > 1 ? t('Tessera recovery shares') : t('Tessera recovery key'),
      hint: t('Print it now: it is shown this once and kept nowhere. It leaves the screen when you close it.'),
    },
    <RecoverySheet {...printable} origin={location.origin} date={new Date()} />,
  )
}

/**
 * The password once more, then the act.
 * @param {{wish: Wish, onDone: () => void, onBack: () => void}} props
 */
function Confirming({ wish, onDone, onBack }) {
  const password = useSignal('')
  const form = useFirstField()
  const { failure, working, slow, act } = useAct({ unlocking: true })
  const submit = () =>
    act(async () => {
      if (wish === 'remove') {
        await call('removeRecovery', { password: password.value })
        toast(t('The recovery key was removed.'))
      } else {
        show(await call('setRecovery', { password: password.value, split: wish === 'shares' }))
      }
      onDone()
      await learnWayBack()
    })
  return (
    <Form form={form} onSubmit={submit}>
      <p class="muted">{t(WISHES[wish].lead)}</p>
      {failure.value && <Alert text={failure.value} />}
      <div class="short">
        <PasswordField label={t('Account password')} autocomplete="current-password" value={password} />
      </div>
      <div class="actions">
        <button class={wish === 'remove' ? 'danger' : 'primary'} disabled={working}>
          {t(WISHES[wish].button)}
        </button>
        <button type="button" onClick={onBack}>
          {t('Back')}
        </button>
      </div>
      <Busy text={slow.value ? t('Checking the password…') : null} />
    </Form>
  )
}

/** Settings > Security "Recovery key". */
export function RecoveryBlock() {
  const wish = useSignal(/** @type {Wish | null} */ (null))
  useFirst(learnWayBack)
  const recovery = wayBack.value?.recovery ?? null
  const back = () => {
    wish.value = null
    rescueFocus('.recovery button')
  }
  return (
    <section class="recovery" aria-labelledby="recovery-title">
      <h3 class="listtitle" id="recovery-title">
        {t('Recovery key')}
      </h3>
      <RecoveryState recovery={recovery} />
      {wish.value ? (
        <Confirming key={wish.value} wish={wish.value} onDone={back} onBack={back} />
      ) : (
        <RecoveryWays has={recovery !== null} onWish={(chosen) => (wish.value = chosen)} />
      )}
    </section>
  )
}
