import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { FileButton } from '../filedrop.jsx'
import { t, tn } from '../text.js'

/** @typedef {import('./setup.js').Setup} Setup */

/**
 * The ways to set a code up that stand beside each other.
 * @param {object} props
 * @param {'camera' | 'typing' | null} props.open
 * @param {boolean} props.disabled
 * @param {{camera: () => void, file: (file: Blob) => void, typing: () => void}} props.on
 */
export function SetupWays({ open, disabled, on }) {
  return (
    <div class="ways">
      <button type="button" aria-expanded={open === 'camera'} disabled={disabled} onClick={on.camera}>
        {t('Scan with camera')}
      </button>
      <FileButton label={t('Picture with the QR code')} primary={false} disabled={disabled} onFile={on.file}>
        {t('Picture of a QR')}
      </FileButton>
      <button type="button" aria-expanded={open === 'typing'} onClick={on.typing}>
        {t('Paste set-up text')}
      </button>
    </div>
  )
}

/** No form: it stands in one. @param {{disabled: boolean, onText: (text: string) => void}} props */
export function SetupText({ disabled, onText }) {
  const id = useId()
  const text = useSignal('')
  return (
    <div class="field">
      <label for={id}>{t('Set-up text')}</label>
      <textarea
        id={id}
        class="mono"
        rows={3}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        aria-describedby={`${id}-hint`}
        value={text}
        onInput={(event) => {
          text.value = event.currentTarget.value
        }}
      />
      <p class="hint" id={`${id}-hint`}>
        {t('The secret that the site shows, or an address that begins otpauth:// or steam://.')}
      </p>
      <div class="actions">
        <button type="button" disabled={disabled || text.value.trim() === ''} onClick={() => onText(text.value)}>
          {t('Use this text')}
        </button>
      </div>
    </div>
  )
}

/**
 * Several set-ups were found, as in an export: one is for this item, or each gets an item of its own.
 * @param {object} props
 * @param {import('./setup.js').Found} props.found
 * @param {boolean} props.disabled
 * @param {(setup: Setup) => void} props.onUse
 * @param {() => void} props.onMakeAll
 * @param {() => void} props.onClose
 */
export function FoundSetups({ found, disabled, onUse, onMakeAll, onClose }) {
  const { setups, read, size } = found
  return (
    <div class="found">
      <p role="status">
        {size > read && <strong>{t('{read} of {size} QR codes read. Show the next one. ', { read, size })}</strong>}
        {tn(setups.length, 'One account was found.', '{count} accounts were found. Choose the one for this item.')}
      </p>
      <ul>
        {setups.map((setup, at) => (
          <li key={at}>
            <SetupName setup={setup} />
            <button
              type="button"
              disabled={disabled}
              aria-label={t('Use {account}', { account: nameOf(setup) })}
              onClick={() => onUse(setup)}
            >
              {t('Use')}
            </button>
          </li>
        ))}
      </ul>
      <RefusedSetups refused={found.refused} />
      <div class="actions">
        <button type="button" disabled={disabled || setups.length === 0} onClick={onMakeAll}>
          {tn(setups.length, 'Make an item of it', 'Make {count} items')}
        </button>
        <button type="button" class="quiet" onClick={onClose}>
          {t('Use none')}
        </button>
      </div>
    </div>
  )
}

/** @param {{refused: import('./setup.js').Found['refused']}} props */
function RefusedSetups({ refused }) {
  if (refused.length === 0) return null
  return (
    <ul class="small muted">
      {refused.map(({ name, why }, at) => (
        <li key={at}>{t('{account}: {why}', { account: name || t('Without a name'), why })}</li>
      ))}
    </ul>
  )
}

/** Whose code it is. @param {{setup: Setup}} props */
export function SetupName({ setup }) {
  return (
    <span class="setupname">
      <strong>{setup.issuer || setup.account || t('Without a name')}</strong>
      {setup.issuer && setup.account && <span class="muted">{setup.account}</span>}
    </span>
  )
}

/** @param {Setup} setup */
function nameOf({ issuer, account }) {
  return [issuer, account].filter(Boolean).join(', ') || t('Without a name')
}
