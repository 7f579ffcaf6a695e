import { t } from '../text.js'

/** @typedef {{id: string, type: string, title: string, subtitle: string, favorite: boolean, tags: readonly string[]}} Row */

/**
 * The option is the title, stretched over its row by the style sheet: what it is called is then all that it contains.
 * @param {{
 *   row: Row,
 *   id: string,
 *   place: {index: number, total: number, top: number},
 *   on: boolean,
 *   picked: boolean | null,
 *   onClick: (index: number, event: MouseEvent) => void,
 * }} props  picked null: none are being chosen
 */
export function Option({ row, id, place: { index, total, top }, on, picked, onClick }) {
  const described = [row.subtitle && `${id}-subtitle`, row.favorite && `${id}-mark`].filter(Boolean).join(' ')
  return (
    <div
      class="row"
      role="presentation"
      data-on={on}
      data-picked={picked ?? undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      {picked === null ? <Tile title={row.title} /> : <Tick on={picked} />}
      <div
        id={id}
        class="rowoption"
        role="option"
        aria-selected={picked ?? on}
        aria-setsize={total}
        aria-posinset={index + 1}
        aria-labelledby={`${id}-title`}
        aria-describedby={described || undefined}
        onClick={(event) => onClick(index, event)}
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
      {row.favorite && <Favorite id={`${id}-mark`} />}
    </div>
  )
}

/** The word is what the option is described by. @param {{id: string}} props */
function Favorite({ id }) {
  return (
    <span class="rowmark" title={t('Favourite')} aria-hidden="true">
      ★
      <span class="visually-hidden" id={id}>
        {t('Favourite')}
      </span>
    </span>
  )
}

/** @param {{title: string}} props */
function Tile({ title }) {
  return (
    <span class="tile" aria-hidden="true">
      {initial(title)}
    </span>
  )
}

/** Stands where the tile was; the option itself says whether it is selected. @param {{on: boolean}} props */
function Tick({ on }) {
  return (
    <span class="tile tick" data-on={on} aria-hidden="true">
      <svg viewBox="0 0 16 16">
        <path d="M3 8.5l3.2 3.2L13 5" />
      </svg>
    </span>
  )
}

/** @param {string} title */
function initial(title) {
  const first = [...title.trim()][0] ?? '·'
  return first.toLocaleUpperCase()
}
