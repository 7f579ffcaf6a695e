import { Dialog } from '../dialog.jsx'
import { QrCode } from '../qrcode.jsx'
import { t } from '../text.js'

/**
 * The login of a Wi-Fi network as a QR, for a guest's phone.
 * @param {{network: string, modules: readonly (readonly boolean[])[], onClose: () => void}} props
 */
export function WifiCode({ network, modules, onClose }) {
  return (
    <Dialog title={t('Join “{network}”', { network })} onClose={onClose}>
      <p class="muted">{t('Point the camera of a phone at this code. Whoever can see it can read the password.')}</p>
      <div class="wificode">
        <QrCode modules={modules} label={t('QR code with the login of this network')} />
      </div>
    </Dialog>
  )
}
