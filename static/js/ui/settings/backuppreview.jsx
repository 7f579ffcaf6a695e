import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import { counted, day, figure, moment } from '../dates.js'
import { nameOf } from '../fields.js'
import { rich, t, text } from '../text.js'

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} title
 * @property {string} subtitle
 * @property {'new' | 'changed' | 'missing'} standing  new: in the vault alone; missing: in the backup alone
 * @property {number | null} then  last change as the backup has it, seconds since 1970
 * @property {number | null} now  the same as the vault has it
 * @property {boolean} trashed
 * @property {ReadonlyArray<{label: string, own: boolean}>} differs
 *
 * @typedef {object} Preview
 * @property {number} date  of the backup, seconds since 1970
 * @property {Record<'new' | 'changed' | 'missing' | 'same', number>} counts
 * @property {readonly Row[]} rows
 */

const STEP = 100

const GROUPS = /** @type {const} */ ([
  ['missing', text('Missing here'), text('In the backup and not in your vault. Restoring adds them.')],
  [
    'changed',
    text('Changed since'),
    text('Restoring brings back what the backup has; the present state goes into the item’s history.'),
  ],
  ['new', text('New here'), text('Not in the backup. They stay as they are.')],
])

/**
 * When both were changed last, as exactly as it takes to tell them apart.
 * @param {number} then
 * @param {number} now
 */
function both(then, now) {
  const say = day(then * 1000) === day(now * 1000) ? moment : day
  return t('backup {say} · here {say2}', { say: say(then * 1000), say2: say(now * 1000) })
}

/** @param {Row} row */
function told({ subtitle, standing, then, now, trashed, differs }) {
  const parts = [subtitle, trashed ? t('in the trash') : '']
  if (standing === 'changed') parts.push(t('differs: {join}', { join: differs.map(nameOf).join(', ') }))
  if (then !== null && now !== null) parts.push(both(then, now))
  else parts.push(day((then ?? now ?? 0) * 1000))
  return parts.filter((part) => part !== '').join(' · ')
}

/**
 * A backup held against the vault, item by item.
 * @param {{preview: Preview, chosen: import('@preact/signals').Signal<ReadonlySet<string>>, disabled: boolean}} props
 */
export function BackupPreview({ preview, chosen, disabled }) {
  const { date, counts, rows } = preview
  const heading = useRef(/** @type {HTMLHeadingElement | null} */ (null))
  useEffect(() => heading.current?.focus(), [])
  return (
    <>
      <h3 class="listtitle" ref={heading} tabIndex={-1}>
        {t('Backup of {moment}', { moment: moment(date * 1000) })}
      </h3>
      <p>
        {t('{figure} missing here, {figure2} changed, {figure3} new here, {figure4} the same.', {
          figure: counts.missing,
          figure2: counts.changed,
          figure3: counts.new,
          figure4: counts.same,
        })}
      </p>
      {GROUPS.map(([standing, title, hint]) => {
        const listed = rows.filter((row) => row.standing === standing)
        return listed.length > 0 ? (
          <Group key={standing} title={t(title)} hint={t(hint)} rows={listed} chosen={chosen} disabled={disabled} />
        ) : null
      })}
    </>
  )
}

/**
 * @param {object} props
 * @param {string} props.title
 * @param {string} props.hint
 * @param {readonly Row[]} props.rows
 * @param {import('@preact/signals').Signal<ReadonlySet<string>>} props.chosen
 * @param {boolean} props.disabled
 */
function Group({ title, hint, rows, chosen, disabled }) {
  const shown = useSignal(STEP)
  const id = useId()
  const isOffered = rows[0]?.standing !== 'new'
  const rest = rows.length - shown.value
  return (
    <section class="compared" aria-labelledby={id}>
      <h4 id={id}>
        {title} <span class="muted nums">{figure(rows.length)}</span>
      </h4>
      <p class="small muted">{hint}</p>
      {isOffered && rows.length > 1 && <All title={title} rows={rows} chosen={chosen} disabled={disabled} />}
      <ul class="records">
        {rows.slice(0, shown.value).map((row) => (
          <Compared key={row.id} row={row} chosen={isOffered ? chosen : null} disabled={disabled} />
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" class="quiet" onClick={() => (shown.value += STEP)}>
          {t('Show {counted}', { counted: counted(Math.min(STEP, rest), 'more item') })}
        </button>
      )}
    </section>
  )
}

/** @param {{title: string, rows: readonly Row[], chosen: import('@preact/signals').Signal<ReadonlySet<string>>, disabled: boolean}} props */
function All({ title, rows, chosen, disabled }) {
  const id = useId()
  const count = rows.filter((row) => chosen.value.has(row.id)).length
  const toggle = () => {
    const others = [...chosen.value].filter((one) => !rows.some((row) => row.id === one))
    chosen.value = new Set(count < rows.length ? [...others, ...rows.map((row) => row.id)] : others)
  }
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        disabled={disabled}
        checked={count === rows.length}
        ref={(box) => {
          if (box) box.indeterminate = count > 0 && count < rows.length
        }}
        onChange={toggle}
      />
      <label for={id}>
        {rich('All {counted}{span}', {
          counted: counted(rows.length, 'item'),
          span: <span class="visually-hidden">: {title}</span>,
        })}
      </label>
    </div>
  )
}

/** @param {{row: Row, chosen: import('@preact/signals').Signal<ReadonlySet<string>> | null, disabled: boolean}} props */
function Compared({ row, chosen, disabled }) {
  const id = useId()
  const title = row.title || t('Without a title')
  if (!chosen) {
    return (
      <li class="comparedrow">
        <span class="name">{title}</span>
        <p class="small muted">{told(row)}</p>
      </li>
    )
  }
  const toggle = () => {
    const next = new Set(chosen.value)
    if (!next.delete(row.id)) next.add(row.id)
    chosen.value = next
  }
  return (
    <li class="comparedrow check">
      <input
        id={id}
        type="checkbox"
        disabled={disabled}
        checked={chosen.value.has(row.id)}
        aria-describedby={`${id}-told`}
        onChange={toggle}
      />
      <label for={id}>{title}</label>
      <p class="hint small" id={`${id}-told`}>
        {told(row)}
      </p>
    </li>
  )
}
