import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { NOTICED } from '../ui/busy.js'
import { Busy, Progress } from '../ui/feedback.jsx'
import { ChoiceMenu } from '../ui/menu.jsx'
import { t, text, tn } from '../ui/text.js'
import { EmptyList } from '../ui/vault/empty.jsx'
import { ItemList } from '../ui/vault/list.jsx'
import { Search } from '../ui/vault/search.jsx'
import { Selected } from './bulkbar.jsx'
import { rescueFocus } from './focus.js'
import { LIST, NARROW } from './pane.js'
import { useProgress } from './progress.js'
import { SORTS } from './shelf.js'
import { nameOf } from './shelves.js'

/** @typedef {import('./vaultmodel.js').VaultModel} Vault */
/** @typedef {import('./vaultmodel.js').Look} Look */

/** What orders are called. */
export const ORDERS = /** @type {const} */ ({
  title: text('By title'),
  modified: text('Last changed first'),
  created: text('Newest first'),
})

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
      {step.value ? <Progress {...step.value} /> : <Busy text={slow.value ? t('Opening your vault…') : null} />}
    </div>
  )
}

/** @param {Pane & {name: string, onOpen: (index: number) => void}} props */
function Rows(props) {
  const { vault, look, name } = props
  const { shelf } = vault
  const { loaded, total } = shelf.page.value
  if (!loaded) return <Opening />
  if (total > 0) return <Filled {...props} />
  const clear = () => {
    void look(() => vault.turnTo({ query: '' }))
    rescueFocus(LIST)
  }
  const kind = vault.kinds.nameOf(shelf.name.value.replace(/^kind:/, ''))
  return <EmptyList shelf={shelf.name.value} name={name} kind={kind} query={shelf.query.value} onClear={clear} />
}

/** @param {Pane & {name: string, onOpen: (index: number) => void}} props */
function Filled({ vault, look, isTaken, name, onOpen }) {
  const { shelf, active } = vault
  const { total, start, rows } = shelf.page.value
  /** Where list and item are two screens, walking the list only moves the mark. @param {number} index */
  const move = (index) => {
    if (NARROW.matches) active.value = index
    else
      vault.leave(() => {
        active.value = index // at once: the next key may come before the row does
        void look(() => vault.open(index))
      })
  }
  return (
    <ItemList
      label={name}
      total={total}
      start={start}
      rows={rows}
      active={active}
      picked={shelf.picks.chosen.value}
      isTaken={(event) => !shelf.isTyping && isTaken(event)}
      onRange={(range) => void look(() => shelf.want(range))}
      onMove={move}
      onOpen={onOpen}
      onPick={(index, reach) => void look(() => shelf.picks.pick(index, reach, active.value, total))}
      onType={(letter, from) =>
        void look(async () => {
          const index = await shelf.typeAhead(letter, from)
          if (index >= 0) move(index)
        })
      }
    />
  )
}

/** What is listed, and how. @param {{vault: Vault, name: string, look: Look, onEmpty: () => void}} props */
function ListBar({ vault, name, look, onEmpty }) {
  const { shelf } = vault
  const { loaded, total } = shelf.page.value
  const found = loaded && shelf.query.value !== ''
  return (
    <div class="listbar">
      <p class="listname" title={name}>
        {name}
      </p>
      <p class="small muted howmany" role="status">
        {found ? tn(total, '{count} item found', '{count} items found') : ''}
      </p>
      {shelf.name.value === 'trash' && total > 0 && (
        <button type="button" class="quiet danger" onClick={onEmpty}>
          {t('Empty trash')}
        </button>
      )}
      {total > 0 && (
        <button type="button" class="quiet" onClick={() => shelf.picks.begin()}>
          {t('Select')}
        </button>
      )}
      <ChoiceMenu
        label={t('Order of the list')}
        text={t('Sort')}
        chosen={shelf.sort.value}
        options={SORTS.map((sort) => [sort, t(ORDERS[sort])])}
        onChoose={(sort) => void look(() => shelf.turnTo({ sort: /** @type {typeof SORTS[number]} */ (sort) }))}
      />
    </div>
  )
}

/**
 * @typedef {object} Pane
 * @property {Vault} vault
 * @property {import('./bulk.js').Bulk} bulk
 * @property {boolean} working
 * @property {boolean} slow
 * @property {Look} look
 * @property {(event: KeyboardEvent) => boolean} isTaken  whether the page knows the key
 * @property {() => void} onEnter  an item or a new one is about to be shown
 */

/** @param {Pane} props */
export function ListPane(props) {
  const { vault, bulk, working, slow, look, onEnter } = props
  const { shelf } = vault
  const { total } = shelf.page.value
  const name = nameOf(shelf.name.value, shelf.shelves.value, (type) => vault.kinds.shelfOf(type))
  const open = (/** @type {number} */ index) =>
    vault.leave(() => {
      void look(() => vault.open(index)).then(() => rescueFocus('.detailpane h2'))
      onEnter()
    })
  const all = () => void look(() => shelf.picks.pick(0, 'all', -1, total))
  return (
    <section class="listpane" aria-label={name}>
      <header class="listhead">
        <Search
          value={shelf.query.value}
          onInput={(query) => void look(() => vault.turnTo({ query }))}
          onDown={() => /** @type {HTMLElement | null} */ (document.querySelector('.rows'))?.focus()}
          onEnter={() => {
            if (total > 0) open(0)
          }}
        />
        <button
          type="button"
          class="primary"
          onClick={() => {
            vault.compose()
            onEnter()
          }}
        >
          {t('New item')}
        </button>
        <ListBar vault={vault} name={name} look={look} onEmpty={() => void look(() => bulk.askToEmpty())} />
      </header>
      <Rows {...props} name={name} onOpen={open} />
      {shelf.picks.chosen.value && <Selected vault={vault} bulk={bulk} working={working} slow={slow} onAll={all} />}
    </section>
  )
}
