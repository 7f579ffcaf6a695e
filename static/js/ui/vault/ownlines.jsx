import { useId, useRef } from 'preact/hooks'
import { Field, Select } from '../controls.jsx'
import { LINE_TYPES } from '../fields.js'
import { useFocusNext } from '../focusnext.js'
import { t } from '../text.js'
import { makeLine, moved } from './form.js'
import { LineInput } from './lineinput.jsx'

/** @typedef {import('./form.js').FormLine} FormLine */
/** @typedef {import('@preact/signals').Signal<FormLine[]>} Lines */

/**
 * What can be done to a list of fields; the focus goes along with what it is done to.
 * @param {Lines} lines
 * @param {import('preact').RefObject<HTMLElement | null>} box
 */
function useLines(lines, box) {
  const focus = useFocusNext(box)
  return {
    add: () => {
      focus('.ownline:last-of-type input')
      lines.value = [...lines.value, makeLine()]
    },
    /** @param {FormLine} gone */
    remove: (gone) => {
      focus('.addline')
      lines.value = lines.value.filter((line) => line !== gone)
    },
    /** @param {FormLine} line @param {-1 | 1} by */
    move: (line, by) => {
      focus(
        `[data-line="${line.key}"] [data-by="${by}"]:not(:disabled), [data-line="${line.key}"] [data-by]:not(:disabled)`,
      )
      lines.value = moved(lines.value, lines.value.indexOf(line), by)
    },
  }
}

/**
 * The fields that the person adds: each with a name, a type, a place and a value.
 * @param {{lines: Lines, nameless: string | null, valued?: boolean}} props  nameless: key of one that lacks its name; valued: false
 *   for a kind's fields, which have no values yet
 */
export function OwnLines({ lines, nameless, valued = true }) {
  const box = useRef(/** @type {HTMLFieldSetElement | null} */ (null))
  const acts = useLines(lines, box)
  const own = lines.value.filter((line) => line.own)
  return (
    <fieldset class="ownlines" ref={box}>
      <legend class={valued ? '' : 'visually-hidden'}>{valued ? t('Your own fields') : t('Fields')}</legend>
      {own.map((line, at) => (
        <OwnLine
          key={line.key}
          line={line}
          first={at === 0}
          last={at === own.length - 1}
          problem={nameless === line.key ? t('Give the field a name.') : null}
          valued={valued}
          acts={acts}
        />
      ))}
      <button type="button" class="quiet addline" data-act="add-field" onClick={acts.add}>
        {t('Add field')}
      </button>
    </fieldset>
  )
}

/** @param {{line: FormLine, first: boolean, last: boolean, problem: string | null, valued: boolean, acts: ReturnType<typeof useLines>}} props */
function OwnLine({ line, first, last, problem, valued, acts }) {
  const id = useId()
  const name = line.label.value || t('new field')
  const types = LINE_TYPES.map(([as, english]) => /** @type {const} */ ([as, t(english)]))
  return (
    <div class="ownline" data-line={line.key} role="group" aria-labelledby={id}>
      <span class="visually-hidden" id={id}>
        {name}
      </span>
      <div class="pair">
        <Field label={t('Field name')} value={line.label} maxLength={200} problem={problem} />
        <Select
          label={t('Type')}
          value={/** @type {import('@preact/signals').Signal<any>} */ (line.as)}
          options={types}
        />
      </div>
      {valued && <LineInput label={t('Value')} as={line.as.value} value={line.value} />}
      <div class="ownacts">
        <Act name={t('Move {field} up', { field: name })} by={-1} off={first} onClick={() => acts.move(line, -1)}>
          {t('Up')}
        </Act>
        <Act name={t('Move {field} down', { field: name })} by={1} off={last} onClick={() => acts.move(line, 1)}>
          {t('Down')}
        </Act>
        <Act name={t('Remove {field}', { field: name })} onClick={() => acts.remove(line)}>
          {t('Remove')}
        </Act>
      </div>
    </div>
  )
}

/** @param {{name: string, by?: -1 | 1, off?: boolean, onClick: () => void, children: string}} props */
function Act({ name, by, off = false, onClick, children }) {
  return (
    <button type="button" class="quiet" aria-label={name} data-by={by} disabled={off} onClick={onClick}>
      {children}
    </button>
  )
}
