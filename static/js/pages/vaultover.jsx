import { useEffect, useState } from 'preact/hooks'
import { BulkAsks } from './bulkbar.jsx'
import { rescueFocus } from './focus.js'
import { singleKeys } from './shortcuts.js'
import { navigate } from './site.js'

/** @typedef {import('./vault.jsx').Doing} Doing */

/**
 * What is seldom asked for is loaded when it is.
 * @template {import('preact').FunctionComponent<any>} Component  whatever its props are
 * @param {() => Promise<Component>} load
 * @param {import('./vaultmodel.js').Look} look
 * @returns {Component | null} null until it is there
 */
export function useLoaded(load, look) {
  const [loaded, setLoaded] = useState(/** @type {{Component: Component} | null} */ (null))
  useEffect(() => void look(async () => setLoaded({ Component: await load() })), [])
  return loaded && loaded.Component
}

const loadPalette = async () => (await import('./palette.jsx')).CommandPalette
const loadShortcuts = async () => (await import('../ui/vault/shortcuts.jsx')).Shortcuts

/** Dialogs over the vault page. @param {{doing: Doing}} props */
export function Over({ doing }) {
  const { vault, bulk, shown } = doing
  return (
    <>
      <BulkAsks vault={vault} bulk={bulk} />
      {shown.value === 'palette' && <PaletteOver doing={doing} />}
      {shown.value === 'shortcuts' && <ShortcutsOver doing={doing} />}
    </>
  )
}

/** @param {{doing: Doing}} props */
function PaletteOver({ doing: { vault, look, pane, turn, show, shortcuts } }) {
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
function ShortcutsOver({ doing: { look, show, shortcuts } }) {
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
