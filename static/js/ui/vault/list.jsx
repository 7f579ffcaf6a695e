import { signal, useSignal } from '@preact/signals'
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import { t } from '../text.js'
import { runwayOf, scrollTo, step, topOf, windowOf } from '../window.js'
import { Option } from './row.jsx'

/**
 * @typedef {import('./row.jsx').Row} Row
 * @typedef {'one' | 'range' | 'all'} Reach  how far a choice goes: this row, all from the last one chosen, every row
 *
 * @typedef {object} ListProps
 * @property {string} label
 * @property {number} total
 * @property {number} start  index of the first of `rows`
 * @property {readonly Row[]} rows
 * @property {import('@preact/signals').ReadonlySignal<number>} active  index of the marked row, -1 for none
 * @property {ReadonlyMap<string, unknown> | null} picked  by id, while several are being chosen
 * @property {(range: {start: number, end: number}) => void} onRange  which rows are wanted
 * @property {(index: number) => void} onMove  the mark moved by keyboard
 * @property {(index: number) => void} onOpen
 * @property {(index: number, reach: Reach) => void} onPick
 * @property {(event: KeyboardEvent) => boolean} isTaken  whether a letter has a meaning of its own on this page
 * @property {(letter: string, from: number) => void} onType
 */

const ROW_REM = 3.75
const rowHeight = () => ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize)

/**
 * Says which rows are wanted, whenever the scroll position, the size or the length of the list changes.
 * @param {import('preact').RefObject<HTMLDivElement | null>} box
 * @param {ListProps} props
 */
function useViewport(box, { total, active: { value: active }, onRange }) {
  const height = useMemo(() => signal(rowHeight()), [])
  /** How far the rows lie from where a runway as long as the list would have them. */
  const shift = useSignal(0)
  const viewport = () => ({
    scrollTop: box.current?.scrollTop ?? 0,
    height: box.current?.clientHeight ?? 0,
    rowHeight: height.peek(),
  })
  /** As it was last measured: to ask for it makes the browser lay out the page, at every letter that is typed. */
  const seen = useRef({ scrollTop: 0, height: 0, rowHeight: 1 })
  const place = () => {
    shift.value = seen.current.scrollTop - topOf(seen.current, total)
    onRange(windowOf(seen.current, total))
  }
  const measure = () => {
    height.value = rowHeight()
    seen.current = viewport()
    place()
  }
  useLayoutEffect(measure, [])
  useLayoutEffect(place, [total])
  useEffect(() => {
    const observer = new ResizeObserver(measure)
    if (box.current) observer.observe(box.current)
    return () => observer.disconnect()
  }, [total])
  useLayoutEffect(() => {
    if (box.current && active >= 0) box.current.scrollTop = scrollTo(viewport(), active, total)
  }, [active])
  return { height: height.value, shift: shift.value, viewport, measure }
}

/**
 * The list box keys of the ARIA Authoring Practices. Letters that mean something on this page are left to it.
 * @param {ListProps} props
 * @param {() => number} page  rows in sight
 * @returns {(event: KeyboardEvent) => void}
 */
function keyboard(props, page) {
  const { total, onMove, onOpen, onPick } = props
  return (event) => {
    const active = props.active.peek() // keys may come quicker than rows are drawn
    const target = event.altKey ? null : step(event.key, { active, total, page: page() })
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== 'a') return
      onPick(active, 'all')
    } else if (target !== null) {
      if (event.shiftKey) onPick(target, 'range')
      onMove(target)
    } else if (event.key === 'Enter' && active >= 0) onOpen(active)
    else if (event.key === ' ' && active >= 0) onPick(active, event.shiftKey ? 'range' : 'one')
    else if (!typed(event, props)) return
    event.preventDefault()
  }
}

/** @param {KeyboardEvent} event @param {ListProps} props @returns {boolean} whether the list takes the letter */
function typed(event, { active, total, isTaken, onType }) {
  if (event.altKey || event.isComposing || [...event.key].length !== 1 || total === 0) return false
  if (isTaken(event)) return false
  onType(event.key, active.peek())
  return true
}

/** With Shift or Ctrl a click selects, and without them once selecting has begun. @param {ListProps} props */
function mouse({ picked, onOpen, onPick }) {
  /** @param {number} index @param {MouseEvent} event */
  return (index, event) => {
    if (event.shiftKey) onPick(index, 'range')
    else if (event.ctrlKey || event.metaKey || picked) onPick(index, 'one')
    else onOpen(index)
  }
}

/**
 * A list box of which only the rows in sight exist: a hundred thousand items cost what forty do.
 * @param {ListProps} props
 */
export function ItemList(props) {
  const { label, total, start, rows, picked } = props
  const active = props.active.value
  const id = useId()
  const box = useRef(/** @type {HTMLDivElement | null} */ (null))
  const { height, shift, viewport, measure } = useViewport(box, props)
  const page = () => Math.max(1, Math.floor(viewport().height / height) - 1)
  return (
    <div
      ref={box}
      class="rows"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable="true"
      aria-describedby={picked ? `${id}-how` : undefined}
      aria-activedescendant={active >= start && active < start + rows.length ? `${id}-${active}` : undefined}
      onScroll={measure}
      onKeyDown={keyboard(props, page)}
    >
      <div class="runway" role="presentation" style={{ height: `${runwayOf(total, height)}px` }}>
        {rows.map((row, offset) => (
          // By place: another search then writes into the rows that are there, which costs a third of making them anew.
          <Option
            key={start + offset}
            row={row}
            id={`${id}-${start + offset}`}
            place={{ index: start + offset, total, top: (start + offset) * height + shift }}
            on={start + offset === active}
            picked={picked && picked.has(row.id)}
            onClick={mouse(props)}
          />
        ))}
      </div>
      <span id={`${id}-how`} hidden>
        {t('Space selects an item or takes it out again.')}
      </span>
    </div>
  )
}
