import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { sentence } from '../ui/messages.js'
import { Alert, Busy, Progress } from '../ui/feedback.jsx'
import { Blocked, FirstSight, MailBanner, Unreachable } from '../ui/vault/banners.jsx'
import { Detail } from '../ui/vault/detail.jsx'
import { Editor } from '../ui/vault/editor.jsx'
import { EmptyDetail, EmptyList } from '../ui/vault/empty.jsx'
import { ItemList } from '../ui/vault/list.jsx'
import { Search } from '../ui/vault/search.jsx'
import { Sidebar } from '../ui/vault/sidebar.jsx'
import { useAct } from './act.js'
import { copyPlain, copySecret } from './clipboard.js'
import { download } from './keycopy.js'
import { useProgress } from './progress.js'
import { call, session } from './site.js'
import { Unlock } from './unlock.jsx'
import { useUpkeep } from './upkeep.js'
import { makeVault } from './vaultmodel.js'

/** @typedef {ReturnType<typeof makeVault>} Vault */
/** @typedef {ReturnType<typeof useAct>} Act */

const NARROW = window.matchMedia('(max-width: 47.99rem)')

/**
 * On a narrow window list and detail are two screens: going to the second is a step in the history, so that the
 * browser's own back button returns from it.
 */
function usePane() {
  const pane = useSignal(/** @type {'list' | 'detail'} */ (location.hash === '#item' ? 'detail' : 'list'))
  useEffect(() => {
    const turn = () => { pane.value = location.hash === '#item' ? 'detail' : 'list' }
    window.addEventListener('popstate', turn)
    return () => window.removeEventListener('popstate', turn)
  }, [])
  const enter = () => {
    if (NARROW.matches && pane.value === 'list') history.pushState(null, '', '#item')
    pane.value = 'detail'
  }
  const back = () => {
    if (location.hash === '#item') history.back()
    else pane.value = 'list'
  }
  return { pane, enter, back }
}

/** A large vault takes its time to open: with counts once that is more than a second. */
function Opening() {
  const step = useProgress()
  const slow = useSignal(false)
  useEffect(() => {
    const timer = setTimeout(() => { slow.value = true }, 150)
    return () => clearTimeout(timer)
  }, [])
  return <div class="opening">{step.value ? <Progress {...step.value} /> : <Busy text={slow.value ? 'Opening your vault…' : null} />}</div>
}

/** @param {{vault: Vault, look: Act['look'], onOpen: () => void}} props */
function ListPane({ vault, look, onOpen }) {
  const { shelf, active } = vault
  const page = shelf.page.value
  const heading = shelf.filter.value === 'trash' ? 'Trash' : 'All items'
  /** @param {number} index */
  const show = (index) => vault.leave(() => void look(() => vault.open(index)))
  /** @param {number} index */
  const move = (index) => (NARROW.matches ? void (active.value = index) : show(index))
  /** @param {string} query */
  const search = (query) => void look(() => vault.turnTo({ query }))
  return (
    <section class="listpane" aria-label={heading}>
      <header class="listhead">
        <Search value={shelf.query.value} onInput={search} onDown={() => /** @type {HTMLElement | null} */ (document.querySelector('[role=listbox]'))?.focus()} />
        <button type="button" class="primary" onClick={() => { vault.compose(); onOpen() }}>New item</button>
      </header>
      {!page.loaded && <Opening />}
      {page.loaded && page.total === 0 && <EmptyList filter={shelf.filter.value} query={shelf.query.value} onClear={() => search('')} />}
      {page.total > 0 && (
        <ItemList
          label={heading}
          total={page.total}
          start={page.start}
          rows={page.rows}
          active={active.value}
          onRange={(range) => void look(() => shelf.want(range))}
          onMove={move}
          onOpen={(index) => { show(index); onOpen() }}
          onType={(letter, from) => void look(async () => {
            const index = await vault.typeAhead(letter, from)
            if (index >= 0) move(index)
          })}
        />
      )}
    </section>
  )
}

