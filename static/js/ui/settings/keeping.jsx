import { counted, moment, recently } from '../dates.js'
import { rich, t } from '../text.js'

/**
 * @typedef {object} Folder
 * @property {string} name
 * @property {'granted' | 'prompt' | 'denied'} permission  the browser forgets it, and then has to be asked at a click
 *
 * @typedef {object} Handlers
 * @property {() => void} onChoose
 * @property {() => void} onAgain
 * @property {() => void} onLeave
 */

/**
 * What the next automatic backup waits for.
 * @param {{changes: number, from: number | null}} next  so many changes to go, and not before that time
 * @returns {string}
 */
export function nextTold({ changes, from }) {
  if (changes === 0) return from === null ? t('In a moment') : t('From {moment} on', { moment: moment(from) })
  const after = t('After {counted}', { counted: counted(changes, 'more change') })
  return from === null ? after : t('{after}, and not before {moment}', { after: after, moment: moment(from) })
}

/** @param {{folder: Folder | null, hasOwn: boolean, canPick: boolean}} props */
function Where({ folder, hasOwn, canPick }) {
  if (folder?.permission === 'granted') {
    return <>{rich('Your folder {strong}.', { strong: <strong>{folder.name}</strong> })}</>
  }
  const own = hasOwn ? t('This browser’s own storage') : t('Nowhere: this browser has no storage of its own for files')
  if (folder) {
    return (
      <>
        {rich('Your folder {strong}, once the browser lets it be used again. Until then: {place}', {
          strong: <strong>{folder.name}</strong>,
          place: hasOwn ? t('this browser’s own storage.') : t('nowhere.'),
        })}
      </>
    )
  }
  return (
    <>
      {canPick
        ? t('{own}. A folder of yours outlasts it.', { own: own })
        : t('{own}. It goes when the browser’s data is cleared.', { own: own })}
    </>
  )
}

/** @param {{folder: Folder | null, canPick: boolean, working: boolean} & Handlers} props */
function Choices({ folder, canPick, working, onChoose, onAgain, onLeave }) {
  /** @param {string} name @param {() => void} onClick */
  const button = (name, onClick) => (
    <button type="button" disabled={working} onClick={onClick}>
      {name}
    </button>
  )
  return (
    <div class="actions">
      {folder && folder.permission !== 'granted' && button(t('Use the folder again'), onAgain)}
      {canPick && button(folder ? t('Choose another folder') : t('Choose folder'), onChoose)}
      {folder && button(t('Stop using this folder'), onLeave)}
    </div>
  )
}

/** @param {{name: string, children: import('preact').ComponentChildren}} props */
function Fact({ name, children }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/**
 * Where files are kept, when that was done last, and when it is done next.
 * @param {{
 *   folder: Folder | null,
 *   hasOwn: boolean,
 *   canPick: boolean,
 *   madeAt: number | null,
 *   next: {changes: number, from: number | null},
 *   working: boolean,
 * } & Handlers} props
 */
export function KeepingFacts({ madeAt, next, ...place }) {
  return (
    <>
      <dl class="facts">
        <Fact name={t('Place')}>
          <Where {...place} />
        </Fact>
        <Fact name={t('Last backup')}>{madeAt === null ? t('None yet') : recently(madeAt)}</Fact>
        <Fact name={t('Next backup')}>{nextTold(next)}</Fact>
      </dl>
      <Choices {...place} />
    </>
  )
}
