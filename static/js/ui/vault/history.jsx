import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Select } from '../controls.jsx'
import { moment } from '../dates.js'
import { differences, excerpts } from '../differences.js'
import { Alert } from '../feedback.jsx'
import { Covered, Secret } from '../secret.jsx'
import { t } from '../text.js'

/** @typedef {import('../differences.js').Difference} Difference */
/** @typedef {import('../differences.js').KindName} KindName */
/** @typedef {{modifiedAt: number, fields: import('../fields.js').Fields}} Version modifiedAt: seconds since 1970 */

/**
 * @typedef {object} HistoryProps
 * @property {string} title  of the item
 * @property {readonly Version[]} versions  what it is now, then what it was, newest first
 * @property {KindName} kindName
 * @property {boolean} restorable  not while it is in the trash
 * @property {string | null} failure
 * @property {boolean} working
 * @property {(at: number) => void} onRestore  place among the versions
 * @property {() => void} onClose
 */

/**
 * Every kept state of an item: when it came to be and what had changed; two of them side by side.
 * @param {HistoryProps} props
 */
export function History(props) {
  const { title, versions, failure, onClose } = props
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null))
  const chosen = useSignal(Math.min(1, versions.length - 1))
  const other = useSignal('0')
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} class="history" aria-labelledby="history-title" onClose={onClose}>
      <h2 id="history-title">{t('History of “{title}”', { title })}</h2>
      {failure && <Alert text={failure} />}
      <div class="historypanes">
        <Versions {...props} chosen={chosen} />
        <Comparison {...props} chosen={chosen.value} other={other} />
      </div>
      <div class="actions">
        <button type="button" onClick={() => dialog.current?.close()}>
          {t('Close')}
        </button>
      </div>
    </dialog>
  )
}

/** @param {readonly Version[]} versions @param {number} at */
const when = (versions, at) => (at === 0 ? t('Now') : moment(versions[at].modifiedAt * 1000))

/** What was changed when a version came to be. @param {readonly Version[]} versions @param {number} at @param {KindName} kindName */
function changes(versions, at, kindName) {
  const before = versions[at + 1]
  if (!before) return t('the oldest that is kept')
  const names = differences(before.fields, versions[at].fields, kindName).map(({ name }) => name)
  return names.length > 0 ? names.join(', ') : t('nothing that is shown here')
}

/** @param {HistoryProps & {chosen: import('@preact/signals').Signal<number>}} props */
function Versions({ versions, kindName, chosen }) {
  return (
    <ul class="versions" aria-label={t('States')}>
      {versions.map(({ modifiedAt }, at) => (
        <li key={at}>
          <button type="button" aria-current={chosen.value === at} onClick={() => (chosen.value = at)}>
            <span>{when(versions, at)}</span>
            <span class="muted small">
              {at === 0 && `${moment(modifiedAt * 1000)} · `}
              {changes(versions, at, kindName)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** @param {HistoryProps & {chosen: number, other: import('@preact/signals').Signal<string>}} props */
function Comparison({ versions, kindName, chosen, other, restorable, working, onRestore }) {
  const with_ = Math.min(Number(other.value), versions.length - 1)
  const options = versions.map((_, at) => /** @type {const} */ ([String(at), when(versions, at)]))
  const found = differences(versions[chosen].fields, versions[with_].fields, kindName)
  return (
    <section class="comparison" aria-label={t('Comparison')}>
      <div class="comparehead">
        <Select label={t('Compare with')} value={other} options={options} />
        {chosen > 0 && restorable && (
          <button type="button" class="primary" disabled={working} onClick={() => onRestore(chosen)}>
            {t('Restore this')}
          </button>
        )}
      </div>
      {found.length === 0 ? (
        <p class="muted">{t('There is no difference between the two.')}</p>
      ) : (
        <Table key={`${chosen} ${with_}`} found={found} left={when(versions, chosen)} right={when(versions, with_)} />
      )}
    </section>
  )
}

/** @param {{found: readonly Difference[], left: string, right: string}} props */
function Table({ found, left, right }) {
  const shown = useSignal(false)
  return (
    <>
      <table class="compare">
        <thead>
          <tr>
            <th scope="col">{t('Field')}</th>
            <th scope="col">{left}</th>
            <th scope="col">{right}</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ id, name, covered, ...one }) => {
            const [was, is] = covered ? [one.left, one.right] : excerpts(one.left, one.right)
            return (
              <tr key={id}>
                <th scope="row">{name}</th>
                <Cell state={left} text={was} covered={covered} shown={shown.value} />
                <Cell state={right} text={is} covered={covered} shown={shown.value} />
              </tr>
            )
          })}
        </tbody>
      </table>
      {found.some(({ covered }) => covered) && (
        <button type="button" class="quiet" aria-pressed={shown.value} onClick={() => (shown.value = !shown.value)}>
          {shown.value ? t('Cover hidden values') : t('Show hidden values')}
        </button>
      )}
    </>
  )
}

/** @param {{state: string, text: string, covered: boolean, shown: boolean}} props  state: shown where there is no column for it */
function Cell({ state, text, covered, shown }) {
  const secret = shown ? <Secret text={text} /> : <Covered />
  return (
    <td data-state={state} class={covered || text === '' ? undefined : 'prose'}>
      {text === '' ? <span class="muted">—</span> : covered ? secret : text}
    </td>
  )
}
