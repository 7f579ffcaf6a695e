import { useSignal } from '@preact/signals'
import { day, moment } from '../dates.js'
import { Note } from '../feedback.jsx'
import { KINDS, webAddress } from '../fields.js'
import { Covered, Secret } from '../secret.jsx'

/**
 * @typedef {object} DetailProps
 * @property {import('../fields.js').Item} item
 * @property {import('../fields.js').Fields} fields  of that item
 * @property {() => void} onEdit
 * @property {() => void} onDelete
 * @property {() => void} onRestore
 * @property {(what: 'password' | 'username' | 'notes', text: string) => void} onCopy
 */

/** @param {DetailProps} props */
export function Detail(props) {
  const { item, fields, onCopy } = props
  return (
    <article class="sheet">
      <header class="sheethead">
        <div>
          <h2 tabIndex={-1}>{item.title || 'Untitled'}</h2>
          <span class="chip">{new Map(KINDS).get(item.type) ?? item.type}</span>
        </div>
        <Acts {...props} />
      </header>
      {item.trashedAt !== null && (
        <Note>In the trash since {day(item.trashedAt * 1000)}. Restore it to change it.</Note>
      )}
      <dl class="fields">
        {fields.username && <Username text={fields.username} onCopy={onCopy} />}
        {fields.password && <Password key={item.id} text={fields.password} onCopy={onCopy} />}
        {fields.url && <Website url={fields.url} />}
        {fields.notes && <Notes text={fields.notes} onCopy={onCopy} />}
      </dl>
      <p class="muted small">
        Changed {moment(item.modifiedAt * 1000)}. Made {day(item.creationAt * 1000)}.
      </p>
    </article>
  )
}

/** What can be done to the item as a whole. @param {DetailProps} props */
function Acts({ item, onEdit, onDelete, onRestore }) {
  if (item.trashedAt !== null)
    return (
      <button type="button" onClick={onRestore}>
        Restore
      </button>
    )
  return (
    <div class="actions">
      <button type="button" onClick={onEdit}>
        Edit
      </button>
      <button type="button" class="quiet danger" onClick={onDelete}>
        Delete
      </button>
    </div>
  )
}

/** @param {{name: string, children: import('preact').ComponentChildren, actions?: import('preact').ComponentChildren}} props */
function Line({ name, children, actions }) {
  return (
    <div class="line">
      <dt>{name}</dt>
      <dd class="value">{children}</dd>
      {actions && <dd class="lineacts">{actions}</dd>}
    </div>
  )
}

/** The whole name is read out; on screen the row says what it is of. @param {{verb: string, of: string, onClick: () => void}} props */
function Act({ verb, of, onClick }) {
  return (
    <button type="button" class="quiet" onClick={onClick}>
      {verb}
      <span class="visually-hidden"> {of}</span>
    </button>
  )
}

/** @param {{text: string, onCopy: DetailProps['onCopy']}} props */
function Username({ text, onCopy }) {
  return (
    <Line name="Username" actions={<Act verb="Copy" of="username" onClick={() => onCopy('username', text)} />}>
      {text}
    </Line>
  )
}

/** @param {{text: string, onCopy: DetailProps['onCopy']}} props */
function Password({ text, onCopy }) {
  const shown = useSignal(false)
  const actions = (
    <>
      <Act
        verb={shown.value ? 'Hide' : 'Show'}
        of="password"
        onClick={() => {
          shown.value = !shown.value
        }}
      />
      <Act verb="Copy" of="password" onClick={() => onCopy('password', text)} />
    </>
  )
  return (
    <Line name="Password" actions={actions}>
      {shown.value ? <Secret text={text} /> : <Covered />}
    </Line>
  )
}

/** @param {{url: string}} props */
function Website({ url }) {
  const href = webAddress(url)
  return (
    <Line name="Website">
      {href ? (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {url}
        </a>
      ) : (
        url
      )}
    </Line>
  )
}

/** @param {{text: string, onCopy: DetailProps['onCopy']}} props */
function Notes({ text, onCopy }) {
  return (
    <Line name="Notes" actions={<Act verb="Copy" of="notes" onClick={() => onCopy('notes', text)} />}>
      <span class="prose">{text}</span>
    </Line>
  )
}
