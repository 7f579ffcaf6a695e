import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { tn } from '../ui/text.js'
import { sentence } from '../ui/messages.js'
import { gather, readPieces, together } from '../vault/setups.js'
import { write } from '../vault/otpauth.js'
import { call } from './site.js'
import { useWays } from './ways.js'

/** @typedef {import('../vault/otpauth.js').Setup} Setup */

/**
 * The ways to set up a one-time code. One set-up alone is used at once; of several, `found` is for the person to choose from.
 * @param {(uri: string) => void} onUse
 * @param {import('../ui/vault/codetools.js').CodeToolsValue['tell']} tell
 */
export function useSetupWays(onUse, tell) {
  const pieces = useSignal(/** @type {import('../vault/setups.js').Piece[]} */ ([]))
  /** @param {Setup} setup */
  const use = (setup) => {
    pieces.value = []
    ways.open.value = null
    onUse(write(setup))
  }
  /** @param {string} text */
  const take = async (text) => {
    const gathered = gather(pieces.value, readPieces(text))
    const { setups, refused, read, size } = together(gathered)
    if (setups.length === 0 && refused.length === 1) throw refused[0].reason
    if (setups.length === 1 && refused.length === 0 && read === size) return use(setups[0])
    pieces.value = gathered
    ways.open.value = null
  }
  const ways = useWays({ sought: 'setup', onText: take, onTyped: take })
  const makeAll = () =>
    void ways.act(async () => {
      const uris = together(pieces.value).setups.map(write)
      const { undo } = await call('importCodes', { uris })
      pieces.value = []
      tell(tn(uris.length, 'One item was made.', '{count} items were made.'), undo)
    })
  usePaste(ways.on)
  return { ...ways, found: pieces.value.length > 0 ? shown(together(pieces.value)) : null, use, makeAll, pieces }
}

/** @param {import('../vault/setups.js').Found} found @returns {import('../ui/vault/setup.js').Found} */
function shown({ refused, ...found }) {
  return { ...found, refused: refused.map(({ name, reason }) => ({ name, why: sentence(reason) })) }
}

/**
 * A picture can be pasted wherever the caret is: text fields have no use for it. Text goes to the field that it is pasted in.
 * @param {{file: (file: Blob) => void}} on
 */
function usePaste(on) {
  useEffect(() => {
    /** @param {ClipboardEvent} event */
    const paste = (event) => {
      const file = event.clipboardData?.files[0]
      if (!file || event.defaultPrevented) return
      event.preventDefault()
      on.file(file)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])
}
