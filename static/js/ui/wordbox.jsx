import { useSignal } from '@preact/signals'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { accept, suggestions, wordAt } from './completion.js'
import { counted } from './dates.js'
import { t } from './text.js'

/**
 * Where the caret is and what could be meant there.
 * @param {import('@preact/signals').Signal<string>} value
 * @param {(prefix: string) => string[]} complete
 */
function useCompletion(value, complete) {
  const box = useRef(/** @type {HTMLTextAreaElement | null} */ (null))
  const offered = useSignal(/** @type {string[]} */ ([]))
  const chosen = useSignal(0)
  const caret = useRef(/** @type {number | null} */ (null))
  useLayoutEffect(() => {
    if (caret.current === null) return
    box.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })
  const look = () => {
    if (!box.current) return
    value.value = box.current.value
    offered.value = suggestions(box.current.value, box.current.selectionStart, complete)
    chosen.value = 0
  }
  /** @param {string} word */
  const take = (word) => {
    const place = box.current && wordAt(value.value, box.current.selectionStart)
    if (!place) return
    const next = accept(value.value, place, word)
    value.value = next.text
    caret.current = next.caret
    offered.value = []
    box.current?.focus()
  }
  return { box, offered, chosen, look, take }
}

/**
 * Up and Down choose, Enter takes, Escape hides; everything else is typing.
 * @param {KeyboardEvent} event
 * @param {ReturnType<typeof useCompletion>} completion
 */
function steer(event, { offered, chosen, take }) {
  const count = offered.value.length
  if (count === 0) return
  if (event.key === 'ArrowDown') chosen.value = (chosen.value + 1) % count
  else if (event.key === 'ArrowUp') chosen.value = (chosen.value + count - 1) % count
  else if (event.key === 'Enter') take(/** @type {string} */ (offered.value[chosen.value]))
  else if (event.key === 'Escape') offered.value = []
  else return
  event.preventDefault()
}

/**
 * A text area in which words of a list complete themselves.
 * @param {{label: string, value: import('@preact/signals').Signal<string>, complete: (prefix: string) => string[], counting: boolean}} props
 */
export function WordBox({ label, value, complete, counting }) {
  const id = useId()
  const completion = useCompletion(value, complete)
  const { box, offered, chosen, look, take } = completion
  const away = useSignal(false)
  const open = offered.value.length > 0 && !away.value
  const words = value.value.trim().split(/\s+/).filter(Boolean).length
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        ref={box}
        class="mono"
        rows={4}
        value={value}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-autocomplete="list"
        aria-controls={open ? `${id}-list` : undefined}
        aria-activedescendant={open ? `${id}-${chosen.value}` : undefined}
        aria-describedby={`${id}-hint`}
        onInput={look}
        onKeyDown={(event) => steer(event, completion)}
        onFocus={() => (away.value = false)}
        onBlur={() => (away.value = true)}
      />
      {offered.value.length > 0 && (
        <Suggestions id={id} words={offered.value} chosen={chosen.value} away={away.value} onTake={take} />
      )}
      <p class="hint" id={`${id}-hint`}>
        {counting
          ? t('{counted} of 24', { counted: counted(words, 'word') })
          : t('Enter takes the marked word; arrows move the mark.')}
      </p>
    </div>
  )
}

/**
 * While the caret is away they are not shown and keep their room: the button that was pressed stays under the hand.
 * @param {{id: string, words: readonly string[], chosen: number, away: boolean, onTake: (word: string) => void}} props
 */
function Suggestions({ id, words, chosen, away, onTake }) {
  return (
    <div class="suggest" data-away={away} role="listbox" id={`${id}-list`} aria-label={t('Words that fit')}>
      {words.map((word, index) => (
        <div
          key={word}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          onPointerDown={(event) => {
            event.preventDefault()
            onTake(word)
          }}
        >
          {word}
        </div>
      ))}
    </div>
  )
}
