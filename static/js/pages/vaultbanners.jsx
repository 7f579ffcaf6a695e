import { useSignal } from '@preact/signals'
import { Alert } from '../ui/feedback.jsx'
import { FirstSight, MailBanner, Unreachable } from '../ui/vault/banners.jsx'
import { DrillOffer, ReceiptReminder } from '../ui/vault/reminders.jsx'
import { Drill } from './drill.jsx'

/** @typedef {ReturnType<typeof import('./upkeep.js').useUpkeep>} Upkeep */
/** @typedef {import('./vaultmodel.js').Look} Look */

/** @param {{upkeep: Upkeep, act: Look, working: boolean, failure: string | null}} props */
export function Banners({ upkeep, act, working, failure }) {
  const { info, mailFailed, offline } = upkeep
  const first = info.value && !info.value.pinned && info.value.count > 0 ? info.value : null
  if (!first && !mailFailed.value && !offline.value && !failure && !upkeep.due.value) return null
  return (
    <div class="banners">
      {failure && <Alert text={failure} />}
      {offline.value && <Unreachable text={offline.value} />}
      {mailFailed.value && (
        <MailBanner why={mailFailed.value} working={working} onMail={() => void act(() => upkeep.mailAgain())} />
      )}
      {first && (
        <FirstSight
          info={first}
          onClose={() => {
            info.value = { ...first, pinned: true }
          }}
        />
      )}
      <Reminder upkeep={upkeep} act={act} working={working} />
    </div>
  )
}

/** @param {{upkeep: Upkeep, act: Look, working: boolean}} props */
function Reminder({ upkeep, act, working }) {
  const { due, provedAt } = upkeep
  const drilling = useSignal(false)
  if (due.value === 'receipt') return <ReceiptReminder onDismiss={() => upkeep.notNow('dismiss')} />
  if (due.value !== 'drill' || !provedAt.value) return null
  return (
    <>
      <DrillOffer
        provedAt={provedAt.value}
        working={working}
        onStart={() => (drilling.value = true)}
        onPostpone={() => upkeep.notNow('postpone')}
        onDecline={() => void act(() => upkeep.declineDrills())}
      />
      {drilling.value && (
        <Drill
          onDone={() => {}}
          onClose={() => {
            drilling.value = false
            void act(() => upkeep.checkReceipts())
          }}
        />
      )}
    </>
  )
}
