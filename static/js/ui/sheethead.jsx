import { Mark } from './brand.jsx'
import { day } from './dates.js'
import { rich } from './text.js'

/**
 * What every sheet for paper begins with.
 * @param {{title: string, date: Date}} props
 */
export function SheetHead({ title, date }) {
  return (
    <header class="kithead">
      <span class="kitmark">{rich('{mark}Tessera', { mark: <Mark /> })}</span>
      <h2>{title}</h2>
      <span>{day(date)}</span>
    </header>
  )
}

/**
 * What a sheet is of, by name.
 * @param {{facts: ReadonlyArray<readonly [name: string, value: import('preact').ComponentChildren]>}} props
 */
export function SheetFacts({ facts }) {
  return (
    <dl>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
