import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { Select } from '../controls.jsx'
import { t, text } from '../text.js'

/** @typedef {import('../../vault/generatoroptions.js').Options} Options */
/** @typedef {import('../../vault/generatoroptions.js').Kind} Kind */
/** @typedef {{least: number, most: number}} Range */
/**
 * @typedef {object} FormProps
 * @property {Options} options
 * @property {Readonly<Record<Kind, Range>>} ranges
 * @property {(options: Options) => void} onOptions
 */

/** @type {ReadonlyArray<readonly [Kind, string]>} */
const KINDS = [
  ['random', text('Random')],
  ['memorable', text('Memorable')],
  ['pin', text('PIN')],
]

/** @type {ReadonlyArray<readonly [import('../../vault/generatoroptions.js').Class, string]>} */
const CLASSES = [
  ['lower', text('Lower-case letters')],
  ['upper', text('Capital letters')],
  ['digits', text('Digits')],
  ['symbols', text('Symbols')],
]

/** @type {ReadonlyArray<readonly [string, string]>} */
const SEPARATORS = [
  ['-', text('Hyphens')],
  [' ', text('Spaces')],
  ['.', text('Full stops')],
  [',', text('Commas')],
  ['_', text('Underscores')],
]

/** @param {FormProps} props */
export function KindChoice({ options, onOptions }) {
  const name = useId()
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">{t('What to make')}</legend>
      {KINDS.map(([kind, label]) => (
        <label key={kind}>
          <input
            type="radio"
            name={name}
            checked={options.kind === kind}
            onChange={() => onOptions({ ...options, kind })}
          />
          <span>{t(label)}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** The settings of the kind that is chosen. @param {FormProps} props */
export function KindForm(props) {
  if (props.options.kind === 'random') return <RandomForm {...props} />
  return props.options.kind === 'memorable' ? <MemorableForm {...props} /> : <PinForm {...props} />
}

/** @param {FormProps} props */
function RandomForm({ options, ranges, onOptions }) {
  const { random } = options
  /** @param {Partial<Options['random']>} part */
  const change = (part) => onOptions({ ...options, random: { ...random, ...part } })
  const isLast = CLASSES.filter(([each]) => random[each]).length === 1
  return (
    <>
      <Count
        label={t('Length')}
        value={random.length}
        range={ranges.random}
        onChange={(length) => change({ length })}
      />
      <fieldset class="classes">
        <legend>{t('At least one of each')}</legend>
        {CLASSES.map(([each, label]) => (
          <Choice
            key={each}
            label={t(label)}
            checked={random[each]}
            disabled={isLast && random[each]}
            onChange={(on) => change({ [each]: on })}
          />
        ))}
      </fieldset>
      <Choice
        label={t('Leave out look-alikes')}
        hint={t('No l, I and 1, no O, o and 0: for what is read aloud or typed by hand.')}
        checked={random.plain}
        onChange={(plain) => change({ plain })}
      />
    </>
  )
}

/** @param {FormProps} props */
function MemorableForm({ options, ranges, onOptions }) {
  const { memorable } = options
  /** @param {Partial<Options['memorable']>} part */
  const change = (part) => onOptions({ ...options, memorable: { ...memorable, ...part } })
  return (
    <>
      <Count
        label={t('Words')}
        value={memorable.words}
        range={ranges.memorable}
        onChange={(words) => change({ words })}
      />
      <Separator value={memorable.separator} onChange={(separator) => change({ separator })} />
      <Choice
        label={t('Begin words with a capital letter')}
        checked={memorable.capitals}
        onChange={(capitals) => change({ capitals })}
      />
      <Choice
        label={t('Add a digit to one of the words')}
        checked={memorable.number}
        onChange={(number) => change({ number })}
      />
    </>
  )
}

/** @param {FormProps} props */
function PinForm({ options, ranges, onOptions }) {
  return (
    <>
      <Count
        label={t('Digits')}
        value={options.pin.length}
        range={ranges.pin}
        onChange={(length) => onOptions({ ...options, pin: { length } })}
      />
      <p class="muted small">
        {t('For devices and cards that lock after a few wrong tries. Anything else wants more.')}
      </p>
    </>
  )
}

/**
 * A number that is typed, or set with the slider beside it. That is for the mouse alone: with keys the field does the same.
 * @param {{label: string, value: number, range: Range, onChange: (value: number) => void}} props
 */
function Count({ label, value, range: { least, most }, onChange }) {
  const id = useId()
  /** @param {{currentTarget: HTMLInputElement}} event */
  const read = ({ currentTarget: { value: typed } }) => {
    const number = Number(typed)
    if (Number.isInteger(number) && number >= least && number <= most) onChange(number)
  }
  const bounds = { min: least, max: most, value }
  return (
    <div class="count">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        {...bounds}
        onInput={read}
        onBlur={(event) => {
          event.currentTarget.value = String(value) // what is out of bounds was not taken
        }}
      />
      <input type="range" aria-hidden="true" tabIndex={-1} {...bounds} onInput={read} />
    </div>
  )
}

/** @param {{value: string, onChange: (separator: string) => void}} props */
function Separator({ value, onChange }) {
  const chosen = useSignal(value)
  return (
    <Select
      label={t('Between words')}
      value={chosen}
      options={SEPARATORS.map(([separator, label]) => [separator, t(label)])}
      onChange={() => onChange(chosen.value)}
    />
  )
}

/** @param {{label: string, hint?: string, checked: boolean, disabled?: boolean, onChange: (on: boolean) => void}} props */
function Choice({ label, hint, checked, disabled = false, onChange }) {
  const id = useId()
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
