import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { Alert } from '../ui/feedback.jsx'
import { DropZone, FileButton } from '../ui/filedrop.jsx'
import { Reading } from '../ui/reading.jsx'
import { closeReader } from '../worker/readerdoor.js'
import { useAct } from './act.js'
import { CameraReader } from './camera.jsx'
import { asText, sortKeyText } from './keytext.js'
import { useReading } from './reading.js'
import { TypeTheKey } from './typekey.jsx'

/** @typedef {import('../account/receipt.js').Presented} Presented */
/** @typedef {ReturnType<typeof usePresenting>} Presenting */

/**
 * The ways of presenting a copy in an open vault: each is read here, and handed to `take`.
 * @param {(presented: Presented) => Promise<void>} take
 */
function usePresenting(take) {
  const { failure, working, slow, act } = useAct()
  const { isReading, step, read } = useReading()
  const open = useSignal(/** @type {'camera' | 'typing' | null} */ (null))
  // Counts the openings of the camera: one that was refused is asked for anew.
  const opened = useSignal(0)
  const on = useMemo(() => {
    /** @param {() => Promise<Presented>} present */
    const attempt = (present) => {
      if (open.value === 'camera') open.value = null
      return void act(async () => take(await present()))
    }
    return {
      /** @param {Blob} file */
      file: (file) => attempt(async () => ({ keyString: await read(file) })),
      /** @param {string} keyString  canonical */
      scan: (keyString) => attempt(async () => ({ keyString })),
      /** @param {string} typed */
      text: (typed) =>
        attempt(async () => {
          const { words, carrier } = sortKeyText(typed)
          return words === undefined ? { keyString: await read(carrier).catch(asText) } : { words }
        }),
      camera: () => {
        failure.value = null
        opened.value++
        open.value = 'camera'
      },
      typing: () => {
        open.value = open.value === 'typing' ? null : 'typing'
      },
    }
  }, [])
  return { failure, working, slow, isReading, step, open, opened, on }
}

/**
 * Asks for a copy: dropped, chosen, held before the camera, or typed.
 * @param {object} props
 * @param {(presented: Presented) => Promise<void>} props.take  what it throws is told here
 * @param {string} props.verb  of the button below what was typed
 * @param {import('preact').ComponentChildren} props.children  what may be dropped
 */
export function Present({ take, verb, children }) {
  const text = useSignal('')
  const { failure, working, slow, isReading, step, open, opened, on } = usePresenting(take)
  return (
    <div class="present">
      {open.value === 'camera' ? (
        <CameraReader key={opened.value} onText={on.scan} onClose={() => (open.value = null)} />
      ) : (
        <DropZone title="Drop a copy here" onFile={on.file}>
          {children}
        </DropZone>
      )}
      <Ways disabled={working.value} open={open.value} on={on} />
      {open.value === 'typing' && (
        <TypeTheKey text={text} verb={verb} disabled={working.value} onSubmit={() => on.text(text.value)} />
      )}
      {failure.value && <Alert text={failure.value} />}
      <Reading
        text={slow.value ? 'Reading the copy…' : null}
        step={step.value}
        onCancel={isReading.value ? closeReader : null}
      />
    </div>
  )
}

/** @param {{disabled: boolean, open: 'camera' | 'typing' | null, on: Presenting['on']}} props */
function Ways({ disabled, open, on }) {
  return (
    <div class="ways">
      <FileButton label="Copy of your Account Key" primary={false} disabled={disabled} onFile={on.file}>
        Import file
      </FileButton>
      <button type="button" aria-expanded={open === 'camera'} disabled={disabled} onClick={on.camera}>
        Use camera
      </button>
      <button type="button" aria-expanded={open === 'typing'} onClick={on.typing}>
        Type the words
      </button>
    </div>
  )
}
