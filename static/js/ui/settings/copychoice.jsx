import { useId } from 'preact/hooks'
import { day } from '../dates.js'
import { nameOf } from './copies.jsx'

/** @typedef {import('../delivery.js').KeyCopy} KeyCopy */

/**
 * Which key copies are to be cancelled, of those that can be.
 * @param {{legend: string, hint: string, copies: readonly KeyCopy[], chosen: ReadonlySet<string>, onChoose: (id: string, yes: boolean) => void}} props
 */
export function CopyChoice({ legend, hint, copies, chosen, onChoose }) {
  const id = useId()
  const open = copies.filter(({ kind, cancelled_at }) => kind !== 'browser' && cancelled_at === null)
  if (open.length === 0) return null
  return (
    <fieldset class="choices" aria-describedby={`${id}-hint`}>
      <legend>{legend}</legend>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {open.map((copy) => (
        <div class="check" key={copy.id}>
          <input
            id={`${id}-${copy.id}`}
            type="checkbox"
            checked={chosen.has(copy.id)}
            onChange={(event) => onChoose(copy.id, event.currentTarget.checked)}
          />
          <label for={`${id}-${copy.id}`}>
            {nameOf(copy)}, {day(copy.made_at)}
          </label>
        </div>
      ))}
    </fieldset>
  )
}
