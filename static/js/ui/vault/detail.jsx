import { useSignal } from '@preact/signals'
import { day, moment } from '../dates.js'
import { Note } from '../feedback.jsx'
import { t, text, tn } from '../text.js'
import { LargeType } from './largetype.jsx'
import { Act, Address, CopyAct, LineRow, OpenSite, Row } from './lines.jsx'
import { nameOf, webAddress } from '../fields.js'

/** @typedef {import('../fields.js').Line} Line */
/**
 * @typedef {object} DetailProps
 * @property {import('../fields.js').Item} item
 * @property {import('../fields.js').Fields} fields  of that item
 * @property {string} kind  as it is shown
 * @property {boolean} working
 * @property {import('./lines.jsx').OnCopy} onCopy
 * @property {(() => void) | null} onWifi  null where there is no Wi-Fi login
 * @property {() => void} onEdit
 * @property {() => void} onDelete
 * @property {() => void} onRestore
 * @property {() => void} onDuplicate
 * @property {() => void} onFavorite  it becomes one, or is none any more
 * @property {() => void} onHistory
 */

/** @param {DetailProps} props */
export function Detail(props) {
  const { item, fields, kind } = props
  return (
    <article class="sheet">
      <header class="sheethead">
        <div>
          <h2 tabIndex={-1}>{item.title || t('Untitled')}</h2>
          <ul class="chips" aria-label={t('Kind and tags')}>
            <li class="chip kind">{kind}</li>
            {fields.tags.map((tag) => (
              <li key={tag} class="chip">
                {tag}
              </li>
            ))}
          </ul>
        </div>
        <Acts {...props} />
      </header>
      {item.trashedAt !== null && (
        <Note>{t('In the trash since {day}. Restore it to change it.', { day: day(item.trashedAt * 1000) })}</Note>
      )}
      <Lines key={item.id} {...props} />
      <Foot {...props} />
    </article>
  )
}

/** What can be done to the item as a whole. @param {DetailProps} props */
function Acts({ item, working, onEdit, onDelete, onRestore, onDuplicate, onFavorite }) {
  if (item.trashedAt !== null)
    return (
      <button type="button" onClick={onRestore} disabled={working}>
        {t('Restore')}
      </button>
    )
  return (
    <div class="actions itemacts">
      <button type="button" onClick={onEdit}>
        {t('Edit')}
      </button>
      <button type="button" class="quiet" aria-pressed={item.favorite} onClick={onFavorite}>
        <span aria-hidden="true" class="star">
          {item.favorite ? '★' : '☆'}
        </span>
        {t('Favourite')}
      </button>
      <button type="button" class="quiet" onClick={onDuplicate} disabled={working}>
        {t('Duplicate')}
      </button>
      <button type="button" class="quiet danger" onClick={onDelete} disabled={working}>
        {t('Delete')}
      </button>
    </div>
  )
}

/** @param {DetailProps} props */
function Lines({ item, fields, onCopy, onWifi }) {
  const large = useSignal(/** @type {Line | null} */ (null))
  const filled = fields.lines.filter(({ value }) => value !== '')
  return (
    <>
      <dl class="fields">
        {filled.map((line) => (
          <LineRow
            key={`${line.key} ${line.as} ${line.value}`}
            itemId={item.id}
            line={line}
            onCopy={onCopy}
            onLarge={(chosen) => (large.value = chosen)}
          />
        ))}
        {fields.urls.map((url, at) => (
          <SiteRow key={`${at} ${url}`} url={url} number={at + 1} onCopy={onCopy} />
        ))}
        {fields.notes && <Notes text={fields.notes} onCopy={onCopy} />}
      </dl>
      {onWifi && (
        <p>
          <button type="button" data-act="wifi" onClick={onWifi}>
            {t('Show QR code to join')}
          </button>
        </p>
      )}
      {large.value && (
        <LargeType name={nameOf(large.value)} text={large.value.value} onClose={() => (large.value = null)} />
      )}
    </>
  )
}

/** Labels, as those of other lines. */
const SITE = text('Website')
const NOTES = text('Notes')

/** @param {{url: string, number: number, onCopy: DetailProps['onCopy']}} props */
function SiteRow({ url, number, onCopy }) {
  const href = webAddress(url)
  const name = number === 1 ? t('Website') : t('Website {number}', { number })
  const label = number === 1 ? t('Open site') : t('Open site {number}', { number })
  const actions = (
    <>
      {href && <OpenSite href={href} name={label} />}
      <CopyAct line={{ label: number === 1 ? SITE : name, own: number > 1 }} onClick={() => onCopy(name, url, false)} />
    </>
  )
  return (
    <Row name={name} actions={actions}>
      <Address url={url} />
    </Row>
  )
}

/** So much of a note is laid out at once; a hundred thousand characters take a browser noticeably long. */
const AT_ONCE = 5000

/** @param {{text: string, onCopy: DetailProps['onCopy']}} props */
function Notes({ text, onCopy }) {
  const whole = useSignal(text.length <= AT_ONCE)
  return (
    <Row
      name={t('Notes')}
      actions={<CopyAct line={{ label: NOTES, own: false }} onClick={() => onCopy(t('Notes'), text, true)} />}
    >
      <span class="prose">{whole.value ? text : text.slice(0, AT_ONCE)}</span>
      {!whole.value && (
        <p>
          <Act verb={t('Show all')} name={t('Show all of the notes')} onClick={() => (whole.value = true)} />
        </p>
      )}
    </Row>
  )
}

/** @param {DetailProps} props */
function Foot({ item, onHistory }) {
  const states = item.history.length
  return (
    <p class="muted small">
      {t('Changed {when}. Made {day}.', { when: moment(item.modifiedAt * 1000), day: day(item.creationAt * 1000) })}{' '}
      {states > 0 && (
        <button type="button" class="textlink" onClick={onHistory}>
          {tn(states, '{count} earlier state', '{count} earlier states')}
        </button>
      )}
    </p>
  )
}
