import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'

/**
 * @typedef {object} ChoiceProps
 * @property {string} label  of the menu
 * @property {string} chosen
 * @property {ReadonlyArray<readonly [value: string, text: string]>} options
 * @property {(value: string) => void} onChoose
 */

/**
 * A button under which one of several is chosen, by the menu button pattern of the ARIA Authoring Practices.
 * @param {ChoiceProps & {text: import('preact').ComponentChildren}} props  `text` is on the button
 */
export function ChoiceMenu({ text, onChoose, ...menu }) {
  const id = useId()
  const open = useSignal(false)
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null))
  const close = () => {
    open.value = false
    button.current?.focus()
  }
  /** @param {string} value */
  const choose = (value) => {
    close()
    onChoose(value)
  }
  return (
    <div class="menuroot" onFocusOut={(event) => hasLeft(event) && (open.value = false)}>
      <button
        ref={button}
        type="button"
        class="quiet"
        aria-haspopup="menu"
        aria-expanded={open.value}
        aria-controls={open.value ? id : undefined}
        onClick={() => (open.value = !open.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          open.value = true
        }}
      >
        {text}
      </button>
      {open.value && <Choices {...menu} id={id} onClose={close} onChoose={choose} />}
    </div>
  )
}

/** @param {FocusEvent & {currentTarget: HTMLElement}} event */
const hasLeft = ({ relatedTarget, currentTarget }) =>
  !(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))

/** @param {ChoiceProps & {id: string, onClose: () => void}} props */
function Choices({ id, label, chosen, options, onClose, onChoose }) {
  const menu = useRef(/** @type {HTMLDivElement | null} */ (null))
  useEffect(() => {
    const at = options.findIndex(([value]) => value === chosen)
    entriesIn(menu.current)[Math.max(0, at)]?.focus()
  }, [])
  return (
    <div ref={menu} id={id} class="menu" role="menu" aria-label={label} onKeyDown={(event) => walk(event, onClose)}>
      {options.map(([value, text]) => (
        <button
          key={value}
          type="button"
          role="menuitemradio"
          aria-checked={value === chosen}
          tabIndex={-1}
          onClick={() => onChoose(value)}
        >
          {text}
        </button>
      ))}
    </div>
  )
}

/** @param {HTMLElement | null} menu */
const entriesIn = (menu) => /** @type {HTMLElement[]} */ ([...(menu?.children ?? [])])

/** @param {KeyboardEvent & {currentTarget: HTMLElement}} event @param {() => void} onClose */
function walk(event, onClose) {
  const entries = entriesIn(event.currentTarget)
  const at = entries.indexOf(/** @type {HTMLElement} */ (document.activeElement))
  /** @type {Record<string, number>} */
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }
  const target = steps[event.key]
  if (target !== undefined) entries.at(target % entries.length)?.focus()
  else if (event.key === 'Escape') onClose()
  else return
  event.preventDefault()
}
