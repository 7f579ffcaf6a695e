import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { day, recently } from '../dates.js'
import { Confirm } from '../feedback.jsx'
import { size } from '../size.js'
import { t } from '../text.js'

/** @typedef {'folder' | 'browser'} PlaceKind */
/** @typedef {{place: PlaceKind, name: string, size: number, at: number, isKey: boolean}} KeptFile  `at` in milliseconds since 1970 */
/** @typedef {(file: KeptFile) => void} Act */

/** @param {KeptFile} file */
const titleOf = ({ isKey, at }) => (isKey ? t('Key file') : t('Backup of {day}', { day: day(at) }))

/** @param {KeptFile} file */
const told = ({ place, at, size: bytes }) =>
  t('Written {recently} · {size} · {place}', {
    recently: recently(at),
    size: size(bytes),
    place: place === 'folder' ? t('in the folder') : t('in this browser'),
  })

/**
 * The key files and automatic backups that this browser keeps.
 * @param {{files: readonly KeptFile[], working: boolean, onDownload: Act, onDelete: Act}} props
 */
export function KeptFiles({ files, working, onDownload, onDelete }) {
  const asked = useSignal(/** @type {KeptFile | null} */ (null))
  const about = asked.value
  return (
    <>
      <ul class="records" aria-label={t('Kept files')}>
        {files.map((file) => (
          <KeptRow
            key={`${file.place}/${file.name}`}
            file={file}
            working={working}
            onDownload={() => onDownload(file)}
            onDelete={() => {
              asked.value = file
            }}
          />
        ))}
      </ul>
      {about && (
        <Confirm
          title={t('Delete the backup of {day}?', { day: day(about.at) })}
          confirm={t('Delete')}
          keep={t('Keep it')}
          onAnswer={(yes) => {
            asked.value = null
            if (yes) onDelete(about)
          }}
        >
          {t('{name} is deleted for good. Your vault and the other backups stay.', { name: about.name })}
        </Confirm>
      )}
    </>
  )
}

/** @param {{file: KeptFile, working: boolean, onDownload: () => void, onDelete: () => void}} props */
function KeptRow({ file, working, onDownload, onDelete }) {
  const id = useId()
  return (
    <li class="record">
      <div>
        <strong id={id}>{titleOf(file)}</strong>
        <p class="small muted">{told(file)}</p>
      </div>
      <div class="actions">
        <button type="button" class="quiet" disabled={working} aria-describedby={id} onClick={onDownload}>
          {t('Download')}
        </button>
        {!file.isKey && (
          <button type="button" class="quiet danger" disabled={working} aria-describedby={id} onClick={onDelete}>
            {t('Delete')}
          </button>
        )}
      </div>
    </li>
  )
}
