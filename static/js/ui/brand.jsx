import { rich } from './text.js'

/** The mosaic-tile mark: eight places, one in the accent colour, one tile still missing (yours). */
export function Mark() {
  return (
    <svg viewBox="0 0 25 25" aria-hidden="true">
      <g class="mark-tile">
        {[
          [0, 0],
          [9, 0],
          [18, 0],
          [0, 9],
          [18, 9],
          [0, 18],
          [9, 18],
        ].map(([x, y]) => (
          <rect key={`${x}-${y}`} x={x} y={y} width="7" height="7" rx="1.5" />
        ))}
      </g>
      <rect class="mark-accent" x="9" y="9" width="7" height="7" rx="1.5" />
    </svg>
  )
}

/** @param {{href: string}} props */
export function Brand({ href }) {
  return (
    <a class="brand" href={href}>
      {rich('{mark}Tessera', { mark: <Mark /> })}
    </a>
  )
}

/**
 * One question at a time, in the middle of the window.
 * @param {{title: string, width?: 'narrow' | 'broad', children: import('preact').ComponentChildren, home?: string}} props
 */
export function Card({ title, width, children, home = '/' }) {
  return (
    <div class="centre">
      <section class={`card ${width ?? ''}`}>
        <Brand href={home} />
        <h1 tabIndex={-1}>{title}</h1>
        {children}
      </section>
    </div>
  )
}
