import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { Alert } from '../ui/feedback.jsx'
import { sentence } from '../ui/messages.js'
import { Blocked, FirstSight, MailBanner, Unreachable } from '../ui/vault/banners.jsx'
import { DrillOffer, ReceiptReminder } from '../ui/vault/reminders.jsx'
import { Sidebar } from '../ui/vault/sidebar.jsx'
import { useAct } from './act.js'
import { Drill } from './drill.jsx'
import { useHeadingFocus } from './focus.js'
import { download } from './keycopy.js'
import { usePane } from './pane.js'
import { call, navigate, session } from './site.js'
import { FirstSteps } from './tour.jsx'
import { Unlock } from './unlock.jsx'
import { useUpkeep } from './upkeep.js'
import { DetailPane } from './vaultdetail.jsx'
import { ListPane } from './vaultlist.jsx'
import { VaultModel } from './vaultmodel.js'

/** @typedef {ReturnType<typeof useAct>} Act */
/** @typedef {ReturnType<typeof usePane>} Pane */

/** The browser asks before it closes a window with changes that are not saved. @param {VaultModel} vault */
function useKeepDraft(vault) {
  useSignalEffect(() => {
    if (!vault.dirty.value) return undefined
    const ask = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  })
}

/** @param {{upkeep: ReturnType<typeof useUpkeep>, act: Act['act'], working: boolean, failure: string | null}} props */
function Banners({ upkeep, act, working, failure }) {
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

/** @param {{upkeep: ReturnType<typeof useUpkeep>, act: Act['act'], working: boolean}} props */
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

/** Downloads what verifies, in the clear. */
async function exportVerified() {
  const text = await call('exportVerified', {})
  download(
    new Blob([text], { type: 'application/json' }),
    `tessera-items-${new Date().toISOString().slice(0, 10)}.json`,
  )
}

/** @param {VaultModel} vault @param {MouseEvent & {currentTarget: HTMLAnchorElement}} event */
function leaveByLink(vault, event) {
  if (!vault.dirty.value) return
  event.preventDefault()
  const { pathname } = event.currentTarget
  vault.leave(() => navigate(pathname))
}

/** @param {{vault: VaultModel, upkeep: ReturnType<typeof useUpkeep>, pane: Pane, acting: Act}} props */
function Work({ vault, upkeep, pane, acting: { failure, working, act, look } }) {
  // Only what blocks is listened to: every pull brings other news, which no row has to be drawn anew for.
  const blocked = useComputed(() => upkeep.info.value?.blocked ?? null).value
  return (
    <div class="work">
      <Banners upkeep={upkeep} act={act} working={working.value} failure={failure.value} />
      {blocked ? (
        <Blocked
          text={sentence(blocked)}
          working={working.value}
          onExport={() => void act(exportVerified)}
          onRetry={() => void act(() => upkeep.retry())}
        />
      ) : (
        <div class="panes">
          <h1 class="visually-hidden" tabIndex={-1}>
            Vault
          </h1>
          <ListPane vault={vault} look={look} onOpen={pane.enter} />
          <DetailPane vault={vault} pane={pane} />
        </div>
      )}
      <FirstSteps info={upkeep.info} onLeave={(event) => leaveByLink(vault, event)} />
    </div>
  )
}

/** Apart from the panes, so that counts draw nothing else anew. @param {{vault: VaultModel, pane: Pane, acting: Act}} props */
function Side({ vault, pane, acting: { act, look } }) {
  /** @param {'all' | 'trash'} filter */
  const turn = (filter) =>
    vault.leave(() => {
      void look(() => vault.turnTo({ filter, query: '' }))
      pane.pane.value = 'list'
    })
  return (
    <Sidebar
      filter={vault.shelf.filter.value}
      counts={vault.shelf.counts.value}
      email={session.value?.email}
      onFilter={turn}
      onLock={() => vault.leave(() => void act(() => call('lock')))}
      onLeave={(event) => leaveByLink(vault, event)}
    />
  )
}

function Vault() {
  const acting = useAct()
  const vault = useMemo(() => new VaultModel(acting.look), [])
  const pane = usePane()
  const upkeep = useUpkeep(vault, acting.look)
  useHeadingFocus()
  useKeepDraft(vault)
  return (
    <div class="vault" data-pane={pane.pane}>
      <Side vault={vault} pane={pane} acting={acting} />
      <Work vault={vault} upkeep={upkeep} pane={pane} acting={acting} />
    </div>
  )
}

export default function VaultPage() {
  const state = session.value?.state
  if (state === 'locked') return <Unlock />
  return state === 'unlocked' ? <Vault /> : null
}
