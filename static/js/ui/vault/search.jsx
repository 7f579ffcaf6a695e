import { useId } from 'preact/hooks'
import { t } from '../text.js'

/**
 * Search as you type; Escape empties it, Down goes on to the list, Enter opens the first.
 * @param {{value: string, onInput: (query: string) => void, onDown: () => void, onEnter: () => void}} props
 */
export function Search({ value, onInput, onDown, onEnter }) {
  const id = useId()
  return (
    <div class="search">
      <label class="visually-hidden" for={id}>
        {t('Search')}
      </label>
      <input
        id={id}
        type="search"
        placeholder={t('Search')}
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
