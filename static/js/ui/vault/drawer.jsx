import { useEffect, useRef } from 'preact/hooks'
import { t } from '../text.js'
import { Shelves, Ways } from './sidebar.jsx'

/**
 * Where there is no room for the sidebar: a bar with the ways to everything, at the foot of a phone, within reach of a thumb.
 * @param {{name: string, open: boolean, onOpen: () => void, onFind: () => void, onLock: () => void}} props  `name` of the shelf in the list
 */
export function VaultBar({ name, open, onOpen, onFind, onLock }) {
  return (
    <nav class="vaultbar" aria-label={t('Vault')}>
      <button type="button" class="quiet" aria-haspopup="dialog" aria-expanded={open} onClick={onOpen}>
        {t('Shelves')}
        <span class="barname small">{name}</span>
      </button>
      <button type="button" class="quiet" onClick={onFind}>
        {t('Go to')}
      </button>
      <button type="button" class="quiet" onClick={onLock}>
        {t('Lock')}
      </button>
    </nav>
  )
}

/**
 * The shelves as a drawer. Choosing one closes it.
 * @param {import('./sidebar.jsx').ShelvesProps & import('./sidebar.jsx').WaysProps & {onClose: () => void}} props
 */
export function Drawer(props) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null))
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  return (
    <dialog
      ref={dialog}
      class="drawer"
      aria-label={t('Shelves')}
      onClose={props.onClose}
      onClick={(event) => {
        if (event.target === dialog.current) close() // beside it
      }}
    >
      <div class="drawerin">
        <header>
          <h2>{t('Shelves')}</h2>
          <button type="button" class="quiet" onClick={close}>
            {t('Close')}
          </button>
        </header>
        <nav aria-label={t('Shelves')}>
          <Shelves
            {...props}
            onTurn={(shelf) => {
              close()
              props.onTurn(shelf)
            }}
          />
          <div class="below">
            <Ways {...props} />
          </div>
        </nav>
      </div>
    </dialog>
  )
}
