import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Alert } from '../ui/feedback.jsx'
import { t } from '../ui/text.js'
import { useAct } from './act.js'
import { Prove } from './prove.jsx'
import { call } from './site.js'

/**
 * Asks to prove one copy at once, which can be put off: the vault reminds of it until it is done.
 * @param {{mailed: boolean}} props  whether a message is on its way
 */
export function Receipt({ mailed }) {
  const { failure, look } = useAct()
  const asking = useSignal(false)
  const proved = useSignal(false)
  useEffect(() => {
    void look(async () => {
      asking.value = (await call('receipts')).provedAt === null
    })
  }, [])
  if (failure.value) return <Alert text={failure.value} />
  if (!asking.value) return null
  return (
    <section class="receipt" aria-labelledby="receipt-title">
      <h2 id="receipt-title">{t('Prove one copy')}</h2>
      <p hidden={proved.value}>
        {mailed
          ? t(
              'Open the message, save the picture in it and drop it here, or hold it before the camera from another screen. It is read here, and not uploaded.',
            )
          : t(
              'Find out now whether a copy that you took can be read, while nothing depends on it. It is read here, and not uploaded.',
            )}
      </p>
      <Prove onProved={() => (proved.value = true)}>
        {t('The picture or a photo of it, the key file, or the kit as a PDF.')}
      </Prove>
      {!proved.value && (
        <p>
          <button type="button" class="textlink" onClick={() => (asking.value = false)}>
            {t('Later')}
          </button>
        </p>
      )}
    </section>
  )
}
