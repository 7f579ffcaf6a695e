import { useSignal } from '@preact/signals'
import { Drawer, VaultBar } from '../ui/vault/drawer.jsx'
import { Sidebar } from '../ui/vault/sidebar.jsx'
import { treeOf } from '../ui/vault/tagtree.js'
import { kept } from './kept.js'
import { slim } from './pane.js'
import { entriesOf, kindsOf, nameOf } from './shelves.js'
import { session } from './site.js'

/** @typedef {import('./vaultmodel.js').VaultModel} Vault */

/** Sections of the sidebar that are put away. Which tags are is not kept: their names are the vault's. */
const sections = kept('tessera.folded', ['', 'kinds', 'tags', 'kinds tags'])

/** Apart from the panes, so that counts draw nothing else anew.
 * @param {{
 *   vault: Vault,
 *   drawer: import('@preact/signals').Signal<boolean>,
 *   onTurn: (shelf: string) => void,
 *   onFind: () => void,
 *   onLock: () => void,
 *   onLeave: (event: MouseEvent & {currentTarget: HTMLAnchorElement}) => void,
 * }} props
 */
export function Side({ vault, drawer, onTurn, onFind, onLock, onLeave }) {
  const { folded, fold } = useFolding()
  const chosen = vault.shelf.name.value
  const shelves = vault.shelf.shelves.value
  const kindName = (/** @type {string} */ type) => vault.kinds.shelfOf(type)
  const given = {
    chosen,
    entries: entriesOf(shelves),
    kinds: kindsOf(shelves, kindName),
    tags: treeOf(shelves.tags),
    folded,
    email: session.value?.email,
    onTurn,
    onFold: fold,
    onLeave,
  }
  if (!slim.value) return <Sidebar {...given} onLock={onLock} />
  const close = () => {
    drawer.value = false
  }
  return (
    <>
      <VaultBar
        name={nameOf(chosen, shelves, kindName)}
        open={drawer.value}
        onOpen={() => (drawer.value = true)}
        onFind={onFind}
        onLock={onLock}
      />
      {drawer.value && <Drawer {...given} onClose={close} />}
    </>
  )
}

function useFolding() {
  const tags = useSignal(/** @type {ReadonlySet<string>} */ (new Set()))
  const away = sections.value.split(' ').filter(Boolean)
  /** @param {string} one */
  const fold = (one) => {
    if (one === 'kinds' || one === 'tags') {
      const next = away.includes(one) ? away.filter((other) => other !== one) : [...away, one].sort()
      sections.value = /** @type {typeof sections.value} */ (next.join(' '))
    } else tags.value = tags.value.symmetricDifference(new Set([one]))
  }
  return { folded: tags.value.union(new Set(away)), fold }
}
