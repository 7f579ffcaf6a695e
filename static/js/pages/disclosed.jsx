import { useSignal } from '@preact/signals'
import { rescueFocus } from './focus.js'

/**
 * A part of a section that is a button until it is wanted, and what that opens from then on.
 * @param {{
 *   id: string,
 *   title: string,
 *   lead: string,
 *   label: string,
 *   danger?: boolean,
 *   children: (close: () => void) => import('preact').ComponentChildren,
 * }} props  label of the button
 */
export function Disclosed({ id, title, lead, label, danger = false, children }) {
  const open = useSignal(false)
  const close = () => {
    open.value = false
    rescueFocus(`#${id} button`)
  }
  return (
    <section class="disclosed" id={id} aria-labelledby={`${id}-title`}>
      <h3 class="listtitle" id={`${id}-title`}>
        {title}
      </h3>
      {open.value ? (
        children(close)
      ) : (
        <>
          <p class="muted">{lead}</p>
          <p>
            <button type="button" class={danger ? 'danger' : ''} onClick={() => (open.value = true)}>
              {label}
            </button>
          </p>
        </>
      )}
    </section>
  )
}
