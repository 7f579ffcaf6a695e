import { useEffect, useRef } from 'preact/hooks'
import { t } from './text.js'
import { workName } from './work.js'

/** @typedef {import('preact').ComponentChildren} Children */

/**
 * A failure: the cause in bold, then the next step; read out at once.
 * @param {{text: string}} props
 */
export function Alert({ text }) {
  const { lead, rest } = split(text)
  return (
    <div class="said">
      <div class="note warn" role="alert">
        <strong>{lead}</strong>
        {rest}
      </div>
    </div>
  )
}

/** @param {string} text  one or more sentences; the first is the cause */
function split(text) {
  const end = /[.:]\s/.exec(text)
  return end ? { lead: text.slice(0, end.index + 1), rest: text.slice(end.index + 1) } : { lead: text, rest: '' }
}

/** @param {{tone?: 'warn' | 'good' | undefined, actions?: Children, children: Children}} props  actions: beside the text where there is room */
export function Note({ tone, actions, children }) {
  if (!actions) return <div class={`note ${tone ?? ''}`}>{children}</div>
  return (
    <div class={`note ${tone ?? ''}`}>
      <div>{children}</div>
      <div class="actions">{actions}</div>
    </div>
  )
}

/**
 * Says that work goes on, once it has taken long enough to be noticed (see busy.js). Four tiles, one after another.
 * @param {{text: string | null}} props
 */
export function Busy({ text }) {
  return (
    <div class="busy" role="status">
      {text && (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          {[
            [0, 0],
            [9, 0],
            [0, 9],
            [9, 9],
          ].map(([x, y]) => (
            <rect key={`${x}-${y}`} x={x} y={y} width="7" height="7" rx="1.5" />
          ))}
        </svg>
      )}
      {text}
    </div>
  )
}

/** @param {import('./work.js').Step} props */
export function Progress({ what, done, total }) {
  const label = workName(what)
  return (
    <div class="progress">
      <label>
        <span>{label}</span>
        <span class="nums">{t('{figure} of {figure2}', { figure: done, figure2: total })}</span>
      </label>
      <progress value={done} max={total} aria-label={label} />
    </div>
  )
}

/**
 * @typedef {{id: number, text: string, action?: {label: string, run: () => void} | undefined}} ToastValue
 * @param {{toasts: readonly ToastValue[], onClose: (id: number) => void, onHold: (id: number) => void, onRelease: (id: number) => void}} props
 */
export function Toasts({ toasts, onClose, onHold, onRelease }) {
  return (
    <div class="toasts" role="status">
      {toasts.map(({ id, text, action }) => (
        <div
          key={id}
          class="toast"
          onPointerEnter={() => onHold(id)}
          onPointerLeave={() => onRelease(id)}
          onFocusCapture={() => onHold(id)}
          onBlurCapture={() => onRelease(id)}
        >
          <p>{text}</p>
          {action && (
            <button
              type="button"
              onClick={() => {
                onClose(id)
                action.run()
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  )
}

/**
 * Asks before an act that cannot be undone, naming what it is done to.
 * @param {{title: string, children: Children, confirm: string, keep: string, onAnswer: (yes: boolean) => void}} props  answered once, by button or Escape
 */
export function Confirm({ title, children, confirm, keep, onAnswer }) {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null))
  useEffect(() => ref.current?.showModal(), [])
  return (
    <dialog ref={ref} aria-labelledby="confirm-title" onClose={() => onAnswer(ref.current?.returnValue === YES)}>
      <h2 id="confirm-title">{title}</h2>
      <p class="muted">{children}</p>
      <div class="actions">
        <button type="button" onClick={() => ref.current?.close()}>
          {keep}
        </button>
        <button type="button" class="stop" onClick={() => ref.current?.close(YES)}>
          {confirm}
        </button>
      </div>
    </dialog>
  )
}

const YES = 'yes'
