import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { sentence } from '../ui/messages.js'
import { Alert, Note } from '../ui/feedback.jsx'
import { KeepingFacts } from '../ui/settings/keeping.jsx'
import { KeptFiles } from '../ui/settings/keptfiles.jsx'
import { useFirst } from '../ui/settle.jsx'
import { t } from '../ui/text.js'
import { useAct } from './act.js'
import { allow, canPick, pick } from './folder.js'
import { download, takeFile } from './keycopy.js'
import { call, door, toast } from './site.js'

/** @typedef {import('../account/keeping/files.js').Keeping} Keeping */
/** @typedef {import('../ui/settings/keptfiles.jsx').KeptFile} KeptFile */

const KEY_FILE = 'tessera.tesserakey'

/** What is kept, told anew when the key worker has written something. @param {(work: () => Promise<unknown>) => Promise<void>} look */
function useKeeping(look) {
  const keeping = useSignal(/** @type {Keeping | null} */ (null))
  /** A folder that has to be allowed again is asked for at a click, and there must be nothing to wait for then. */
  const folder = useSignal(/** @type {FileSystemDirectoryHandle | null} */ (null))
  const load = async () => {
    const [kept, held] = await Promise.all([call('keptFiles'), call('keptFolder')])
    folder.value = held?.folder ?? null
    keeping.value = kept
  }
  useFirst(() => look(load))
  useEffect(() => door.on('kept', () => void look(load)), [])
  return { keeping, folder, load }
}

/** The files in the browser end with the browser, so that what is taken away is a copy of its own. @param {KeptFile} file */
async function save({ place, name, isKey }) {
  if (isKey && place === 'browser') await takeFile()
  else download(await call('takeKept', { place, name }), name)
}

/** @param {Keeping} keeping @returns {KeptFile[]} */
function filesOf({ places }) {
  return places.flatMap(({ kind, files }) =>
    files.map((file) => ({ ...file, place: kind, isKey: file.name === KEY_FILE })),
  )
}

/** @param {{failure: NonNullable<Keeping['failure']>}} props */
function Failure({ failure }) {
  return (
    <div class="said">
      <Note tone="warn">
        {t('The last attempt to keep a file failed. {sentence}', { sentence: sentence(failure) })}
      </Note>
    </div>
  )
}

/**
 * What a person may do with the place and its files; the list is told anew afterwards.
 * @param {ReturnType<typeof useKeeping>} kept
 * @param {(work: () => Promise<unknown>) => Promise<unknown>} act
 */
function actsOf({ folder, load }, act) {
  /** @param {() => Promise<unknown>} work @param {string} [said] @returns {() => void} */
  const change = (work, said) => () =>
    void act(async () => {
      await work()
      await load()
      if (said) toast(said)
    })
  return {
    onChoose: change(
      async () => call('chooseFolder', { folder: await pick() }),
      t('The key file is in the folder now; backups will follow.'),
    ),
    onAgain: change(async () => {
      if (!folder.value) return
      await allow(folder.value)
      await call('chooseFolder', { folder: folder.value })
    }),
    onLeave: change(() => call('leaveFolder'), t('The folder is no longer used. Its files stay.')),
    /** @param {KeptFile} file */
    onDownload: (file) => change(() => save(file))(),
    /** @param {KeptFile} file */
    onDelete: ({ place, name }) => change(() => call('dropKept', { place, name }), t('The backup was deleted.'))(),
  }
}

/** Settings > Backups: what is kept without being asked. */
export function AutomaticBackups() {
  const { failure, working, act, look } = useAct()
  const kept = useKeeping(look)
  const on = { working: working.value, ...actsOf(kept, act) }
  const keeping = kept.keeping.value
  return (
    <>
      <h3 class="listtitle">{t('Automatic backups')}</h3>
      <p class="muted afterlist">
        {t(
          'After every five changes, and at most once a day, this browser keeps a sealed backup beside a key file. The ten newest stay. Opening one takes your password and your Account Key.',
        )}
      </p>
      {failure.value && <Alert text={failure.value} />}
      {keeping?.failure && <Failure failure={keeping.failure} />}
      {keeping && (
        <>
          <KeepingFacts
            {...keeping}
            {...on}
            hasOwn={keeping.places.some(({ kind }) => kind === 'browser')}
            canPick={canPick()}
          />
          <h3 class="listtitle">{t('Kept files')}</h3>
          <KeptFiles files={filesOf(keeping)} {...on} />
        </>
      )}
    </>
  )
}
