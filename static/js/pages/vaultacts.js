// Everything that can be done on the vault page, with its keys: one registry for the keyboard, the palette and the list under ?.
import { text } from '../ui/text.js'
import { valueAt } from '../vault/fields.js'
import { rescueFocus } from './focus.js'
import { duplicate } from './itemacts.js'
import { LIST } from './pane.js'
import { SORTS } from './shelf.js'
import { copyCode, copyPassword, copyUsername, openSite, passwordIn } from './quickcopy.js'
import { navigate } from './site.js'

/** @typedef {import('./shortcuts.js').Shortcut} Shortcut */
/**
 * @typedef {object} Ways
 * @property {import('./vaultmodel.js').VaultModel} vault
 * @property {import('./bulk.js').Bulk} bulk
 * @property {import('./vaultmodel.js').Look} act
 * @property {import('./vaultmodel.js').Look} ask
 * @property {import('./vaultmodel.js').Look} look
 * @property {(shelf: string) => void} turn
 * @property {() => void} compose
 * @property {() => void} generate
 * @property {() => void} lock
 * @property {() => void} back  from the item to the list, where they are two screens
 * @property {(what: 'palette' | 'places' | 'shortcuts') => void} show
 */

/** @typedef {[id: string, what: string, keys: string, run: () => unknown, can?: () => boolean, typing?: boolean]} Row */

/** @param {Shortcut['group']} group @param {readonly Row[]} rows @returns {Shortcut[]} */
const inGroup = (group, rows) =>
  rows.map(([id, what, keys, run, can = always, typing = false]) => ({
    id,
    group,
    what,
    keys: [keys],
    run,
    can,
    typing,
  }))
const always = () => true

/** @param {Ways} ways @returns {Shortcut[]} */
export function shortcutsOf(ways) {
  return [...general(ways), ...shelves(ways), ...list(ways), ...item(ways)]
}

/** @param {Ways} ways @returns {Shortcut[]} */
function general({ vault, show, compose, generate, lock, back }) {
  const composing = () => vault.draft.value !== null
  // What is being selected ends first: that key is its own.
  const cancelling = () => composing() && vault.shelf.picks.chosen.value === null
  const save = () => /** @type {HTMLFormElement | null} */ (document.querySelector('.detailpane form'))?.requestSubmit()
  return inGroup('general', [
    ['palette', text('Find anything, do anything'), 'Mod+K', () => show('palette'), always, true],
    ['search', text('Search'), '/', () => search(back)],
    ['new', text('New item'), 'n', compose],
    ['save', text('Save'), 'Mod+S', save, composing, true],
    ['cancel', text('Cancel'), 'Escape', () => press('cancel'), cancelling, true],
    ['add-field', text('Add field'), 'Mod+I', () => press('add-field'), composing, true],
    ['undo', text('Undo the last change'), 'Mod+Z', () => vault.changes.takeBackLast(), () => !composing()],
    ['generator', text('Generator'), 'g', generate],
    ['lock', text('Lock'), 'l', lock],
    ['shortcuts', text('Keyboard shortcuts'), '?', () => show('shortcuts')],
  ])
}

/**
 * A key may press what is on screen: what opens then belongs to the part that shows the button.
 * @param {string} act
 * @param {string} [line]  key of the line that the button is for
 */
function press(act, line) {
  const within = line === undefined ? '' : `[data-line="${CSS.escape(line)}"] `
  const button = /** @type {HTMLElement | null} */ (document.querySelector(`.detailpane ${within}[data-act="${act}"]`))
  button?.click()
}

/** The search box takes the focus, with what is in it selected. @param {() => void} back */
function search(back) {
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector('.search input'))
  if (!box?.checkVisibility()) back()
  box?.focus()
  box?.select()
}

/** @param {Ways} ways @returns {Shortcut[]} */
function shelves({ vault, turn, show }) {
  /** @param {string} to */
  const go = (to) => vault.leave(() => navigate(to))
  return inGroup('shelves', [
    ['all', text('All items'), '1', () => turn('all')],
    ['favorites', text('Favourites'), '2', () => turn('favorites')],
    ['trash', text('Trash'), '3', () => turn('trash')],
    ['health', text('Health'), '4', () => turn('health')],
    ['places', text('Go to a shelf, kind or tag'), 'j', () => show('places')],
    ['settings', text('Settings'), ',', () => go('/settings/')],
    ['help', text('Help'), 'h', () => go('/help/')],
  ])
}

