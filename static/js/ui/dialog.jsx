import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { t } from './text.js'

/**
 * Shows a dialog over the page from the moment that it is drawn. `onClose` is called once, and at once: the browser's own
 * word that a dialog has closed comes later, and a key that is pressed until then would still be taken for the dialog's.
 * @param {() => void} onClose
 * @returns {{close: () => void, modal: {
 *   ref: import('preact').RefObject<HTMLDialogElement | null>,
 *   onCancel: (event: Event) => void,
 *   onClose: () => void,
 * }}} modal: for the `<dialog>`
 */
export function useModal(onClose) {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null))
  const closed = useRef(false)
  useLayoutEffect(() => ref.current?.showModal(), [])
  const close = () => {
    if (closed.current) return
    closed.current = true
    ref.current?.close() // gives the focus back
    onClose()
  }
  /** Escape, or a phone's way back; a file that was not chosen is told by an event of the same name. @param {Event} event */
  const cancel = (event) => {
    if (event.target !== ref.current) return
    event.preventDefault()
    close()
  }
  return { close, modal: { ref, onCancel: cancel, onClose: close } }
}

/**
 * Something to look at, under its title.
 * @param {{title: string, class?: string, onClose: () => void, children: import('preact').ComponentChildren}} props
 */
export function Dialog({ title, class: name = '', onClose, children }) {
  const id = useId()
  const { close, modal } = useModal(onClose)
  return (
    <dialog {...modal} class={name} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
      <div class="actions">
        <button type="button" class="primary" onClick={close}>
          {t('Close')}
        </button>
      </div>
    </dialog>
  )
}
