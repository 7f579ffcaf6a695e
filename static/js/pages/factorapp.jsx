import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Field, Form } from '../ui/controls.jsx'
import { Alert } from '../ui/feedback.jsx'
import { QrCode } from '../ui/qrcode.jsx'
import { t } from '../ui/text.js'
import { useAct } from './act.js'
import { useFirstField } from './focus.js'
import { call } from './site.js'

/** In fours, as people copy it; apps take it with or without the spaces. @param {string} secret */
const fours = (secret) => secret.replace(/=+$/, '').replace(/(.{4})(?=.)/g, '$1 ')

/** @typedef {{secret: string, modules: boolean[][]}} App the modules are of the QR that the app's camera reads */

/** @returns {Promise<App>} */
async function newApp() {
  const [{ secret, address }, { encodeQR }] = await Promise.all([call('newApp'), import('qr')])
  return { secret, modules: encodeQR(address, 'raw', { ecc: 'medium', border: 4, scale: 1 }) }
}

/** @param {{app: App}} props */
function Secret({ app: { secret, modules } }) {
  return (
    <div class="qr appcode">
      <QrCode modules={modules} label={t('QR code for your authenticator app')} />
      <div>
        <p>{t('Scan it with your authenticator app, then type the code that the app shows.')}</p>
        <p class="small muted">{t('Or type this key into the app:')}</p>
        <p class="mono" aria-label={t('Key for your authenticator app')}>
          {fours(secret)}
        </p>
      </div>
    </div>
  )
}

/**
 * The new app's secret, and the code that proves that the app has it.
 * @param {{onAdded: (said: string) => Promise<void>, onBack: () => void}} props
 */
export function AppForm({ onAdded, onBack }) {
  const app = useSignal(/** @type {App | null} */ (null))
  const code = useSignal('')
  const form = useFirstField()
  const { failure, working, act, look } = useAct()
  useEffect(
    () =>
      void look(async () => {
        app.value = await newApp()
      }),
    [],
  )
  const submit = () =>
    act(async () => {
      await call('addApp', { code: code.value.trim() })
      await onAdded(t('The authenticator app was added.'))
    })
  return (
    <Form form={form} onSubmit={submit}>
      {app.value && <Secret app={app.value} />}
      {failure.value && <Alert text={failure.value} />}
      <div class="short">
        <Field code label={t('Code')} value={code} autocomplete="one-time-code" maxLength={20} />
      </div>
      <div class="actions">
        <button class="primary" disabled={working.value || !app.value || code.value.trim() === ''}>
          {t('Add the app')}
        </button>
        <button type="button" disabled={working} onClick={onBack}>
          {t('Cancel')}
        </button>
      </div>
    </Form>
  )
}
