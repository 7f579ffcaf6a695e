import { signal, useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { BackupPassword } from '../ui/backuppassword.jsx'
import { counted } from '../ui/dates.js'
import { Alert, Busy, Progress } from '../ui/feedback.jsx'
import { DropZone, FileButton } from '../ui/filedrop.jsx'
import { BackupPreview } from '../ui/settings/backuppreview.jsx'
import { t, tn } from '../ui/text.js'
import { useAct } from './act.js'
import { useBackupRoad } from './backuproad.js'
import { useProgress } from './progress.js'
import { call, toast } from './site.js'

/** @typedef {import('../ui/settings/backuppreview.jsx').Preview} Preview */

/** What is open for restoring: its preview, and which items were chosen. */
function makeOpened() {
  const preview = signal(/** @type {Preview | null} */ (null))
  const chosen = signal(/** @type {ReadonlySet<string>} */ (new Set()))

  /** Adding what is missing takes nothing away, so that is proposed; what would change something is not. @param {Preview} next */
  function show(next) {
    preview.value = next
    chosen.value = new Set(next.rows.filter(({ standing }) => standing === 'missing').map(({ id }) => id))
  }
  return { preview, chosen, show }
}

/** @param {{restored: number, stopped: boolean}} outcome */
function told({ restored, stopped }) {
  const done = tn(restored, '{count} item was restored.', '{count} items were restored.')
  return stopped ? t('Stopped. {done}', { done: done }) : done
}

export function RestoreBackup() {
  const { preview, chosen, show } = useMemo(makeOpened, [])
  const restoring = useSignal(false)
  const { failure, working, slow, act } = useAct()
  const road = useBackupRoad(async (blob, password) => {
    preview.value = null
    show(await call('previewBackup', { blob, ...(password !== undefined && { password }) }))
  })
  const onFile = (/** @type {Blob} */ file) => void act(() => road.take(file))
  const restore = async () => {
    restoring.value = true
    const { preview: next, ...outcome } = await call('restoreBackup', { chosen: [...chosen.value] }).finally(() => {
      restoring.value = false
    })
    show(next)
    toast(told(outcome))
  }
  return (
    <div class="restore">
      <h3 class="listtitle">{t('Restore')}</h3>
      <Choose disabled={working.value} onFile={onFile} />
      {failure.value && <Alert text={failure.value} />}
      {road.asked.value && (
        <BackupPassword disabled={working.value} onSubmit={(typed) => void act(() => road.answer(typed))} />
      )}
      <Busy text={slow.value && !restoring.value ? t('Opening the backup…') : null} />
      {preview.value && (
        <div>
          <BackupPreview preview={preview.value} chosen={chosen} disabled={working.value} />
          <Restore count={chosen.value.size} restoring={restoring.value} onRestore={() => void act(restore)} />
        </div>
      )}
    </div>
  )
}

/** @param {{disabled: boolean, onFile: (file: Blob) => void}} props */
function Choose({ disabled, onFile }) {
  return (
    <>
      <DropZone title={t('Drop a backup here')} onFile={onFile}>
        {t(
          'It is opened in this browser and held against your vault. Nothing changes before you have chosen what to take back.',
        )}
      </DropZone>
      <div class="actions">
        <FileButton label={t('Backup to restore')} primary={false} disabled={disabled} onFile={onFile}>
          {t('Choose a backup')}
        </FileButton>
      </div>
    </>
  )
}

/** @param {{count: number, restoring: boolean, onRestore: () => void}} props */
function Restore({ count, restoring, onRestore }) {
  const progress = useProgress()
  return (
    <div class="restoring">
      {restoring && progress.value && <Progress {...progress.value} />}
      <div class="actions">
        <button type="button" class="primary" disabled={restoring || count === 0} onClick={onRestore}>
          {count === 0 ? t('Restore') : t('Restore {counted}', { counted: counted(count, 'item') })}
        </button>
        {restoring && (
          <button type="button" onClick={() => void call('stopRestore')}>
            {t('Stop')}
          </button>
        )}
      </div>
    </div>
  )
}
