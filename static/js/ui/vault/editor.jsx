import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { choicesOf } from '../choices.js'
import { Checkbox, Field, Form, TextArea } from '../controls.jsx'
import { Alert, Busy, Confirm, Note } from '../feedback.jsx'
import { nameOf } from '../fields.js'
import { t } from '../text.js'
import { isChanged, makeForm, readForm, takeKind } from './form.js'
import { KindSelect } from './kindselect.jsx'
import { LineInput } from './lineinput.jsx'
import { OwnLines } from './ownlines.jsx'
import { SitesField } from './sites.jsx'
import { TagsField } from './tags.jsx'

/** @typedef {import('../fields.js').Fields} Fields */
/** @typedef {import('../fields.js').Kind} Kind */
/** @typedef {import('./form.js').EditorForm} EditorForm */
/** @typedef {import('./kindeditor.jsx').Made} Made */

/**
 * @typedef {object} EditorProps
 * @property {Fields} fields  to begin with: the item's, or an unsaved draft of it
 * @property {Fields} was  what it is a change of
 * @property {boolean} isNew
 * @property {string | null} said  how the draft came to be here, if there is something to say
 * @property {readonly Kind[]} kinds
 * @property {(type: string) => string} kindName
 * @property {readonly string[]} tags  of other items
 * @property {string | null} failure
 * @property {boolean} working
 * @property {boolean} slow
 * @property {boolean} leaving  asks whether to give the changes up; the answer goes to onLeave
 * @property {(fields: Fields, changed: boolean) => void} onType
 * @property {(fields: Fields) => void} onSave
 * @property {() => void} onCancel
 * @property {(leave: boolean) => void} onLeave
 * @property {(fields: Fields, kind: Kind) => Fields} turnInto  the same for another kind
 * @property {{kind: Kind | null, typed: Made} | null} making  a kind that was being made or changed when the vault was closed
 * @property {(kind: Kind | null, then: (kind: Kind) => void, typed?: Made | null) => void} onKind  a kind of the person's own is to be changed, or made; `then` is told which it is
 */

/** @param {EditorProps} props */
function useForm({ fields, was, isNew, onType }) {
  const form = useMemo(() => makeForm(fields), [])
  useSignalEffect(() => {
    const now = readForm(form)
    onType(now, isChanged(was, now, isNew))
  })
  return form
}

/** @param {EditorProps} props */
export function Editor(props) {
  const { fields, isNew, failure, said, leaving, onSave, onLeave } = props
  const form = useForm(props)
  const lacking = useSignal(/** @type {string | null} */ (null))
  const box = useRef(/** @type {HTMLFormElement | null} */ (null))
  useEffect(() => focusField(box.current, null), [])
  const submit = () => {
    lacking.value = firstLack(form)
    if (lacking.value === null) onSave(readForm(form))
    else focusField(box.current, lacking.value)
  }
  return (
    <>
      <Form form={box} class="sheet stack editor" onSubmit={submit}>
        <h2 tabIndex={-1}>{isNew ? t('New item') : t('Edit {title}', { title: fields.title })}</h2>
        {said && <Note>{said}</Note>}
        {failure && <Alert text={failure} />}
        <FormFields {...props} form={form} lacking={lacking} />
        <Buttons {...props} />
      </Form>
      {leaving && <Leaving title={form.title.value} onLeave={onLeave} />}
    </>
  )
}

const TITLE = 'title'

/** What has to be filled in before it can be saved. @param {EditorForm} form @returns {string | null} TITLE, or the key of a line */
function firstLack({ title, lines }) {
  if (title.value.trim() === '') return TITLE
  const nameless = lines.value.find(({ own, label, value }) => own && label.value.trim() === '' && value.value !== '')
  return nameless?.key ?? null
}

/** @param {HTMLFormElement | null} form @param {string | null} lacking */
function focusField(form, lacking) {
  const selector = lacking && lacking !== TITLE ? `[data-line="${lacking}"] input` : '.titlefield input'
  ;/** @type {HTMLElement | null | undefined} */ (form?.querySelector(selector))?.focus()
}

/** @param {Pick<EditorProps, 'working' | 'slow' | 'onCancel'>} props */
function Buttons({ working, slow, onCancel }) {
  return (
    <div class="actions savebar">
      <button class="primary" disabled={working}>
        {t('Save')}
      </button>
      <button type="button" data-act="cancel" onClick={onCancel}>
        {t('Cancel')}
      </button>
      <Busy text={slow ? t('Sealing and saving…') : null} />
    </div>
  )
}

/** @param {{title: string, onLeave: (leave: boolean) => void}} props */
function Leaving({ title, onLeave }) {
  return (
    <Confirm
      title={title ? t('Give up the changes to “{title}”?', { title }) : t('Give up the changes to the new item?')}
      confirm={t('Give up changes')}
      keep={t('Keep editing')}
      onAnswer={onLeave}
    >
      {t('They have not been saved.')}
    </Confirm>
  )
}

/** @param {EditorProps & {form: EditorForm, lacking: import('@preact/signals').Signal<string | null>}} props */
function FormFields({ form, lacking, kinds, kindName, tags, turnInto, making, onKind }) {
  const type = form.type.value
  const chosen = kinds.find((kind) => kind.type === type)
  const turn = (/** @type {Kind} */ kind) => takeKind(form, turnInto(readForm(form), kind))
  useEffect(() => void (making && onKind(making.kind, turn, making.typed)), [])
  return (
    <>
      <div class="titlefield">
        <Field
          label={t('Title')}
          value={form.title}
          maxLength={500}
          problem={lacking.value === TITLE ? t('Give it a title: that is how you find it again.') : null}
          onInput={() => {
            lacking.value = null
          }}
        />
      </div>
      <KindSelect
        kinds={kinds}
        type={type}
        name={kindName(type)}
        onKind={turn}
        onMake={() => onKind(null, turn)}
        onChange={(kind) => onKind(kind, turn)}
      />
      <KindLines lines={form.lines.value} kinds={kinds} />
      <SitesField sites={form.sites} asked={chosen?.websites ?? false} />
      <TextArea label={t('Notes')} value={form.notes} rows={type === 'note' ? 12 : 4} />
      <OwnLines lines={form.lines} nameless={lacking.value} />
      <TagsField tags={form.tags} typed={form.tag} known={tags} />
      <Checkbox label={t('Favourite')} checked={form.favorite} />
    </>
  )
}

/** @param {{lines: readonly import('./form.js').FormLine[], kinds: readonly Kind[]}} props */
function KindLines({ lines, kinds }) {
  const issued = useMemo(() => issuedIn(kinds), [kinds])
  return lines
    .filter(({ own }) => !own)
    .map((line) => (
      <LineInput
        key={line.key}
        label={nameOf(named(line))}
        as={line.as.value}
        value={line.value}
        issued={issued.has(line.key)}
        choices={choicesOf(line.key)}
      />
    ))
}

/** Lines that somebody else gives out, also where an item has become one of another kind. @param {readonly Kind[]} kinds */
const issuedIn = (kinds) =>
  new Set(kinds.flatMap(({ lines }) => lines.filter((line) => line.issued).map((line) => line.key)))

/** @param {import('./form.js').FormLine} line */
const named = ({ label, own }) => ({ label: label.value, own })
