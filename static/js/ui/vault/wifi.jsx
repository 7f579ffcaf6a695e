import { useEffect, useRef } from 'preact/hooks'
import { QrCode } from '../qrcode.jsx'
import { t } from '../text.js'

/**
 * The login of a Wi-Fi network as a QR, for a guest's phone.
 * @param {{network: string, modules: readonly (readonly boolean[])[], onClose: () => void}} props
 */
export function WifiCode({ network, modules, onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null))
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog ref={dialog} aria-labelledby="wifi-title" onClose={onClose}>
      <h2 id="wifi-title">{t('Join “{network}”', { network })}</h2>
      <p class="muted">{t('Point the camera of a phone at this code. Whoever can see it can read the password.')}</p>
      <div class="wificode">
        <QrCode modules={modules} label={t('QR code with the login of this network')} />
      </div>
      <div class="actions">
        <button type="button" class="primary" onClick={() => dialog.current?.close()}>
          {t('Close')}
        </button>
      </div>
    </dialog>
  )
}
