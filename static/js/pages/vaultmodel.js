// What the vault page shows, as signals, and what can be done there. The items themselves stay in the worker.
import { batch, signal } from '@preact/signals'
import { BLANK, fieldsOf } from '../ui/fields.js'
import { call, toast } from './site.js'

/**
 * @typedef {import('../ui/fields.js').Fields} Fields
 * @typedef {import('../ui/fields.js').Item} Item
 * @typedef {import('../ui/vault/list.jsx').Row} Row
 * @typedef {{id: string | null, fields: Fields}} Draft  id null: a new item
 */

const TYPING_PAUSE = 700
const FILTERS = /** @type {const} */ (['all', 'trash'])

/** @param {Fields} one @param {Fields} other */
const differ = (one, other) => Object.entries(one).some(([name, value]) => value !== other[/** @type {keyof Fields} */ (name)])

/** The list: which shelf, which search, which rows of the answer are at hand. */
function makeShelf() {
  const filter = signal(/** @type {'all' | 'trash'} */ ('all'))
  const query = signal('')
  const counts = signal({ all: 0, trash: 0 })
  const page = signal({ loaded: false, total: 0, start: 0, rows: /** @type {Row[]} */ ([]) })
  let range = { start: 0, end: 40 }
  let asked = 0

  async function load() {
    const turn = ++asked
    const answer = await call('list', { query: query.value, filter: filter.value, ...range })
    if (turn === asked) page.value = { loaded: true, total: answer.total, start: range.start, rows: answer.rows }
  }

  async function count() {
    const [all, trash] = await Promise.all(FILTERS.map((shelf) => call('list', { query: '', filter: shelf, start: 0, end: 0 })))
    counts.value = { all: all?.total ?? 0, trash: trash?.total ?? 0 }
  }

  /** @param {{start: number, end: number}} wanted */
  async function want(wanted) {
    if (wanted.start === range.start && wanted.end === range.end) return
    range = wanted
    await load()
  }

  /** From the top again. @param {{filter?: 'all' | 'trash', query?: string}} change */
  async function turnTo(change) {
    batch(() => {
      filter.value = change.filter ?? filter.value
      query.value = change.query ?? query.value
    })
    range = { start: 0, end: 40 }
    await load()
  }

  /** One row, at hand or not. @param {number} index @returns {Promise<Row | undefined>} */
  async function rowAt(index) {
    const { start, rows } = page.value
    const near = rows[index - start]
    if (near) return near
    return (await call('list', { query: query.value, filter: filter.value, start: index, end: index + 1 })).rows[0]
  }

  /** Every row of the answer, for finding one in it. @returns {Promise<Row[]>} */
  const everyRow = async () => (await call('list', { query: query.value, filter: filter.value, start: 0, end: page.value.total })).rows

  /** @param {string} id @returns {Promise<number>} -1 when the answer does not list it */
  async function indexOf(id) {
    const { start, rows } = page.value
    const near = rows.findIndex((row) => row.id === id)
    return near >= 0 ? start + near : (await everyRow()).findIndex((row) => row.id === id)
  }

  return { filter, query, counts, page, load, count, want, turnTo, rowAt, everyRow, indexOf }
}

/** Typing in the list goes to the next title that begins so. @param {ReturnType<typeof makeShelf>} shelf */
function makeTypeAhead(shelf) {
  let typed = ''
  let at = 0
  /** @param {string} letter @param {number} from @returns {Promise<number>} -1 when there is none */
  return async (letter, from) => {
    typed = Date.now() - at > TYPING_PAUSE ? letter : typed + letter
    at = Date.now()
    const wanted = typed.toLocaleLowerCase()
    const titles = (await shelf.everyRow()).map(({ title }) => title.toLocaleLowerCase())
    const after = titles.findIndex((title, index) => index >= from + (typed.length === 1 ? 1 : 0) && title.startsWith(wanted))
    return after >= 0 ? after : titles.findIndex((title) => title.startsWith(wanted))
  }
}

/** @param {(work: () => Promise<unknown>) => Promise<void>} look  where failures of later acts are told */
export function makeVault(look) {
  const shelf = makeShelf()
  const typeAhead = makeTypeAhead(shelf)
  const active = signal(-1)
  const item = signal(/** @type {Item | null} */ (null))
  const draft = signal(/** @type {Draft | null} */ (null))
  const dirty = signal(false)
  const leaving = signal(/** @type {(() => void) | null} */ (null))

  /** Runs an act that closes the editor, after asking when that would lose something. @param {() => unknown} then */
  function leave(then) {
    if (draft.value && dirty.value) leaving.value = () => { closeEditor(); then() }
    else { closeEditor(); then() }
  }

  function closeEditor() {
    batch(() => { draft.value = null; dirty.value = false; leaving.value = null })
  }

  /** @param {string} id */
  async function show(id) {
    item.value = await call('item', { id })
  }

  /** @param {number} index */
  async function open(index) {
    const row = await shelf.rowAt(index)
    if (!row) return
    active.value = index
    await show(row.id)
  }

  /** Another shelf or search; what is open stays open only where it is listed. @param {{filter?: 'all' | 'trash', query?: string}} change */
  async function turnTo(change) {
    active.value = -1
    if (change.filter) item.value = null
    await shelf.turnTo(change)
  }

  /** After any change, here or in another browser. */
  async function reload() {
    await Promise.all([shelf.load(), shelf.count()])
    const shown = item.value
    if (!shown) return
    active.value = await shelf.indexOf(shown.id)
    if (active.value >= 0) await show(shown.id)
    else item.value = null
  }

  /** @param {Fields} fields */
  async function save(fields) {
    const { id: known, fields: was } = /** @type {Draft} */ (draft.value)
    const { id } = await call('saveItem', known ? { id: known, was, ...fields } : fields)
    closeEditor()
    if (!known) await shelf.turnTo({ filter: 'all', query: '' })
    await show(id)
    await reload()
    if (item.value && differ(fieldsOf(item.value), fields)) toast(`Another browser changed “${fields.title}” as well. Both changes were kept.`)
  }

  /** It is on the other shelf now. @param {string} id */
  function putAway(id) {
    if (item.value?.id !== id) return
    item.value = null
    active.value = -1
  }

  /** @param {string} id @param {string} title */
  async function restore(id, title) {
    await call('restoreItem', { id })
    putAway(id)
    toast(`“${title}” is back among your items.`)
  }

  /** @param {Item} gone */
  async function trash({ id, title }) {
    await call('trashItem', { id })
    putAway(id)
    toast(`“${title}” is in the trash.`, { label: 'Undo', run: () => void look(() => restore(id, title)) })
  }

  const compose = () => leave(() => { draft.value = { id: null, fields: BLANK } })
  const edit = () => { if (item.value) draft.value = { id: item.value.id, fields: fieldsOf(item.value) } }
  return { shelf, typeAhead, active, item, draft, dirty, leaving, leave, closeEditor, open, turnTo, reload, save, restore, trash, compose, edit }
}
