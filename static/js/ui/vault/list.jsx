import { useSignal } from '@preact/signals'
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks'
import { scrollTo, step, windowOf } from '../window.js'

/**
 * @typedef {{id: string, type: string, title: string, subtitle: string}} Row
 *
 * @typedef {object} ListProps
 * @property {string} label
 * @property {number} total
 * @property {number} start  index of the first of `rows`
 * @property {readonly Row[]} rows
 * @property {number} active  index of the marked row, -1 for none
 * @property {(range: {start: number, end: number}) => void} onRange  which rows are wanted
 * @property {(index: number) => void} onMove  the mark moved by keyboard
 * @property {(index: number) => void} onOpen
 * @property {(letter: string, from: number) => void} onType
 */

const ROW_REM = 3.75
const rowHeight = () => ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize)

/**
 * Says which rows are wanted, whenever the scroll position, the size or the length of the list changes.
 * @param {import('preact').RefObject<HTMLDivElement | null>} box
 * @param {ListProps} props
 */
function useViewport(box, { total, active, onRange }) {
  const height = useSignal(rowHeight())
  const viewport = () => ({
    scrollTop: box.current?.scrollTop ?? 0,
    height: box.current?.clientHeight ?? 0,
    rowHeight: height.peek(),
  })
  const measure = () => {
    height.value = rowHeight()
    onRange(windowOf(viewport(), total))
  }
  useLayoutEffect(measure, [total])
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      height.value = rowHeight()
    })
    if (box.current) observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  useLayoutEffect(() => {
    if (box.current && active >= 0) box.current.scrollTop = scrollTo(viewport(), active)
  }, [active])
  return { height: height.value, viewport, measure }
}

/**
 * Arrows and the like move the mark, Enter opens, letters jump; "/" is left to the search.
 * @param {ListProps} props
 * @param {() => number} page  rows in sight
 * @returns {(event: KeyboardEvent) => void}
 */
function keyboard({ active, total, onMove, onOpen, onType }, page) {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = step(event.key, { active, total, page: page() })
    if (target !== null) onMove(target)
    else if (event.key === 'Enter' && active >= 0) onOpen(active)
    else if (event.key.length === 1 && event.key !== '/' && total > 0) onType(event.key, active)
    else return
    event.preventDefault()
  }
}

/**
 * A list box of which only the rows in sight exist: ten thousand items cost what forty do.
 * @param {ListProps} props
 */
export function ItemList(props) {
  const { label, total, start, rows, active, onOpen } = props
  const id = useId()
  const box = useRef(/** @type {HTMLDivElement | null} */ (null))
  const { height, viewport, measure } = useViewport(box, props)
  const page = () => Math.max(1, Math.floor(viewport().height / height) - 1)
  return (
    <div
      ref={box}
      class="rows"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={active >= start && active < start + rows.length ? `${id}-${active}` : undefined}
      onScroll={measure}
      onKeyDown={keyboard(props, page)}
    >
      <div class="runway" role="presentation" style={{ height: `${total * height}px` }}>
        {rows.map((row, offset) => (
          <Option
            key={row.id}
            row={row}
            id={`${id}-${start + offset}`}
            index={start + offset}
            total={total}
            top={(start + offset) * height}
            on={start + offset === active}
            onOpen={onOpen}
          />
        ))}
      </div>
    </div>
  )
}

/**
 * The option is the title, stretched over its row by the style sheet: what it is called is then all that it contains.
 * @param {{row: Row, id: string, index: number, total: number, top: number, on: boolean, onOpen: (index: number) => void}} props
 */
function Option({ row, id, index, total, top, on, onOpen }) {
  return (
    <div class="row" role="presentation" data-on={on} style={{ transform: `translateY(${top}px)` }}>
      <span class="tile" aria-hidden="true">
        {initial(row.title)}
      </span>
      <div
        id={id}
        class="rowoption"
        role="option"
        aria-selected={on}
        aria-setsize={total}
        aria-posinset={index + 1}
        aria-labelledby={`${id}-title`}
        aria-describedby={row.subtitle ? `${id}-subtitle` : undefined}
        onClick={() => onOpen(index)}
      >
        <span class="rowtitle" id={`${id}-title`}>
          {row.title}
        </span>
      </div>
      {row.subtitle && (
        <span class="rowsub" id={`${id}-subtitle`} aria-hidden="true">
          {row.subtitle}
        </span>
      )}
    </div>
  )
}

/** @param {string} title */
function initial(title) {
  const first = [...title.trim()][0] ?? '·'
  return first.toLocaleUpperCase('en-GB')
}
