import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { t } from '../text.js'
import { offers, withTag } from './tagging.js'

/** @typedef {import('@preact/signals').Signal<string[]>} Tags */
/** @typedef {{tags: Tags, typed: import('@preact/signals').Signal<string>, known: readonly string[]}} TagsProps typed: the one that is being typed; known: of other items */

/**
 * What is typed, what is offered for it, and which offer is marked.
 * @param {TagsProps} props
 */
function useTagging({ tags, typed, known }) {
  const marked = useSignal(-1)
  const offered = offers(known, tags.value, typed.value)
  /** @param {string} tag */
  const add = (tag) => {
    tags.value = withTag(tags.value, tag)
    typed.value = ''
    marked.value = -1
  }
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const { key, isComposing } = event
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
    if (isComposing) return
    if (step && offered.length > 0) {
      marked.value = (marked.value + step + offered.length + (marked.value < 0 && step < 0 ? 1 : 0)) % offered.length
    } else if (key === 'Enter' && (typed.value !== '' || marked.value >= 0)) {
      add(offered[marked.value] ?? typed.value)
    } else if (key === 'Escape' && typed.value !== '') typed.value = ''
    else if (key === 'Backspace' && typed.value === '' && tags.value.length > 0) tags.value = tags.value.slice(0, -1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  /** A comma ends a tag; phones tell of it only here. @param {string} text */
  const type = (text) => {
    const parts = text.split(',')
    parts.slice(0, -1).forEach(add)
    typed.value = parts[parts.length - 1]
    marked.value = -1
  }
  return { marked, offered, add, press, type }
}

/** @param {TagsProps} props */
export function TagsField(props) {
  const { tags, typed } = props
  const id = useId()
  const input = useRef(/** @type {HTMLInputElement | null} */ (null))
  const { marked, offered, add, press, type } = useTagging(props)
  const open = offered.length > 0
  return (
    <div class="field tagsfield">
      <label for={id}>{t('Tags')}</label>
      <Chips tags={tags} onGone={() => input.current?.focus()} />
      <div class="combo">
        <input
          ref={input}
          id={id}
          type="text"
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={marked.value >= 0 ? `${id}-${marked.value}` : undefined}
          aria-describedby={`${id}-hint`}
          autocomplete="off"
          autocapitalize="none"
          maxLength={200}
          value={typed}
          onInput={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
        />
        <Offers id={id} offered={offered} marked={marked.value} onPick={add} />
      </div>
      <p class="hint" id={`${id}-hint`}>
        {t('Enter or a comma ends a tag; “work/clients” puts one below another.')}
      </p>
    </div>
  )
}

/** @param {{tags: Tags, onGone: () => void}} props */
function Chips({ tags, onGone }) {
  /** @param {string} gone */
  const remove = (gone) => {
    tags.value = tags.value.filter((tag) => tag !== gone)
    onGone()
  }
  if (tags.value.length === 0) return null
  return (
    <ul class="chips" aria-label={t('Tags of this item')}>
      {tags.value.map((tag) => (
        <li key={tag} class="chip">
          {tag}
          <button type="button" class="chipact" aria-label={t('Remove tag {tag}', { tag })} onClick={() => remove(tag)}>
            ×
          </button>
        </li>
      ))}
    </ul>
  )
}

/** @param {{id: string, offered: readonly string[], marked: number, onPick: (tag: string) => void}} props */
function Offers({ id, offered, marked, onPick }) {
  return (
    <ul id={`${id}-list`} role="listbox" aria-label={t('Known tags')} class="offers" hidden={offered.length === 0}>
      {offered.map((tag, at) => (
        <li
          key={tag}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === marked}
          onPointerDown={(event) => {
            event.preventDefault() // the focus stays in the field
            onPick(tag)
          }}
        >
          {tag}
        </li>
      ))}
    </ul>
  )
}
