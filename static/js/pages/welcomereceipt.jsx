import { useSignal } from '@preact/signals'
import { useFirst } from '../ui/settle.jsx'
import { t } from '../ui/text.js'
import { Prove } from './prove.jsx'
import { call, session } from './site.js'

/**
 * Whether to ask for a proof, once there is a copy to prove.
 * @param {(work: () => Promise<unknown>) => Promise<void>} look  where failures are told
 */
export function useReceipt(look) {
  const asking = useSignal(/** @type {boolean | null} */ (null))
  /** Until it is known: put off, it is not asked for again here. */
  const learn = () =>
    look(async () => {
      if (asking.value === null && session.value?.keyTaken) asking.value = (await call('receipts')).provedAt === null
    })
  useFirst(learn)
  return { asking, learn }
}

/**
 * Asks to prove one copy at once, which can be put off: the vault reminds of it until it is done.
 * @param {{mailed: boolean, onLater: () => void}} props  mailed: whether a message is on its way
 */
export function Receipt({ mailed, onLater }) {
  const proved = useSignal(false)
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
          <button type="button" class="textlink" onClick={onLater}>
            {t('Later')}
          </button>
        </p>
      )}
    </section>
  )
}
