import { useSignal } from '@preact/signals'
import { Alert } from '../ui/feedback.jsx'
import { FactorList } from '../ui/settings/factors.jsx'
import { CodesSheet, NewCodes, halves } from '../ui/settings/recoverycodes.jsx'
import { useFirst } from '../ui/settle.jsx'
import { t } from '../ui/text.js'
import { useAct } from './act.js'
import { AppForm } from './factorapp.jsx'
import { FactorForm } from './factorform.jsx'
import { rescueFocus } from './focus.js'
import { download } from './keycopy.js'
import { printSheet } from './sheet.js'
import { call, session, toast } from './site.js'

/** @typedef {import('../ui/settings/factors.jsx').Wish} Wish */

/** @param {readonly string[]} codes */
function print(codes) {
  const email = session.value?.email ?? ''
  printSheet(
    { title: t('Tessera recovery codes'), hint: t('They leave the screen when you close it.') },
    <CodesSheet codes={codes} email={email} origin={location.origin} date={new Date()} />,
  )
}

/** @param {readonly string[]} codes */
function save(codes) {
  const lines = [
    t('Tessera recovery codes'),
    t('Account: {part}', { part: session.value?.email ?? '' }),
    '',
    ...codes.map(halves),
    '',
  ]
  download(new Blob([lines.join('\n')], { type: 'text/plain' }), 'tessera-recovery-codes.txt')
}

/**
 * What is under way: a form that asks for the password, the set-up of an app, or codes to be kept.
 * @param {{wish: Wish, first: boolean, onDone: () => void}} props  first: the factor to be added is the account's first
 */
function UnderWay({ wish, first, onDone }) {
  const confirmed = useSignal(false)
  const codes = useSignal(/** @type {readonly string[] | null} */ (null))
  /** The first factor brings recovery codes with it, which say enough. @param {string} said */
  const added = async (said) => {
    if (first) {
      codes.value = (await call('recoveryCodes', { anew: false })).codes
    } else {
      toast(said)
      onDone()
    }
  }
  if (codes.value) {
    const made = codes.value
    return <NewCodes codes={made} onDownload={() => save(made)} onPrint={() => print(made)} onClose={onDone} />
  }
  if (confirmed.value) return <AppForm onAdded={added} onBack={onDone} />
  return (
    <FactorForm
      wish={wish}
      onConfirmed={() => (confirmed.value = true)}
      onAdded={added}
      onCodes={(made) => (codes.value = made)}
      onDone={onDone}
    />
  )
}

/** Settings > Security: what signing in asks for besides the password. */
export function SecondFactor() {
  const list = useSignal(/** @type {import('../api/factors.js').Factors | null} */ (null))
  const wish = useSignal(/** @type {Wish | null} */ (null))
  const { failure, look } = useAct()
  const load = () =>
    look(async () => {
      list.value = await call('factors')
    })
  useFirst(load)
  const done = async () => {
    await load()
    wish.value = null
    rescueFocus('#factors button')
  }
  return (
    <section class="disclosed" id="factors" aria-labelledby="factors-title">
      <h3 class="listtitle" id="factors-title">
        {t('Second factor')}
      </h3>
      {failure.value && <Alert text={failure.value} />}
      {list.value && !wish.value && <FactorList list={list.value} onWish={(chosen) => (wish.value = chosen)} />}
      {list.value && wish.value && (
        <UnderWay wish={wish.value} first={list.value.factors.length === 0} onDone={() => void done()} />
      )}
    </section>
  )
}