/** @param {{vault: Vault, pane: ReturnType<typeof usePane>}} props */
function DetailPane({ vault, pane }) {
  const { failure, working, slow, act } = useAct()
  const { item, draft, dirty, leaving } = vault
  const shown = item.value
  const isNew = draft.value?.id === null
  const close = () => { vault.closeEditor(); if (isNew || !shown) pane.back() }
  return (
    <section class="detailpane" aria-label="Item">
      <button type="button" class="quiet backbutton" onClick={() => vault.leave(pane.back)}>‹ Back to the list</button>
      {draft.value ? (
        <Editor
          key={draft.value.id ?? 'new'}
          fields={draft.value.fields}
          isNew={isNew}
          failure={failure.value}
          working={working.value}
          slow={slow.value}
          leaving={leaving.value !== null}
          onDirty={(now) => { dirty.value = now }}
          onSave={(fields) => void act(() => vault.save(fields))}
          onCancel={() => vault.leave(close)}
          onLeave={(leave) => { if (leave) leaving.value?.(); else leaving.value = null }}
        />
      ) : (
        <>
          {failure.value && <Alert text={failure.value} />}
          {shown ? (
            <Detail
              item={shown}
              onEdit={vault.edit}
              onDelete={() => void act(() => vault.trash(shown)).then(pane.back)}
              onRestore={() => void act(() => vault.restore(shown.id, shown.title)).then(pane.back)}
              onCopy={(what, text) => void act(() => (what === 'username' ? copyPlain('Username', text) : copySecret(what === 'password' ? 'Password' : 'Notes', text)))}
            />
          ) : <EmptyDetail any={vault.shelf.page.value.total > 0} />}
        </>
      )}
    </section>
  )
}

/** @param {{upkeep: ReturnType<typeof useUpkeep>, act: Act['act'], working: boolean}} props */
function Banners({ upkeep, act, working }) {
  const { info, mailFailed, offline } = upkeep
  const first = info.value && !info.value.pinned && info.value.count > 0 ? info.value : null
  if (!first && !mailFailed.value && !offline.value) return null
  return (
    <div class="banners">
      {offline.value && <Unreachable text={offline.value} />}
      {mailFailed.value && <MailBanner working={working} onMail={() => void act(upkeep.mailAgain)} />}
      {first && <FirstSight info={first} onClose={() => { info.value = { ...first, pinned: true } }} />}
    </div>
  )
}

/** Downloads what verifies, in the clear. */
async function exportVerified() {
  const text = /** @type {string} */ (await call('exportVerified', {}))
  download(new Blob([text], { type: 'application/json' }), `tessera-items-${new Date().toISOString().slice(0, 10)}.json`)
}

function Vault() {
  const vault = useMemo(makeVault, [])
  const pane = usePane()
  const { failure, working, act, look } = useAct()
  const upkeep = useUpkeep(vault, look)
  const blocked = upkeep.info.value?.blocked
  return (
    <div class="vault" data-pane={pane.pane}>
      <Sidebar
        filter={vault.shelf.filter.value}
        counts={vault.shelf.counts.value}
        email={session.value?.email}
        onFilter={(filter) => vault.leave(() => { void look(() => vault.turnTo({ filter, query: '' })); pane.pane.value = 'list' })}
        onLock={() => vault.leave(() => void act(() => call('lock')))}
      />
      <div class="work">
        <Banners upkeep={upkeep} act={act} working={working.value} />
        {failure.value && <div class="banners"><Alert text={failure.value} /></div>}
        {blocked ? (
          <Blocked text={sentence(blocked)} working={working.value} onExport={() => void act(exportVerified)} onRetry={() => void act(upkeep.sync)} />
        ) : (
          <div class="panes">
            <h1 class="visually-hidden" tabIndex={-1}>Vault</h1>
            <ListPane vault={vault} look={look} onOpen={pane.enter} />
            <DetailPane vault={vault} pane={pane} />
          </div>
        )}
      </div>
    </div>
  )
}

export default function VaultPage() {
  const state = session.value?.state
  if (state === 'locked') return <Unlock />
  return state === 'unlocked' ? <Vault /> : null
}
