import { useEffect } from 'preact/hooks'

const TYPED_INTO = 'input, textarea, select, [contenteditable]'

/**
 * Ctrl-Z, or Cmd-Z, takes the last change back; in a field it stays the field's own.
 * @param {import('./vaultmodel.js').VaultModel} vault
 */
export function useUndoKey(vault) {
  useEffect(() => {
    const press = (/** @type {KeyboardEvent} */ event) => {
      const asked =
        event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
      if (!asked || vault.draft.value || document.querySelector('dialog[open]')) return
      if (event.target instanceof Element && event.target.closest(TYPED_INTO)) return
      event.preventDefault()
      vault.changes.takeBackLast()
    }
    document.addEventListener('keydown', press)
    return () => {
      document.removeEventListener('keydown', press)
      vault.changes.forget()
    }
  }, [])
}
