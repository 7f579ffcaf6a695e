import { useId } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { t } from './text.js'

/** @typedef {import('@preact/signals').Signal<string>} Text */

/**
 * What every text field takes. No field here has a `name`: nothing typed can end in an address or a native submit.
 * @typedef {object} FieldProps
 * @property {string} label
 * @property {Text} value
 * @property {'text' | 'email' | 'password'} [type]
 * @property {string} [autocomplete]
 * @property {string | null | undefined} [problem]  shown as an alert below the field
 * @property {boolean} [autofocus]
 * @property {boolean} [mono]
 * @property {boolean} [code]  for short codes: large type, no corrections
 * @property {number} [maxLength]
 * @property {() => void} [onInput]
 * @property {import('preact').ComponentChildren} [children]  below the field, say a strength meter
 */

/** @param {FieldProps} props */
export function Field(props) {
  const id = useId()
  return (
    <div class={`field ${props.code ? 'code' : ''}`}>
      <label for={id}>{props.label}</label>
      <FieldInput {...props} id={id} />
      <Problem id={id} text={props.problem} />
      {props.children}
    </div>
  )
}

/** @param {FieldProps & {id: string}} props */
function FieldInput({
  id,
  value,
  type = 'text',
  autocomplete = 'off',
  problem,
  autofocus,
  mono,
  maxLength = 10_000,
  onInput,
}) {
  return (
    <input
      id={id}
      type={/** @type {'text'} */ (type)}
      class={mono ? 'mono' : ''}
      value={value}
      autocomplete={autocomplete}
      autocapitalize="none"
      spellcheck={false}
      maxLength={maxLength}
      data-autofocus={autofocus}
      aria-invalid={problem ? 'true' : undefined}
      aria-describedby={problem ? `${id}-problem` : undefined}
      onInput={(event) => {
        value.value = event.currentTarget.value
        onInput?.()
      }}
    />
  )
}

/** @param {FieldProps} props */
export function PasswordField(props) {
  const id = useId()
  const shown = useSignal(false)
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="withbutton">
        <FieldInput {...props} id={id} mono={shown.value} type={shown.value ? 'text' : 'password'} />
        <button type="button" class="quiet" aria-pressed={shown.value} onClick={() => (shown.value = !shown.value)}>
          {shown.value ? t('Hide') : t('Show')}
          <span class="visually-hidden"> {t('what is typed')}</span>
        </button>
      </div>
      <Problem id={id} text={props.problem} />
      {props.children}
    </div>
  )
}

/** @param {{label: string, value: Text, rows?: number, maxLength?: number}} props */
export function TextArea({ label, value, rows = 5, maxLength = 100_000 }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        rows={rows}
        maxLength={maxLength}
        value={value}
        onInput={(event) => (value.value = event.currentTarget.value)}
      />
    </div>
  )
}

/** @param {{label: string, hint?: string, checked: import('@preact/signals').Signal<boolean>, onChange?: () => void}} props */
export function Checkbox({ label, hint, checked, onChange }) {
  const id = useId()
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          checked.value = event.currentTarget.checked
          onChange?.()
        }}
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

/** @param {{label: string, value: Text, options: ReadonlyArray<readonly [value: string, text: string]>, hint?: string, onChange?: () => void}} props */
export function Select({ label, value, options, hint, onChange }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          value.value = event.currentTarget.value
          onChange?.()
        }}
      >
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

/** @param {{id: string, text: string | null | undefined}} props */
function Problem({ id, text }) {
  return text ? (
    <p class="problem" id={`${id}-problem`} role="alert">
      {text}
    </p>
  ) : null
}

/**
 * A form that only calls back: nothing is ever sent natively, and what is wrong is said by the page.
 * @param {{
 *   onSubmit: () => void,
 *   form?: import('preact').RefObject<HTMLFormElement | null> | null,
 *   class?: string,
 *   children: import('preact').ComponentChildren,
 * }} props
 */
export function Form({ onSubmit, form = null, class: name = 'stack', children }) {
  return (
    <form
      ref={form}
      class={name}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}
