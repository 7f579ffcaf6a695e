import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { sentence } from '../ui/messages.js'
import { t } from '../ui/text.js'
import { Blocked } from '../ui/vault/banners.jsx'
import { useAct } from './act.js'
import { Bulk } from './bulk.js'
import { useHeadingFocus } from './focus.js'
import { openGenerator } from './generating.jsx'
import { download } from './keycopy.js'
import { usePane } from './pane.js'
import { meant, useShortcuts } from './shortcuts.js'
import { call, door, navigate, session } from './site.js'
import { FirstSteps } from './tour.jsx'
import { Unlock } from './unlock.jsx'
import { useUpkeep } from './upkeep.js'
import { shortcutsOf } from './vaultacts.js'
import { Banners } from './vaultbanners.jsx'
import { DetailPane } from './vaultdetail.jsx'
import { HealthShelf } from './vaulthealth.jsx'
import { ListPane } from './vaultlist.jsx'
import { VaultModel } from './vaultmodel.js'
import { Over } from './vaultover.jsx'
import { Side } from './vaultside.jsx'

/** @typedef {ReturnType<typeof useAct>} Act */
/** @typedef {ReturnType<typeof usePane>} Pane */

/** The browser asks before it closes a window with changes that are neither saved nor kept. @param {VaultModel} vault */
function useKeepDraft(vault) {
  useSignalEffect(() => {
    if (!vault.drafts.unkept.value) return undefined
    const ask = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  })
}

/** Downloads what verifies, in the clear. */
async function exportVerified() {
  const text = await call('exportVerified', {})
  download(
    new Blob([text], { type: 'application/json' }),
    `tessera-items-${new Date().toISOString().slice(0, 10)}.json`,
  )
}

/** @typedef {ReturnType<typeof useWays>} Doing */

/**
 * What the panes, the sidebar and the keys can do.
 * @param {VaultModel} vault
 * @param {Pane} pane
 * @param {Act} acting
 */
function useWays(vault, pane, { act, ask, look }) {
  const bulk = useMemo(() => new Bulk(vault, act), [])
  const shown = useSignal(/** @type {'palette' | 'places' | 'shortcuts' | null} */ (null))
  return useMemo(() => {
    const ways = {
      vault,
      bulk,
      act,
      ask,
      look,
      /** @param {string} shelf */
      turn: (shelf) =>
        vault.leave(() => {
          void look(() => vault.turnTo({ shelf, query: '' }))
          pane.back()
        }),
      compose: () => {
        vault.compose()
        pane.enter()
      },
      generate: () => openGenerator(),
      lock: () => void look(() => vault.lock()), // whatever goes on
      back: pane.back,
      /** A link away, with changes that are not saved. @param {MouseEvent & {currentTarget: HTMLAnchorElement}} event */
      onLeave: (event) => {
        if (!vault.dirty.value) return
        event.preventDefault()
        const { pathname, hash } = event.currentTarget
        vault.leave(() => navigate(pathname + hash))
      },
      /** @param {'palette' | 'places' | 'shortcuts' | null} what */
      show: (what) => void (shown.value = what),
    }
    const shortcuts = shortcutsOf(ways)
    /** Nothing while a dialog is on its way. @param {KeyboardEvent} event */
    const meaning = (event) => (shown.peek() === null ? meant(shortcuts, event) : undefined)
    return { ...ways, shown, pane, shortcuts, meaning }
  }, [])
}

/** @param {{doing: Doing, upkeep: ReturnType<typeof useUpkeep>, acting: Act}} props */
function Work({ doing, upkeep, acting: { failure, working, slow, act, look } }) {
  const { vault, bulk, pane, meaning } = doing
  // Only what blocks is listened to: every pull brings other news, which no row has to be drawn anew for.
  const blocked = useComputed(() => upkeep.info.value?.blocked ?? null).value
  const isHealth = useComputed(() => vault.shelf.name.value === 'health').value
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
            {t('Vault')}
          </h1>
          {isHealth ? (
            <HealthShelf doing={doing} />
          ) : (
            <ListPane
              vault={vault}
              bulk={bulk}
              working={working.value}
              slow={slow.value}
              look={look}
              isTaken={(event) => meaning(event) !== undefined}
              onEnter={pane.enter}
            />
          )}
          <DetailPane vault={vault} pane={pane} />
        </div>
      )}
      <FirstSteps info={upkeep.info} onLeave={doing.onLeave} />
    </div>
  )
}

/** What can be taken back after a visit to the settings, and not after a lock. @type {readonly import('./changes.js').Change[]} */
let earlier = []
for (const over of /** @type {const} */ (['locked', 'ended'])) door.on(over, () => (earlier = []))

function Vault() {
  const acting = useAct()
  const vault = useMemo(() => new VaultModel(acting), [])
  const pane = usePane()
  const upkeep = useUpkeep(vault, acting.look)
  const doing = useWays(vault, pane, acting)
  const drawer = useSignal(false)
  useHeadingFocus()
  useKeepDraft(vault)
  useShortcuts(doing.meaning)
  useEffect(() => {
    vault.changes.goOn(earlier)
    return () => {
      const made = vault.changes.leave()
      earlier = session.peek()?.state === 'unlocked' ? made : []
    }
  }, [])
  return (
    <div class="vault" data-pane={pane.pane} data-settled={upkeep.settled}>
      <Side
        vault={vault}
        drawer={drawer}
        onTurn={doing.turn}
        onFind={() => doing.show('palette')}
        onLock={doing.lock}
        onLeave={doing.onLeave}
      />
      <Work doing={doing} upkeep={upkeep} acting={acting} />
      <Over doing={doing} />
    </div>
  )
}

export default function VaultPage() {
  const state = session.value?.state
  if (state === 'locked') return <Unlock />
  return state === 'unlocked' ? <Vault /> : null
}
