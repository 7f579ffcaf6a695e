import { useId } from 'preact/hooks'
import { recently } from '../dates.js'
import { rich, t } from '../text.js'

/** @typedef {import('../../account/sessions.js').SessionEntry} SessionEntry */

/**
 * Every session of the account; any but this one can be ended here.
 * @param {{sessions: readonly SessionEntry[], working: boolean, onEnd: (id: number) => void, onEndOthers: () => void}} props
 */
export function SessionList({ sessions, working, onEnd, onEndOthers }) {
  return (
    <>
      <ul class="records">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} working={working} onEnd={() => onEnd(session.id)} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <p>
          <button type="button" disabled={working} onClick={onEndOthers}>
            {t('End all other sessions')}
          </button>
        </p>
      )}
    </>
  )
}

/** @param {{session: SessionEntry, working: boolean, onEnd: () => void}} props */
function SessionRow({ session: { name, authorized, address, lastUsedAt, current }, working, onEnd }) {
  const id = useId()
  return (
    <li class="record">
      <div>
        <strong id={id}>{name}</strong> {current && <span class="chip on">{t('this session')}</span>}
        <p class="small muted">
          {rich('Last used {recently} · from {address}{rest}', {
            recently: recently(lastUsedAt),
            address: <span class="nums">{address}</span>,
            rest: !authorized && ` · ${t('not authorized: it has seen nothing of the vault')}`,
          })}
        </p>
      </div>
      {!current && (
        <button type="button" class="quiet danger" disabled={working} aria-describedby={id} onClick={onEnd}>
          {t('End session')}
        </button>
      )}
    </li>
  )
}
