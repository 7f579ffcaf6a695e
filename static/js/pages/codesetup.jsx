import { useSignal } from '@preact/signals'
import { useContext, useRef } from 'preact/hooks'
import { TesseraError } from '../errors.js'
import { Alert } from '../ui/feedback.jsx'
import { DropZone } from '../ui/filedrop.jsx'
import { Reading } from '../ui/reading.jsx'
import { t } from '../ui/text.js'
import { CodeTools } from '../ui/vault/codetools.js'
import { SetupParts, SetupSummary } from '../ui/vault/setupparts.jsx'
import { FoundSetups, SetupText, SetupWays } from '../ui/vault/setupways.jsx'
import { parse, write } from '../vault/otpauth.js'
import { closeReader } from '../worker/readerdoor.js'
import { CameraReader } from './camera.jsx'
import { useSetupWays } from './setupways.js'
import { explain } from './site.js'

/** @typedef {import('../vault/otpauth.js').Setup} Setup */
/** @typedef {import('../ui/vault/codetools.js').CodeToolsValue} Tools */

/**
 * Sets a one-time code up, shows how it is set up, changes it and removes it.
 * @param {import('../ui/vault/codetools.js').SetupProps} props
 */
export function CodeSetup({ label, value, onValue }) {
  const tools = /** @type {Tools} */ (useContext(CodeTools))
  const box = useRef(/** @type {HTMLFieldSetElement | null} */ (null))
  const changing = useSignal(false)
  // Counts the set-ups: the fields of another one begin anew.
  const version = useSignal(0)
  /** @param {string} uri */
  const put = (uri) => {
    changing.value = false
    version.value++
    onValue(uri)
    // What was pressed is gone.
    box.current?.focus()
  }
  return (
    <fieldset class="codesetup" ref={box} tabIndex={-1}>
      <legend>{label || t('One-time code')}</legend>
      {value !== '' && <IsSetUp key={version.value} value={value} tools={tools} onValue={onValue} />}
      {value !== '' && (
        <div class="actions">
          <button type="button" aria-expanded={changing.value} onClick={() => (changing.value = !changing.value)}>
            {t('Set up anew')}
          </button>
          <button type="button" class="quiet danger" onClick={() => put('')}>
            {t('Remove code')}
          </button>
        </div>
      )}
      {(value === '' || changing.value) && <SettingUp onUse={put} tell={tools.tell} />}
    </fieldset>
  )
}

/** The set-up that there is. @param {{value: string, tools: Tools, onValue: (uri: string) => void}} props */
function IsSetUp({ value, tools, onValue }) {
  const { setup, failure } = read(value)
  // What the fields began with: they stay as they were typed while the set-up cannot be used.
  const first = useRef(setup)
  return (
    <>
      {setup && <SetupSummary setup={setup} uri={value} read={tools.read} />}
      {failure && <Alert text={failure} />}
      {first.current && <SetupParts setup={first.current} onChange={(changed) => onValue(write(changed))} />}
    </>
  )
}

/** @param {string} value @returns {{setup: Setup, failure?: undefined} | {failure: string, setup?: undefined}} */
function read(value) {
  try {
    return { setup: parse(value) }
  } catch (error) {
    if (!(error instanceof TesseraError)) throw error
    return { failure: explain(error, { settingUp: true }) }
  }
}

/** @param {{onUse: (uri: string) => void, tell: Tools['tell']}} props */
function SettingUp({ onUse, tell }) {
  const { failure, working, slow, isReading, step, open, opened, found, on, use, makeAll, pieces } = useSetupWays(
    onUse,
    tell,
  )
  return (
    <div class="settingup">
      {open.value === 'camera' ? (
        <CameraReader key={opened.value} sought="setup" onText={on.scan} onClose={on.close} />
      ) : (
        <DropZone title={t('Drop the picture here')} onFile={on.file}>
          {t(
            'The site shows a QR code where you turn on an authenticator app. Drop or paste a picture of it here, or:',
          )}
        </DropZone>
      )}
      <SetupWays open={open.value} disabled={working.value} on={on} />
      {open.value === 'typing' && <SetupText disabled={working.value} onText={on.text} />}
      {failure.value && <Alert text={failure.value} />}
      <Reading
        text={slow.value ? t('Reading the set-up…') : null}
        step={step.value}
        onCancel={isReading.value ? closeReader : null}
      />
      {found && (
        <FoundSetups
          found={found}
          disabled={working.value}
          onUse={use}
          onMakeAll={makeAll}
          onClose={() => (pieces.value = [])}
        />
      )}
    </div>
  )
}
