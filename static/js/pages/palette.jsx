// The command palette, loaded when it is first asked for.
import { signal, useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { t } from '../ui/text.js'
import { Palette } from '../ui/vault/palette.jsx'
import { SECTIONS } from './sections.js'
import { isPossible } from './shortcuts.js'
import { entriesOf, kindsOf } from './shelves.js'
import { call } from './site.js'

/**
 * @typedef {import('../ui/vault/palette.jsx').Entry} Entry
 * @typedef {import('./vaultmodel.js').VaultModel} Vault
 * @typedef {import('./shortcuts.js').Shortcut} Shortcut
 */

/** Items that are offered; whoever looks for more types more. */
const OFFERED = 8

/** @param {string} words @param {string} query  every word of it begins a word there */
export function says(words, query) {
  const parts = words.toLocaleLowerCase().split(/[\s/]+/)
  return query
    .toLocaleLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => parts.some((part) => part.startsWith(word)))
}

/** The items that the search finds, whatever the list shows. @param {import('./vaultmodel.js').Look} look */
function makeFinder(look) {
  const found = signal({ query: '', rows: /** @type {readonly import('./shelf.js').Row[]} */ ([]) })
  let turn = 0
  /** @param {string} query */
  const find = (query) =>
    look(async () => {
      const mine = ++turn
      const wanted = /** @type {const} */ ({ query, shelf: 'all', sort: 'title', start: 0, end: OFFERED })
      const { rows } = query.trim() === '' ? { rows: [] } : await call('list', wanted)
      if (mine === turn) found.value = { query, rows }
    })
  return { found, find }
}

/**
 * @param {{
 *   vault: Vault,
 *   shortcuts: readonly Shortcut[],
 *   placesOnly: boolean,
 *   look: import('./vaultmodel.js').Look,
 *   onItem: (id: string) => void,
 *   onTurn: (shelf: string) => void,
 *   onGo: (path: string) => void,
 *   onClose: () => void,
 * }} props
 */
export function CommandPalette({ vault, shortcuts, placesOnly, look, onItem, onTurn, onGo, onClose }) {
  const query = useSignal('')
  const { found, find } = useMemo(() => makeFinder(look), [])
  useEffect(() => void find(query.value), [query.value])
  const places = placesOf(vault, onTurn, onGo)
  const groups = [
    {
      id: 'items',
      title: t('Items'),
      entries: found.value.rows.map((row) => itemEntry(row, vault.kinds.nameOf(row.type), onItem)),
    },
    { id: 'acts', title: t('Acts'), entries: actsOf(shortcuts) },
    { id: 'places', title: t('Places'), entries: places },
  ].map((group) =>
    group.id === 'items'
      ? group
      : { ...group, entries: group.entries.filter((one) => says(`${one.text} ${one.note}`, query.value)) },
  )
  return (
    <Palette
      query={query.value}
      wanted={placesOnly ? t('Shelf, kind, tag or setting') : t('Item, act or place')}
      ready={found.value.query === query.value}
      groups={groups.filter(({ id, entries }) => entries.length > 0 && (!placesOnly || id === 'places'))}
      onQuery={(typed) => (query.value = typed)}
      onRun={({ run }) => run()}
      onClose={onClose}
    />
  )
}

/** @param {import('./shelf.js').Row} row @param {string} kind @param {(id: string) => void} onItem @returns {Entry} */
function itemEntry({ id, title, subtitle }, kind, onItem) {
  return { id: `item ${id}`, text: title, note: subtitle || kind, keys: null, run: () => onItem(id) }
}

/** What one most likely wants first; the shelves are places. */
const ORDER = ['item', 'general', 'list']

/** What can be done now, with its key. @param {readonly Shortcut[]} shortcuts @returns {Entry[]} */
function actsOf(shortcuts) {
  return ORDER.flatMap((group) => shortcuts.filter((one) => one.group === group))
    .filter((one) => one.run && one.id !== 'palette' && isPossible(one))
    .map(({ id, what, keys: [keys = null], run }) => ({ id, text: t(what), note: '', keys, run: () => void run?.() }))
}

/** @param {Vault} vault @param {(shelf: string) => void} onTurn @param {(path: string) => void} onGo @returns {Entry[]} */
function placesOf({ shelf, kinds }, onTurn, onGo) {
  const { value: shelves } = shelf.shelves
  const named = [...entriesOf(shelves), ...kindsOf(shelves, (type) => kinds.shelfOf(type))]
  const turns = named.map((one) => ({
    shelf: one.shelf,
    text: one.name,
    note: one.shelf.startsWith('kind:') ? t('Kind') : '',
  }))
  const tags = shelves.tags.map(({ tag }) => ({ shelf: `tag:${tag}`, text: tag, note: t('Tag') }))
  return [
    ...[...turns, ...tags].map((one) => ({ ...one, id: one.shelf, keys: null, run: () => onTurn(one.shelf) })),
    ...SECTIONS.map(([id, title]) => ({
      id: `settings ${id}`,
      text: t(title),
      note: t('Settings'),
      keys: null,
      run: () => onGo(`/settings/#${id}`),
    })),
    { id: 'help', text: t('Help'), note: '', keys: null, run: () => onGo('/help/') },
  ]
}
