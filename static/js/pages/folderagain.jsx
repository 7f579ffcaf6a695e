import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { rich, t } from '../ui/text.js'
import { allow } from './folder.js'
import { call, enter } from './site.js'

/**
 * On the authorize page: the folder in which this browser kept the key file, one click away.
 * @param {{disabled: boolean, look: (work: () => Promise<unknown>) => Promise<void>, attempt: (work: () => Promise<void>) => void}} props
 */
export function FolderAgain({ disabled, look, attempt }) {
  const folder = useSignal(/** @type {FileSystemDirectoryHandle | null} */ (null))
  useEffect(() => {
    void look(async () => {
      folder.value = (await call('keptFolder'))?.folder ?? null
    })
  }, [])
  const kept = folder.value
  if (!kept) return null
  const use = () =>
    attempt(async () => {
      await allow(kept)
      await enter(await call('authorizeFromFolder'))
    })
  return (
    <div class="folderagain">
      <p class="small">
        {rich('This browser keeps a key file in your folder {strong}.', { strong: <strong>{kept.name}</strong> })}
      </p>
      <button type="button" disabled={disabled} onClick={use}>
        {t('Use the folder again')}
      </button>
    </div>
  )
}
