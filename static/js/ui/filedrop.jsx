import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'

/**
 * Where a file is let fall.
 * @param {{title: string, onFile: (file: Blob) => void, children: import('preact').ComponentChildren}} props
 */
export function DropZone({ title, onFile, children }) {
  const over = useSignal(false)
  return (
    <div
      class="drop"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        over.value = true
      }}
      onDragLeave={() => {
        over.value = false
      }}
      onDrop={(event) => {
        event.preventDefault()
        over.value = false
        const file = event.dataTransfer?.files[0]
        if (file) onFile(file)
      }}
    >
      <strong>{title}</strong>
      <p class="muted small">{children}</p>
    </div>
  )
}

/**
 * A button that asks for a file; what is heard of its input is `label`.
 * @param {{label: string, primary: boolean, disabled: boolean, onFile: (file: Blob) => void, children: string}} props
 */
export function FileButton({ label, primary, disabled, onFile, children }) {
  const id = useId()
  const input = useRef(/** @type {HTMLInputElement | null} */ (null))
  return (
    <>
      <label class="visually-hidden" for={id}>
        {label}
      </label>
      <input
        id={id}
        ref={input}
        type="file"
        class="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          if (file) onFile(file)
          event.currentTarget.value = '' // so that the same file may be chosen again
        }}
      />
      <button type="button" class={primary ? 'primary' : ''} disabled={disabled} onClick={() => input.current?.click()}>
        {children}
      </button>
    </>
  )
}
