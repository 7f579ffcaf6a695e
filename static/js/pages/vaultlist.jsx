import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { NOTICED } from '../ui/busy.js'
import { counted } from '../ui/dates.js'
import { Busy, Progress } from '../ui/feedback.jsx'
import { EmptyList } from '../ui/vault/empty.jsx'
import { ItemList } from '../ui/vault/list.jsx'
import { Search } from '../ui/vault/search.jsx'
import { rescueFocus } from './focus.js'
import { NARROW } from './pane.js'
import { useProgress } from './progress.js'

/** @typedef {import('./vaultmodel.js').VaultModel} Vault */
/** @typedef {import('./vaultmodel.js').Look} Look */

/** A large vault takes its time to open: with counts once that is more than a second. */
function Opening() {
  const step = useProgress()
  const slow = useSignal(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      slow.value = true
    }, NOTICED)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div class="opening">
      {step.value ? <Progress {...step.value} /> : <Busy text={slow.value ? 'Opening your vault…' : null} />}
    </div>
  )
}

/** @param {{vault: Vault, label: string, look: Look, onShow: (index: number) => void, onOpen: (index: number) => void}} props */
function Rows({ vault, label, look, onShow, onOpen }) {
  const { shelf, active } = vault
  const { loaded, total, start, rows } = shelf.page.value
  if (!loaded) return <Opening />
  if (total === 0)
    return (
      <EmptyList
        filter={shelf.filter.value}
        query={shelf.query.value}
        onClear={() => void look(() => vault.turnTo({ query: '' }))}
      />
    )
  // Where list and item are two screens, walking the list only moves the mark.
  const move = (/** @type {number} */ index) => (NARROW.matches ? void (active.value = index) : onShow(index))
  return (
    <ItemList
      label={label}
      total={total}
      start={start}
      rows={rows}
      active={active.value}
      onRange={(range) => void look(() => shelf.want(range))}
      onMove={move}
      onOpen={onOpen}
      onType={(letter, from) =>
        void look(async () => {
          const index = await shelf.typeAhead(letter, from)
          if (index >= 0) move(index)
        })
      }
    />
  )
}

/** @param {{vault: Vault, look: Look, onOpen: () => void}} props */
export function ListPane({ vault, look, onOpen }) {
  const { shelf } = vault
  const { loaded, total } = shelf.page.value
  const label = shelf.filter.value === 'trash' ? 'Trash' : 'All items'
  const show = (/** @type {number} */ index) => vault.leave(() => void look(() => vault.open(index)))
  const open = (/** @type {number} */ index) =>
    vault.leave(() => {
      void look(() => vault.open(index)).then(() => rescueFocus('.detailpane h2'))
      onOpen()
    })
  return (
    <section class="listpane" aria-label={label}>
      <header class="listhead">
        <Search
          value={shelf.query.value}
          onInput={(query) => void look(() => vault.turnTo({ query }))}
          onDown={() => /** @type {HTMLElement | null} */ (document.querySelector('[role=listbox]'))?.focus()}
          onEnter={() => {
            if (total > 0) open(0)
          }}
        />
        <button
          type="button"
          class="primary"
          onClick={() => {
            vault.compose()
            onOpen()
          }}
        >
          New item
        </button>
        <p class="visually-hidden" role="status">
          {loaded && shelf.query.value ? `${counted(total, 'item')} found` : ''}
        </p>
      </header>
      <Rows vault={vault} label={label} look={look} onShow={show} onOpen={open} />
    </section>
  )
}