/** What the list itself answers to. @type {readonly Shortcut[]} */
const WALKING = [
  { id: 'walk', group: 'list', what: text('Walk the list'), keys: ['ArrowDown', 'ArrowUp'] },
  { id: 'ends', group: 'list', what: text('First and last'), keys: ['Home', 'End'] },
  { id: 'jump', group: 'list', what: text('Jump to a title that begins so'), keys: ['Shift+A…Z'] },
  { id: 'open', group: 'list', what: text('Open'), keys: ['Enter'] },
  { id: 'pick', group: 'list', what: text('Select an item, or take it out'), keys: ['Space'] },
  { id: 'extend', group: 'list', what: text('Select from here'), keys: ['Shift+ArrowDown'] },
  { id: 'every', group: 'list', what: text('Select all'), keys: ['Mod+A'] },
]

/** @param {Ways} ways @returns {Shortcut[]} */
function list({ vault, bulk, look }) {
  const { shelf } = vault
  const any = () => shelf.page.value.total > 0
  const picking = () => shelf.picks.chosen.value !== null
  const begin = () => {
    shelf.picks.begin()
    const box = /** @type {HTMLElement | null} */ (document.querySelector(LIST))
    box?.focus()
  }
  const end = () => {
    shelf.picks.end()
    rescueFocus(LIST)
  }
  const sort = () => void look(() => shelf.turnTo({ sort: nextSort(shelf.sort.value) }))
  const empty = () => void look(() => bulk.askToEmpty())
  const full = () => shelf.name.value === 'trash' && any()
  return [
    ...WALKING,
    ...inGroup('list', [
      ['select', text('Select several'), 's', begin, () => any() && !picking()],
      ['done', text('End the selection'), 'Escape', end, picking],
      ['sort', text('Sort differently'), 'b', sort, any],
      ['empty', text('Empty trash'), 'Shift+Delete', empty, full],
    ]),
  ]
}

/** @param {typeof SORTS[number]} sort */
const nextSort = (sort) => SORTS[(SORTS.indexOf(sort) + 1) % SORTS.length] ?? SORTS[0]

/** @param {Ways} ways @returns {Shortcut[]} */
function item(ways) {
  return inGroup('item', [...reading(ways), ...showing(ways), ...changing(ways)])
}

/** @param {Ways} ways @returns {Row[]} */
function reading({ vault, ask }) {
  const can = () => shown(vault) !== null
  /** @param {(item: import('../vault/item.js').Item) => Promise<void>} way */
  const withItem = (way) => () => {
    const open = shown(vault)
    if (open) void ask(() => way(open))
  }
  return [
    ['copy-password', text('Copy password'), 'c', withItem(copyPassword), can],
    ['copy-username', text('Copy username'), 'u', withItem(copyUsername), can],
    ['copy-code', text('Copy one-time code'), 'o', withItem(copyCode), can],
    ['open-site', text('Open website'), 'w', withItem(openSite), can],
  ]
}

/** What is to be seen of the item, by the buttons beside it. @param {Ways} ways @returns {Row[]} */
function showing({ vault }) {
  const fields = () => {
    const open = shown(vault)
    return open && vault.fieldsOf(open)
  }
  const secret = () => {
    const open = fields()
    return open ? passwordIn(open) : undefined
  }
  const any = () => secret() !== undefined
  const network = () => {
    const open = fields()
    return open !== null && valueAt(open, 'wifi.ssid') !== ''
  }
  return [
    ['reveal', text('Show password, or hide it'), 'p', () => press('reveal', secret()?.key), any],
    ['large', text('Password in large type'), 'z', () => press('large', secret()?.key), any],
    ['wifi', text('Show QR code to join'), 'q', () => press('wifi'), network],
  ]
}

/** The item on screen, unless it is being edited. @param {import('./vaultmodel.js').VaultModel} vault */
const shown = ({ item: { value }, draft }) => (draft.value === null ? value : null)

/** @param {Ways} ways @returns {Row[]} */
function changing({ vault, bulk, act }) {
  const any = () => vault.draft.value === null && bulk.targets.length > 0
  const alive = () => any() && !bulk.inTrash
  const trashed = () => any() && bulk.inTrash
  const one = () => shown(vault)?.trashedAt === null
  const open = () => /** @type {import('../vault/item.js').Item} */ (shown(vault))
  return [
    ['edit', text('Edit'), 'e', () => vault.edit(), one],
    ['favorite', text('Favourite, or no longer'), 'f', () => void bulk.favorite(), alive],
    ['tag', text('Tag'), 't', () => bulk.ask('tag'), alive],
    ['duplicate', text('Duplicate'), 'd', () => void act(() => duplicate(vault, open())), one],
    ['history', text('History'), 'y', () => void (vault.history.value = true), one],
    ['export', text('Export'), 'x', () => bulk.ask('export'), alive],
    ['delete', text('Move to trash'), 'Delete', () => void bulk.trash(), alive],
    ['restore', text('Restore'), 'r', () => void bulk.restore(), trashed],
    ['purge', text('Delete for good'), 'Delete', () => bulk.ask('purge'), trashed],
  ]
}
