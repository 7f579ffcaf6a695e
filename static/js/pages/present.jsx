import { useSignal } from '@preact/signals'
import { Alert } from '../ui/feedback.jsx'
import { DropZone, FileButton } from '../ui/filedrop.jsx'
import { Reading } from '../ui/reading.jsx'
import { t } from '../ui/text.js'
import { closeReader } from '../worker/readerdoor.js'
import { CameraReader } from './camera.jsx'
import { useKeyWays } from './keyways.js'
import { TypeTheKey } from './typekey.jsx'

/** @typedef {import('./keyways.js').Presented} Presented */
/** @typedef {import('./ways.js').Ways['on']} On */

/**
 * Asks for a copy: dropped, chosen, held before the camera, or typed.
 * @param {object} props
 * @param {(presented: Presented) => Promise<void>} props.take  what it throws is told here
 * @param {string} props.verb  of the button below what was typed
 * @param {import('preact').ComponentChildren} props.children  what may be dropped
 */
export function Present({ take, verb, children }) {
  const text = useSignal('')
  const { failure, working, slow, isReading, step, open, opened, on } = useKeyWays(take)
  return (
    <div class="present">
      {open.value === 'camera' ? (
        <CameraReader key={opened.value} onText={on.scan} onClose={on.close} />
      ) : (
        <DropZone title={t('Drop a copy here')} onFile={on.file}>
          {children}
        </DropZone>
      )}
      <Ways disabled={working.value} open={open.value} on={on} />
      {open.value === 'typing' && (
        <TypeTheKey text={text} verb={verb} disabled={working.value} onSubmit={() => on.text(text.value)} />
      )}
      {failure.value && <Alert text={failure.value} />}
      <Reading
        text={slow.value ? t('Reading the copy…') : null}
        step={step.value}
        onCancel={isReading.value ? closeReader : null}
      />
    </div>
  )
}

/** @param {{disabled: boolean, open: import('./ways.js').Way | null, on: On}} props */
function Ways({ disabled, open, on }) {
  return (
    <div class="ways">
      <FileButton label={t('Copy of your Account Key')} primary={false} disabled={disabled} onFile={on.file}>
        {t('Import file')}
      </FileButton>
      <button type="button" aria-expanded={open === 'camera'} disabled={disabled} onClick={on.camera}>
        {t('Use camera')}
      </button>
      <button type="button" aria-expanded={open === 'typing'} onClick={on.typing}>
        {t('Type the words')}
      </button>
    </div>
  )
}
