import { useEffect, useId, useRef } from 'preact/hooks'

/** Is somebody typing there already? @param {EventTarget | null} target */
const isTyping = (target) => target instanceof HTMLElement && target.closest('input, textarea, select, dialog') !== null

/**
 * Search as you type; "/" goes there from anywhere, Escape empties it, Down goes on to the list, Enter opens the first.
 * @param {{value: string, onInput: (query: string) => void, onDown: () => void, onEnter: () => void}} props
 */
export function Search({ value, onInput, onDown, onEnter }) {
  const id = useId()
  const box = useRef(/** @type {HTMLInputElement | null} */ (null))
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      box.current?.focus()
      box.current?.select()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <div class="search">
      <label class="visually-hidden" for={id}>
        Search
      </label>
      <input
        id={id}
        ref={box}
        type="search"
        placeholder="Search"
        autocomplete="off"
        spellcheck={false}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onInput('')
          else if (event.key === 'ArrowDown') onDown()
          else if (event.key === 'Enter') onEnter()
          else return
          event.preventDefault()
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  )
}
