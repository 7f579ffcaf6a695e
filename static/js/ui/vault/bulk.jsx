import { Busy } from '../feedback.jsx'
import { t, tn } from '../text.js'

/**
 * @typedef {object} BulkProps
 * @property {number} count  how many are selected
 * @property {boolean} all  that is, every one that is listed
 * @property {boolean} inTrash
 * @property {boolean} favorites  all of them are favourites already
 * @property {boolean} working
 * @property {boolean} slow
 * @property {() => void} onAll
 * @property {() => void} onDone
 * @property {() => void} onTag
 * @property {() => void} onFavorite
 * @property {() => void} onTrash
 * @property {() => void} onExport
 * @property {() => void} onRestore
 * @property {() => void} onPurge
 */

/** What can be done to several items at once. @param {BulkProps} props */
export function BulkBar(props) {
  const { count, all, inTrash, slow, onAll, onDone } = props
  return (
    <div class="bulk" role="group" aria-label={t('Selected items')}>
      <div class="bulkhead">
        <p role="status">{tn(count, '{count} selected', '{count} selected')}</p>
        <Busy text={slow ? t('Sealing and saving…') : null} />
        {!all && (
          <button type="button" class="quiet" onClick={onAll}>
            {t('Select all')}
          </button>
        )}
        <button type="button" class="quiet" onClick={onDone}>
          {t('Done')}
        </button>
      </div>
      <div class="bulkacts">{inTrash ? <TrashActs {...props} /> : <Acts {...props} />}</div>
    </div>
  )
}

/** @param {BulkProps} props */
function Acts({ count, favorites, working, onTag, onFavorite, onTrash, onExport }) {
  const idle = working || count === 0
  return (
    <>
      <button type="button" disabled={idle} onClick={onTag}>
        {t('Tag')}
      </button>
      <button type="button" disabled={idle} onClick={onFavorite}>
        {favorites ? t('Not a favourite') : t('Favourite')}
      </button>
      <button type="button" disabled={idle} onClick={onExport}>
        {t('Export')}
      </button>
      <button type="button" class="danger" disabled={idle} onClick={onTrash}>
        {t('Move to trash')}
      </button>
    </>
  )
}

/** @param {BulkProps} props */
function TrashActs({ count, working, onRestore, onPurge }) {
  const idle = working || count === 0
  return (
    <>
      <button type="button" disabled={idle} onClick={onRestore}>
        {t('Restore')}
      </button>
      <button type="button" class="danger" disabled={idle} onClick={onPurge}>
        {t('Delete for good')}
      </button>
    </>
  )
}
