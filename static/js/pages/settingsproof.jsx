import { useSignal } from '@preact/signals'
import { Checkbox } from '../ui/controls.jsx'
import { day } from '../ui/dates.js'
import { Alert } from '../ui/feedback.jsx'
import { useFirst } from '../ui/settle.jsx'
import { t } from '../ui/text.js'
import { useAct } from './act.js'
import { Drill } from './drill.jsx'
import { Prove } from './prove.jsx'
import { call } from './site.js'

/** When a copy was last proved, and whether drills are wanted. @param {ReturnType<typeof useAct>['look']} look */
function useReceipts(look) {
  const provedAt = useSignal(/** @type {string | null | undefined} */ (undefined))
  const wanted = useSignal(true)
  const load = () =>
    look(async () => {
      const receipts = await call('receipts')
      provedAt.value = receipts.provedAt
      wanted.value = !receipts.declined
    })
  useFirst(load)
  return { provedAt, wanted, load }
}

/** Whether a copy is at hand: the last proof, a new one, the drill. @param {{onProved: () => void}} props */
export function ProofBlock({ onProved }) {
  const { failure, act, look } = useAct()
  const { provedAt, wanted, load } = useReceipts(look)
  const open = useSignal(/** @type {'proving' | 'drill' | null} */ (null))
  const proved = () => {
    void load()
    onProved()
  }
  const decline = () => void act(() => call('declineDrills', { declined: !wanted.value }))
  if (provedAt.value === undefined) return failure.value ? <Alert text={failure.value} /> : null
  return (
    <section class="proof" aria-labelledby="proof-title">
      <h3 class="listtitle" id="proof-title">
        {t('Is a copy at hand?')}
      </h3>
      <p>
        {provedAt.value ? t('Last proved on {day}.', { day: day(provedAt.value) }) : t('No copy has been proved yet.')}
      </p>
      {failure.value && <Alert text={failure.value} />}
      <Buttons open={open} />
      {open.value === 'proving' && (
        <Prove onProved={proved}>
          {t(
            'The picture, a photo or screenshot of it, a PDF, a key file, or a backup. It is read here, and not uploaded.',
          )}
        </Prove>
      )}
      <Checkbox
        label={t('Offer a drill every 90 days')}
        hint={t('Two minutes in the vault: the password and one copy, as a new browser would ask for them.')}
        checked={wanted}
        onChange={decline}
      />
      {open.value === 'drill' && <Drill onDone={proved} onClose={() => (open.value = null)} />}
    </section>
  )
}

/** @param {{open: import('@preact/signals').Signal<'proving' | 'drill' | null>}} props */
function Buttons({ open }) {
  return (
    <div class="actions">
      <button
        type="button"
        aria-expanded={open.value === 'proving'}
        onClick={() => (open.value = open.value === 'proving' ? null : 'proving')}
      >
        {t('Prove a copy')}
      </button>
      <button type="button" onClick={() => (open.value = 'drill')}>
        {t('Take the drill')}
      </button>
    </div>
  )
}
