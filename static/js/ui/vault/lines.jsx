import { useSignal } from '@preact/signals'
import { inWords } from '../choices.js'
import { day, monthYear } from '../dates.js'
import { nameOf, nameWithin, webAddress } from '../fields.js'
import { Covered, Secret } from '../secret.jsx'
import { t } from '../text.js'
import { CodeLine } from './code.jsx'

/** @typedef {import('../fields.js').Line} Line */
/** @typedef {(name: string, text: string, secret: boolean) => void} OnCopy name: "Password" */
/** @typedef {{line: Line, onCopy: OnCopy, onLarge: (line: Line) => void}} LineProps */

/** @param {{name: string, of?: string, children: import('preact').ComponentChildren, actions?: import('preact').ComponentChildren}} props  of: key of the line */
export function Row({ name, of, children, actions }) {
  return (
    <div class="line" data-line={of}>
      <dt>{name}</dt>
      <dd class="value">{children}</dd>
      {actions && <dd class="lineacts">{actions}</dd>}
    </div>
  )
}

/** The whole name is read out; on screen the row says what it is of. @param {{verb: string, name: string, act?: string, onClick: () => void}} props  act: by which a key finds it */
export function Act({ verb, name, act, onClick }) {
  return (
    <button type="button" class="quiet" aria-label={name} data-act={act} onClick={onClick}>
      {verb}
    </button>
  )
}

/** @param {{line: Pick<Line, 'label' | 'own'>, onClick: () => void}} props */
export function CopyAct({ line, onClick }) {
  return <Act verb={t('Copy')} name={t('Copy {field}', { field: nameWithin(line) })} onClick={onClick} />
}

/**
 * One line of an item, by what it is. @param {LineProps & {itemId: string}} props
 */
export function LineRow(props) {
  const { line, itemId, onCopy } = props
  if (line.as === 'hidden') return <HiddenRow {...props} />
  if (line.as === 'code')
    return (
      <CodeLine
        itemId={itemId}
        lineKey={line.key}
        value={line.value}
        label={nameOf(line)}
        onCopy={(/** @type {string} */ code) => onCopy(nameOf(line), code, true)}
      />
    )
  return (
    <Row name={nameOf(line)} actions={<PlainActs {...props} />}>
      <Value line={line} />
    </Row>
  )
}

/** @param {LineProps} props */
function PlainActs({ line, onCopy }) {
  const href = line.as === 'url' ? webAddress(line.value) : null
  return (
    <>
      {href && <OpenSite href={href} name={t('Open {field}', { field: nameWithin(line) })} />}
      <CopyAct line={line} onClick={() => onCopy(nameOf(line), line.value, false)} />
    </>
  )
}

/** @param {{href: string, name: string}} props */
export function OpenSite({ href, name }) {
  return (
    <a class="button quiet" href={href} target="_blank" rel="noopener noreferrer" aria-label={name}>
      {t('Open')}
    </a>
  )
}

/** As the reader writes it; what cannot be read as what it should be is shown as it was typed. @param {{line: Line}} props */
function Value({ line: { key, as, value } }) {
  if (as === 'url') return <Address url={value} />
  if (as === 'email') return <a href={`mailto:${encodeURIComponent(value)}`}>{value}</a>
  if (as === 'phone') return <a href={`tel:${value.replace(/[^\d+*#]/g, '')}`}>{value}</a>
  if (as === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) return dated(value, day)
  if (as === 'month' && /^\d{4}-\d\d$/.test(value)) return dated(`${value}-01`, monthYear)
  return <span class="prose">{inWords(key, value)}</span>
}

/** @param {string} date  YYYY-MM-DD @param {(date: Date) => string} write */
function dated(date, write) {
  const at = new Date(`${date}T12:00`)
  return <time dateTime={date}>{Number.isNaN(at.getTime()) ? date : write(at)}</time>
}

/** @param {{url: string}} props */
export function Address({ url }) {
  const href = webAddress(url)
  if (!href) return <>{url}</>
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {url}
    </a>
  )
}

/** @param {LineProps} props */
function HiddenRow({ line, onCopy, onLarge }) {
  const shown = useSignal(false)
  const field = nameWithin(line)
  return (
    <Row
      name={nameOf(line)}
      of={line.key}
      actions={
        <>
          <Act
            act="reveal"
            verb={shown.value ? t('Hide') : t('Show')}
            name={shown.value ? t('Hide {field}', { field }) : t('Show {field}', { field })}
            onClick={() => {
              shown.value = !shown.value
            }}
          />
          <Act
            act="large"
            verb={t('Large')}
            name={t('Show {field} in large type', { field })}
            onClick={() => onLarge(line)}
          />
          <CopyAct line={line} onClick={() => onCopy(nameOf(line), line.value, true)} />
        </>
      }
    >
      {shown.value ? <Secret text={line.value} /> : <Covered />}
    </Row>
  )
}
