// The one registry of what can be done by a key: the page listens to it, the list under ? and the palette show it.
import { useEffect, useRef } from 'preact/hooks'
import { isSingle, isTyping, matches } from '../ui/keys.js'
import { kept } from './kept.js'

/**
 * @typedef {object} Shortcut
 * @property {string} id
 * @property {'general' | 'shelves' | 'list' | 'item'} group
 * @property {string} what  in English, for `t`
 * @property {readonly string[]} keys  see ui/keys.js; any of them
 * @property {() => unknown} [run]  absent where the list itself answers to the key
 * @property {() => boolean} [can]  whether it means anything now; absent: always
 * @property {boolean} [typing]  also while somebody types, so no plain letter
 */

/** WCAG 2.1.4: keys without Ctrl or Cmd can be switched off, for those who speak to their computer. */
export const singleKeys = kept('tessera.keys', ['on', 'off'])

/** @param {Shortcut} shortcut */
export const isPossible = ({ can }) => can === undefined || can()

/**
 * @param {readonly Shortcut[]} shortcuts
 * @param {KeyboardEvent} event
 * @returns {Shortcut | undefined} what the key means now
 */
export function meant(shortcuts, event) {
  if (event.defaultPrevented || event.isComposing || document.querySelector('dialog:modal')) return undefined
  const typing = isTyping(event.target)
  return shortcuts.find(
    (shortcut) =>
      shortcut.run !== undefined &&
      (!typing || shortcut.typing === true) &&
      shortcut.keys.some((keys) => (singleKeys.value === 'on' || !isSingle(keys)) && matches(event, keys)) &&
      isPossible(shortcut),
  )
}

/** Listens as long as the component lives. @param {(event: KeyboardEvent) => Shortcut | undefined} meaning  of a key */
export function useShortcuts(meaning) {
  const present = useRef(meaning)
  present.current = meaning
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const press = (event) => {
      const shortcut = present.current(event)
      if (!shortcut?.run) return
      event.preventDefault()
      shortcut.run()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
