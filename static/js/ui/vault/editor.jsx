import { signal, useComputed, useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { Field, Form, PasswordField, Select, TextArea } from '../controls.jsx'
import { Alert, Busy, Confirm } from '../feedback.jsx'
import { differ, KINDS } from '../fields.js'

/** @typedef {import('../fields.js').Fields} Fields */

/** A signal for each field. @param {Fields} fields */
function useDraft(fields) {
  const draft = useMemo(
    () => ({
      type: signal(fields.type),
      title: signal(fields.title),
      username: signal(fields.username),
      password: signal(fields.password),
      url: signal(fields.url),
      notes: signal(fields.notes),
    }),
    [],
  )
  /** @returns {Fields} */
  const read = () => {
    const login = { username: draft.username.value, password: draft.password.value, url: draft.url.value.trim() }
    const rest = { type: draft.type.value, title: draft.title.value.trim(), notes: draft.notes.value }
    // What is not shown for this kind stays as it is.
    return { ...fields, ...rest, ...(rest.type === 'login' && login) }
  }
  const dirty = useComputed(() => differ(read(), fields))
  return { draft, read, dirty }
}

/**
 * @param {{
 *   fields: Fields,
 *   isNew: boolean,
 *   failure: string | null,
 *   working: boolean,
 *   slow: boolean,
 *   leaving: boolean,
 *   onDirty: (dirty: boolean) => void,
 *   onSave: (fields: Fields) => void,
 *   onCancel: () => void,
 *   onLeave: (leave: boolean) => void,
 * }} props  `leaving` asks whether to give the changes up; the answer goes to onLeave
 */
export function Editor({ fields, isNew, failure, working, slow, leaving, onDirty, onSave, onCancel, onLeave }) {
  const { draft, read, dirty } = useDraft(fields)
  const untitled = useSignal(false)
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  const focusTitle = () => form.current?.querySelector('input')?.focus()
  useEffect(focusTitle, [])
  useEffect(() => onDirty(dirty.value), [dirty.value])
  const submit = () => {
    untitled.value = draft.title.value.trim() === ''
    if (untitled.value) focusTitle()
    else onSave(read())
  }
  return (
    <>
      <Form form={form} class="sheet stack" onSubmit={submit}>
        <h2 tabIndex={-1}>{isNew ? 'New item' : `Edit ${fields.title}`}</h2>
        {failure && <Alert text={failure} />}
        <Title value={draft.title} missing={untitled} />
        <DraftFields draft={draft} isNew={isNew} />
        <div class="actions">
          <button class="primary" disabled={working}>
            Save
          </button>
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
          <Busy text={slow ? 'Sealing and saving…' : null} />
        </div>
      </Form>
      {leaving && <Leaving title={draft.title.value} onLeave={onLeave} />}
    </>
  )
}

/** @param {{title: string, onLeave: (leave: boolean) => void}} props */
function Leaving({ title, onLeave }) {
  const what = title ? `“${title}”` : 'the new item'
  return (
    <Confirm title={`Give up the changes to ${what}?`} confirm="Give up changes" keep="Keep editing" onAnswer={onLeave}>
      They have not been saved.
    </Confirm>
  )
}

/** @param {{value: import('@preact/signals').Signal<string>, missing: import('@preact/signals').Signal<boolean>}} props */
function Title({ value, missing }) {
  return (
    <Field
      label="Title"
      value={value}
      maxLength={500}
      problem={missing.value ? 'Give it a title: that is how you find it again.' : null}
      onInput={() => {
        missing.value = false
      }}
    />
  )
}

/** @param {{draft: ReturnType<typeof useDraft>['draft'], isNew: boolean}} props */
function DraftFields({ draft, isNew }) {
  const login = draft.type.value === 'login'
  return (
    <>
      {isNew && <Select label="Kind" value={draft.type} options={KINDS} />}
      {login && <Field label="Username" value={draft.username} maxLength={2000} />}
      {login && <PasswordField label="Password" value={draft.password} maxLength={10_000} />}
      {login && <Field label="Website" value={draft.url} maxLength={2000} />}
      <TextArea label="Notes" value={draft.notes} rows={login ? 4 : 10} />
    </>
  )
}
