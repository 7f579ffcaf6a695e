import { useSignal } from '@preact/signals'
import { useId, useMemo } from 'preact/hooks'
import { offered } from '../choices.js'
import { PasswordField, Select, TextArea } from '../controls.jsx'
import { t } from '../text.js'
import { CodeSetup } from './code.jsx'
import { GeneratorButton } from './generator.jsx'

/** @typedef {import('@preact/signals').Signal<string>} Text */
/** @typedef {{label: string, as: import('../fields.js').LineType, value: Text, issued?: boolean, choices?: import('../choices.js').Choices | undefined}} LineInputProps issued: by somebody else, so that there is nothing to generate */

const LONGEST = 10_000

/** The keyboard that a phone shows. @type {Readonly<Record<string, 'text' | 'url' | 'email' | 'tel' | 'decimal'>>} */
const KEYBOARDS = { url: 'url', email: 'email', phone: 'tel', number: 'decimal' }

/** What the browser's own pickers can show; anything else that an import brought stays text. @type {Readonly<Record<string, RegExp>>} */
const PICKED = { date: /^\d{4}-\d\d-\d\d$/, month: /^\d{4}-\d\d$/ }

/**
 * The input for one line of an item, by what the line is.
 * @param {LineInputProps} props
 */
export function LineInput(props) {
  const { label, as, value, choices } = props
  if (choices) return <Chosen label={label} value={value} choices={choices} />
  if (as === 'multiline') return <TextArea label={label} value={value} rows={4} />
  if (as === 'hidden') return <HiddenInput {...props} />
  if (as === 'code') return <CodeSetup label={label} value={value.value} onValue={(uri) => (value.value = uri)} />
  return <PlainInput {...props} />
}

/** @param {{label: string, value: Text, choices: import('../choices.js').Choices}} props */
function Chosen({ label, value, choices }) {
  // What was there stays on offer when another is chosen.
  const options = useMemo(() => offered(choices, value.peek()), [choices])
  return (
    <div class="short">
      <Select label={label} value={value} options={options} />
    </div>
  )
}

/** @param {LineInputProps} props */
function PlainInput({ label, as, value }) {
  const id = useId()
  const fits = value.value === '' || PICKED[as]?.test(value.value)
  return (
    <div class={`field ${as in PICKED ? 'picked' : ''}`}>
      <label for={id}>{label}</label>
      <input
        id={id}
        type={/** @type {'text'} */ (as in PICKED && fits ? as : 'text')}
        inputMode={KEYBOARDS[as] ?? 'text'}
        value={value}
        placeholder={as === 'month' ? t('year-month, as 2027-03') : undefined}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        maxLength={LONGEST}
        onInput={(event) => {
          value.value = event.currentTarget.value
        }}
      />
    </div>
  )
}

/**
 * A hidden value may have lines, as a private key has: a field of one line would squeeze them together when it is pasted.
 * @param {LineInputProps} props
 */
function HiddenInput({ label, value, issued = false }) {
  if (value.value.includes('\n')) return <HiddenArea label={label} value={value} />
  /** @param {ClipboardEvent} event */
  const keepLines = (event) => {
    const pasted = event.clipboardData?.getData('text').trimEnd() ?? ''
    if (!pasted.includes('\n')) return
    event.preventDefault()
    value.value = pasted
  }
  return (
    <div onPasteCapture={keepLines}>
      <PasswordField label={label} value={value} maxLength={LONGEST}>
        {!issued && <GeneratorButton onUse={(made) => (value.value = made)} />}
      </PasswordField>
    </div>
  )
}

/** @param {{label: string, value: Text}} props */
function HiddenArea({ label, value }) {
  const id = useId()
  const shown = useSignal(false)
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="witharea">
        <textarea
          id={id}
          class={shown.value ? 'mono' : 'mono covered'}
          rows={4}
          autocomplete="off"
          spellcheck={false}
          value={value}
          onInput={(event) => {
            value.value = event.currentTarget.value
          }}
        />
        <button type="button" class="quiet" aria-pressed={shown.value} onClick={() => (shown.value = !shown.value)}>
          {shown.value ? t('Hide') : t('Show')}
          <span class="visually-hidden"> {t('what is typed')}</span>
        </button>
      </div>
    </div>
  )
}
