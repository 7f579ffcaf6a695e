import { signal, useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { Field, Form } from '../controls.jsx'
import { Alert } from '../feedback.jsx'
import { t } from '../text.js'
import { makeForm, makeLine } from './form.js'
import { OwnLines } from './ownlines.jsx'

/** @typedef {import('../fields.js').Kind} Kind */
/** @typedef {Pick<Kind, 'name' | 'lines'>} Made */

/** @param {Made | null} kind */
function makeDraft(kind) {
  const lines = (kind?.lines ?? []).map((line) => ({ ...line, own: true, value: '' }))
  const { lines: drafted } = makeForm({ type: '', title: '', lines, urls: [], notes: '', tags: [], favorite: false })
  if (drafted.value.length === 0) drafted.value = [makeLine()]
  return { name: signal(kind?.name ?? ''), lines: drafted }
}

/** @param {ReturnType<typeof makeDraft>} draft @returns {Made} */
const read = ({ name, lines }) => ({
  name: name.value.trim(),
  lines: lines.value
    .map(({ key, label, as }) => ({ key, label: label.value.trim(), as: as.value }))
    .filter(({ label }) => label !== ''),
})

/**
 * @param {Kind | null} kind
 * @param {Made | null} typed
 * @param {(typed: Made, changed: boolean) => void} onType
 */
function useDraft(kind, typed, onType) {
  const draft = useMemo(() => makeDraft(typed ?? kind), [])
  const before = useMemo(() => JSON.stringify(read(makeDraft(kind))), [])
  useSignalEffect(() => {
    const now = read(draft)
    onType(now, JSON.stringify(now) !== before)
  })
  return draft
}

/**
 * A kind of the person's own: its name and its fields.
 * @param {{
 *   kind: Kind | null,
 *   typed: Made | null,
 *   failure: string | null,
 *   working: boolean,
 *   onType: (typed: Made, changed: boolean) => void,
 *   onSave: (made: Made) => void,
 *   onRemove: () => void,
 *   onClose: () => void,
 * }} props  kind: null for a new one; typed: what had been typed when the vault was locked
 */
export function KindEditor({ kind, typed, failure, working, onType, onSave, onRemove, onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null))
  const draft = useDraft(kind, typed, onType)
  const nameless = useSignal(false)
  useEffect(() => dialog.current?.showModal(), [])
  const submit = () => {
    nameless.value = draft.name.value.trim() === ''
    if (!nameless.value) onSave(read(draft))
  }
  return (
    <dialog ref={dialog} class="wide" aria-labelledby="kind-title" onClose={onClose}>
      <h2 id="kind-title">{kind ? t('Change kind') : t('New kind')}</h2>
      <p class="muted">
        {t('For things that no other kind fits. Its items begin with these fields; all can be left empty.')}
      </p>
      <Form onSubmit={submit}>
        {failure && <Alert text={failure} />}
        <Field
          label={t('Name of the kind')}
          value={draft.name}
          maxLength={200}
          problem={nameless.value ? t('Give the kind a name.') : null}
        />
        <OwnLines lines={draft.lines} nameless={null} valued={false} />
        <Buttons working={working} onRemove={kind ? onRemove : null} onClose={() => dialog.current?.close()} />
      </Form>
    </dialog>
  )
}

/** @param {{working: boolean, onRemove: (() => void) | null, onClose: () => void}} props */
function Buttons({ working, onRemove, onClose }) {
  return (
    <div class="actions">
      {onRemove && (
        <button type="button" class="quiet danger apart" onClick={onRemove} disabled={working}>
          {t('Remove kind')}
        </button>
      )}
      <button type="button" onClick={onClose}>
        {t('Close')}
      </button>
      <button class="primary" disabled={working}>
        {t('Save kind')}
      </button>
    </div>
  )
}
