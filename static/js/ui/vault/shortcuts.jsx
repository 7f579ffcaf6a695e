import { useId } from 'preact/hooks'
import { useModal } from '../dialog.jsx'
import { Keys } from '../keycaps.jsx'
import { GROUPS, isSingle } from '../keys.js'
import { t } from '../text.js'

/**
 * @typedef {{id: string, group: string, what: string, keys: readonly string[]}} Listed
 *
 * @typedef {object} ShortcutsProps
 * @property {readonly Listed[]} shortcuts
 * @property {boolean} singles  whether keys without Ctrl or Cmd count
 * @property {(on: boolean) => void} onSingles
 * @property {() => void} onClose
 */

/** Every key and what it does. @param {ShortcutsProps} props */
export function Shortcuts({ shortcuts, singles, onSingles, onClose }) {
  const id = useId()
  const { close, modal } = useModal(onClose)
  return (
    <dialog {...modal} class="shortcuts" aria-labelledby={id}>
      <header>
        <h2 id={id}>{t('Keyboard shortcuts')}</h2>
        <button type="button" class="quiet" onClick={close}>
          {t('Close')}
        </button>
      </header>
      <Singles on={singles} onChange={onSingles} />
      <div class="shortcutgroups">
        {GROUPS.map(([group, title]) => (
          <Group
            key={group}
            title={t(title)}
            shortcuts={shortcuts.filter((shortcut) => shortcut.group === group)}
            singles={singles}
          />
        ))}
      </div>
    </dialog>
  )
}

/** @param {{on: boolean, onChange: (on: boolean) => void}} props */
function Singles({ on, onChange }) {
  const id = useId()
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        checked={on}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label for={id}>{t('Keys without Ctrl or Cmd')}</label>
      <p class="hint" id={`${id}-hint`}>
        {t('Switch them off if you speak to your computer, or hit keys by accident. Letters then jump in the list.')}
      </p>
    </div>
  )
}

/** @param {{title: string, shortcuts: readonly Listed[], singles: boolean}} props */
function Group({ title, shortcuts, singles }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {shortcuts.map(({ id, what, keys }) => (
          <div key={id} data-off={!singles && keys.every(isSingle)}>
            <dt>{t(what)}</dt>
            <dd>
              {keys.map((one) => (
                <Keys key={one} keys={one} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
