// The generator's dialog over whatever page is open. Its parts are fetched when it is first asked for.
import { signal } from '@preact/signals'
import { t } from '../ui/text.js'
import { OpenGenerator } from '../ui/vault/generator.jsx'
import { door, path, toast } from './site.js'

/** @typedef {import('../ui/vault/generator.jsx').OnUse} OnUse */
/** @typedef {import('../vault/generatoroptions.js').Kind} Kind */
/** @typedef {typeof import('./generator.jsx').GeneratorDialog} Dialog */

const asked = signal(/** @type {{onUse: OnUse | null, kind: Kind | null, listed: boolean} | null} */ (null))
const loaded = signal(/** @type {{Dialog: Dialog} | null} */ (null))

/**
 * @param {OnUse | null} [onUse] where its value goes; without it there is nothing but copying
 * @param {Kind | null} [kind] to begin with, whatever was made last
 * @param {boolean} [listed] whether what is used or copied joins the list of such values
 */
export async function openGenerator(onUse = null, kind = null, listed = true) {
  asked.value = { onUse, kind, listed }
  if (loaded.value) return
  try {
    loaded.value = { Dialog: (await import('./generator.jsx')).GeneratorDialog }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    asked.value = null
    toast(t('This part of the page could not be loaded. Load the page again.'))
  }
}

function close() {
  asked.value = null
}

// Nothing that was made, and no list of it, stays over a locked vault or another page.
door.on('locked', close)
door.on('ended', close)
path.subscribe(close)

/** Around a page. @param {{children: import('preact').ComponentChildren}} props */
export function Generating({ children }) {
  const wanted = asked.value
  const Dialog = loaded.value?.Dialog
  return (
    <OpenGenerator.Provider value={openGenerator}>
      {children}
      {wanted && Dialog && <Dialog {...wanted} onClose={close} />}
    </OpenGenerator.Provider>
  )
}
