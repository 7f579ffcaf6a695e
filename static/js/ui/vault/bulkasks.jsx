import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Form } from '../controls.jsx'
import { Confirm } from '../feedback.jsx'
import { t, tn } from '../text.js'
import { withTag } from './tagging.js'
import { TagsField } from './tags.jsx'

/** Titles that are spelled out before the rest is counted. */
const NAMED = 3

/** @param {readonly string[]} titles  some of them @param {number} count  all @returns {string} */
function named(titles, count) {
  const quoted = titles.slice(0, NAMED).map((title) => t('“{title}”', { title }))
  const rest = count - quoted.length
  if (rest > 0) quoted.push(tn(rest, '{count} more', '{count} more'))
  return new Intl.ListFormat(document.documentElement.lang, { type: 'conjunction' }).format(quoted)
}

/**
 * Asks before items are erased: by name as far as they can be told, and with their number.
 * @param {{titles: readonly string[], count: number, onAnswer: (yes: boolean) => void}} props
 */
export function PurgeAsk({ titles, count, onAnswer }) {
  return (
    <Confirm
      title={tn(count, 'Delete {count} item for good?', 'Delete {count} items for good?')}
      confirm={t('Delete for good')}
      keep={t('Keep')}
      onAnswer={onAnswer}
    >
      {t('{items} will be gone with all history, in every browser. This cannot be undone.', {
        items: named(titles, count),
      })}
    </Confirm>
  )
}

/**
 * What an export is, before it lies in a folder.
 * @param {{titles: readonly string[], count: number, onAnswer: (yes: boolean) => void}} props
 */
export function ExportAsk({ titles, count, onAnswer }) {
  return (
    <Confirm
      title={tn(count, 'Export {count} item?', 'Export {count} items?')}
      confirm={t('Export unencrypted')}
      keep={t('Cancel')}
      onAnswer={onAnswer}
    >
      {t(
        '{items}: whoever has the file can read the passwords in it. Keep it where nobody else reads, and delete it soon.',
        {
          items: named(titles, count),
        },
      )}
    </Confirm>
  )
}

/**
 * @typedef {object} TagAskProps
 * @property {number} count  items that are to be tagged
 * @property {readonly string[]} known  every tag of the vault
 * @property {ReadonlyArray<{tag: string, count: number}>} present  on these items, and on how many of them
 * @property {(tags: readonly string[]) => void} onTag
 * @property {(tag: string) => void} onUntag
 * @property {() => void} onClose
 */

/** Puts tags on items, or takes one off. @param {TagAskProps} props */
export function TagAsk({ count, known, present, onTag, onUntag, onClose }) {
  const id = useId()
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null))
  const tags = useSignal(/** @type {string[]} */ ([]))
  const typed = useSignal('')
  useEffect(() => dialog.current?.showModal(), [])
  const submit = () => {
    const wanted = withTag(tags.value, typed.value)
    if (wanted.length > 0) onTag(wanted)
    dialog.current?.close()
  }
  return (
    <dialog ref={dialog} class="tagging" aria-labelledby={`${id}-title`} onClose={onClose}>
      <Form class="stack" onSubmit={submit}>
        <h2 id={`${id}-title`}>{tn(count, 'Tag {count} item', 'Tag {count} items')}</h2>
        <TagsField tags={tags} typed={typed} known={known} />
        <Present id={id} count={count} present={present} onUntag={onUntag} />
        <div class="actions">
          <button type="button" onClick={() => dialog.current?.close()}>
            {t('Close')}
          </button>
          <button class="primary">{t('Add tags')}</button>
        </div>
      </Form>
    </dialog>
  )
}

/** @param {Pick<TagAskProps, 'count' | 'present' | 'onUntag'> & {id: string}} props */
function Present({ id, count, present, onUntag }) {
  if (present.length === 0) return null
  return (
    <div>
      <h3 class="listtitle" id={`${id}-present`}>
        {t('Tags they have')}
      </h3>
      <ul class="tagged" aria-labelledby={`${id}-present`}>
        {present.map(({ tag, count: on }) => (
          <li key={tag}>
            <span>{tag}</span>
            {on < count && <span class="small muted">{t('{some} of {all}', { some: on, all: count })}</span>}
            <button type="button" class="quiet" onClick={() => onUntag(tag)}>
              {t('Remove')}
              <span class="visually-hidden"> {tag}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
