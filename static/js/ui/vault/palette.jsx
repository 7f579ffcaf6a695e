import { useSignal } from '@preact/signals'
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks'
import { useModal } from '../dialog.jsx'
import { Keys } from '../keycaps.jsx'
import { t } from '../text.js'

/**
 * @typedef {{id: string, text: string, note: string, keys: string | null, run: () => void}} Entry
 * @typedef {{id: string, title: string, entries: readonly Entry[]}} EntryGroup
 *
 * @typedef {object} PaletteProps
 * @property {string} query
 * @property {string} wanted  what the line asks for
 * @property {readonly EntryGroup[]} groups
 * @property {boolean} ready  the groups are those of this query
 * @property {(query: string) => void} onQuery
 * @property {(entry: Entry) => void} onRun  called once, when the dialog has closed
 * @property {() => void} onClose
 */

/**
 * Takes an entry, which closes the dialog. Who types quickly and presses Enter means what is found for all of it: that is waited for.
 * @param {Pick<PaletteProps, 'query' | 'ready' | 'onRun' | 'onClose'>} props
 * @param {Entry | undefined} active
 */
function useTaking({ query, ready, onRun, onClose }, active) {
  const { close, modal } = useModal(() => {
    onClose()
    if (chosen.current) onRun(chosen.current)
  })
  const chosen = useRef(/** @type {Entry | null} */ (null))
  const awaited = useRef(false)
  /** @param {Entry | undefined} entry */
  const take = (entry) => {
    awaited.current = !ready
    if (!entry || !ready) return
    chosen.current = entry
    close()
  }
  useLayoutEffect(() => {
    awaited.current = false
  }, [query])
  useEffect(() => {
    if (ready && awaited.current) take(active)
  }, [ready])
  return { modal, take }
}

/**
 * One line to find anything in and to do anything with: a combobox over a list box, by the ARIA Authoring Practices.
 * @param {PaletteProps} props
 */
export function Palette(props) {
  const { query, wanted, groups, onQuery } = props
  const id = useId()
  const at = useSignal(0)
  const entries = groups.flatMap((group) => group.entries)
  const active = Math.min(at.value, entries.length - 1)
  const { modal, take } = useTaking(props, entries[active])
  useLayoutEffect(() => {
    at.value = 0
  }, [query])
  return (
    <dialog {...modal} class="palette" aria-label={t('Find anything, do anything')}>
      <Line
        id={id}
        query={query}
        wanted={wanted}
        active={active}
        count={entries.length}
        onQuery={onQuery}
        onWalk={(target) => (at.value = target)}
        onTake={() => take(entries[active])}
      />
      <Entries id={id} groups={groups} active={active} onTake={take} />
      <p class="visually-hidden" role="status">
        {entries.length === 0 ? t('Nothing found') : ''}
      </p>
    </dialog>
  )
}

/**
 * @param {{
 *   id: string,
 *   query: string,
 *   wanted: string,
 *   active: number,
 *   count: number,
 *   onQuery: (query: string) => void,
 *   onWalk: (target: number) => void,
 *   onTake: () => void,
 * }} props
 */
function Line({ id, query, wanted, active, count, onQuery, onWalk, onTake }) {
  return (
    <input
      type="text"
      role="combobox"
      aria-label={wanted}
      aria-expanded={count > 0}
      aria-controls={`${id}-list`}
      aria-autocomplete="list"
      aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
      placeholder={wanted}
      autocomplete="off"
      autocapitalize="none"
      spellcheck={false}
      value={query}
      onInput={(event) => onQuery(event.currentTarget.value)}
      onKeyDown={(event) => {
        const target = walked(event, active, count)
        if (target !== null) onWalk(target)
        else if (event.key === 'Enter' && !event.isComposing) onTake()
        else return
        event.preventDefault()
      }}
    />
  )
}

/** Up and Down go round. @param {KeyboardEvent} event @param {number} active @param {number} count @returns {number | null} */
function walked({ key }, active, count) {
  if (count === 0) return null
  if (key === 'ArrowDown') return (active + 1) % count
  if (key === 'ArrowUp') return (active - 1 + count) % count
  return null
}

/** @param {{id: string, groups: readonly EntryGroup[], active: number, onTake: (entry: Entry) => void}} props */
function Entries({ id, groups, active, onTake }) {
  const list = useRef(/** @type {HTMLDivElement | null} */ (null))
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  let index = -1
  return (
    <div ref={list} id={`${id}-list`} class="entries" role="listbox" aria-label={t('Found')}>
      {groups.map(({ id: group, title, entries }) => (
        <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
          <div class="entrieshead" id={`${id}-${group}`} role="presentation">
            {title}
          </div>
          {entries.map((entry) => {
            index += 1
            return (
              <EntryOption key={entry.id} id={`${id}-${index}`} entry={entry} on={index === active} onTake={onTake} />
            )
          })}
        </div>
      ))}
      {groups.length === 0 && (
        <div class="noentry muted" role="option" aria-selected="false" aria-disabled="true">
          {t('Nothing found')}
        </div>
      )}
    </div>
  )
}

/** @param {{id: string, entry: Entry, on: boolean, onTake: (entry: Entry) => void}} props */
function EntryOption({ id, entry, on, onTake }) {
  return (
    // The focus stays in the text box: a mouse must not take it away before the click has been heard.
    <div
      id={id}
      class="entry"
      role="option"
      aria-selected={on}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onTake(entry)}
    >
      <span class="entrytext">{entry.text}</span>
      {entry.note && <span class="small muted">{entry.note}</span>}
      {entry.keys && <Keys keys={entry.keys} />}
    </div>
  )
}
