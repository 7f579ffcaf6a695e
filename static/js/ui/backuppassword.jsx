import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Form, PasswordField } from './controls.jsx'
import { t } from './text.js'

/**
 * Asks for the password that a backup was made with.
 * @param {{disabled: boolean, onSubmit: (password: string) => void}} props
 */
export function BackupPassword({ disabled, onSubmit }) {
  const password = useSignal('')
  const form = useRef(/** @type {HTMLFormElement | null} */ (null))
  useEffect(() => form.current?.querySelector('input')?.focus(), [])
  return (
    <Form form={form} onSubmit={() => onSubmit(password.value)}>
      <PasswordField label={t('Password of that day')} value={password} />
      <button class="primary" disabled={disabled || password.value === ''}>
        {t('Open backup')}
      </button>
    </Form>
  )
}
