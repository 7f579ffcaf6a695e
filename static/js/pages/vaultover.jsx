import { useEffect } from 'preact/hooks'
import { BulkAsks } from './bulkbar.jsx'
import { rescueFocus } from './focus.js'
import { loadAhead, useLoaded } from './loaded.js'
import { singleKeys } from './shortcuts.js'
import { navigate } from './site.js'

/** @typedef {import('./vault.jsx').Doing} Doing */

const loadPalette = async () => (await import('./palette.jsx')).CommandPalette
const loadShortcuts = async () => (await import('../ui/vault/shortcuts.jsx')).Shortcuts

/** Dialogs over the vault page. @param {{doing: Doing}} props */
export function Over({ doing }) {
  const { vault, bulk, shown } = doing
  useEffect(() => loadAhead(loadPalette), [])
  return (
    <>
      <BulkAsks vault={vault} bulk={bulk} />
      {(shown.value === 'palette' || shown.value === 'places') && (
        <PaletteOver doing={doing} placesOnly={shown.value === 'places'} />
      )}
      {shown.value === 'shortcuts' && <ShortcutsOver doing={doing} />}
    </>
  )
}

/** @param {{doing: Doing, placesOnly: boolean}} props */
function PaletteOver({ doing, placesOnly }) {
  const { vault, look, pane, turn, shortcuts, show } = doing
  const CommandPalette = useLoaded(loadPalette, look)
  /** @param {string} id */
  const open = (id) =>
    vault.leave(() => {
      void look(() => vault.openId(id)).then(() => rescueFocus('.detailpane h2'))
      pane.enter()
    })
  return (
    CommandPalette && (
      <CommandPalette
        vault={vault}
        shortcuts={shortcuts}
        placesOnly={placesOnly}
        look={look}
        onItem={open}
        onTurn={turn}
        onGo={(path) => vault.leave(() => navigate(path))}
        onClose={() => show(null)}
      />
    )
  )
}

/** @param {{doing: Doing}} props */
function ShortcutsOver({ doing }) {
  const { look, shortcuts, show } = doing
  const Shortcuts = useLoaded(loadShortcuts, look)
  return (
    Shortcuts && (
      <Shortcuts
        shortcuts={shortcuts}
        singles={singleKeys.value === 'on'}
        onSingles={(on) => (singleKeys.value = on ? 'on' : 'off')}
        onClose={() => show(null)}
      />
    )
  )
}
