import { Brand } from '../brand.jsx'
import { figure } from '../dates.js'

/**
 * @param {{
 *   filter: 'all' | 'trash',
 *   counts: {all: number, trash: number},
 *   email: string | undefined,
 *   onFilter: (filter: 'all' | 'trash') => void,
 *   onLock: () => void,
 *   onLeave: (event: MouseEvent & {currentTarget: HTMLAnchorElement}) => void,
 * }} props
 */
export function Sidebar({ filter, counts, email, onFilter, onLock, onLeave }) {
  return (
    <nav class="side" aria-label="Vault">
      <div class="above">
        <Brand href="/vault/" />
        <ul>
          <Shelf name="All items" count={counts.all} on={filter === 'all'} onClick={() => onFilter('all')} />
          <Shelf name="Trash" count={counts.trash} on={filter === 'trash'} onClick={() => onFilter('trash')} />
        </ul>
      </div>
      <div class="below">
        {email && (
          <p class="who small muted" title={email}>
            {email}
          </p>
        )}
        <ul>
          <li>
            <a class="sidelink" href="/settings/" onClick={onLeave}>
              Settings
            </a>
          </li>
          <li>
            <a class="sidelink" href="/help/" onClick={onLeave}>
              Help
            </a>
          </li>
          <li>
            <button type="button" class="sidelink" onClick={onLock}>
              Lock
            </button>
          </li>
        </ul>
      </div>
    </nav>
  )
}

/** @param {{name: string, count: number, on: boolean, onClick: () => void}} props */
function Shelf({ name, count, on, onClick }) {
  return (
    <li>
      <button type="button" class="sidelink" aria-current={on ? 'true' : undefined} onClick={onClick}>
        {name} <span class="nums count">{figure(count)}</span>
      </button>
    </li>
  )
}
