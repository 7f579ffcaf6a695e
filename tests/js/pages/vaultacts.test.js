import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { GROUPS, isSingle } from '../../../static/js/ui/keys.js'
import { fieldsOf } from '../../../static/js/vault/fields.js'
import { settled } from './page.js'

/** What was done, in words. @type {string[]} */
let done = []
/** @param {string} what */
const does =
  (what) =>
  /** @param {unknown[]} args */
  (...args) => {
    done.push([what, ...args.filter((arg) => typeof arg === 'string')].join(' '))
    return Promise.resolve()
  }

Object.defineProperty(globalThis, 'navigator', {
  configurable: true,
  value: {
    platform: 'Linux',
    clipboard: { writeText: async (/** @type {string} */ text) => void done.push(`copy ${text}`) },
  },
})
const storage = { getItem: () => null, setItem: () => {}, removeItem: () => {} }
Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: storage })
Object.assign(window, { matchMedia: () => new EventTarget(), open: does('open') })
Object.assign(globalThis, { CSS: { escape: (/** @type {string} */ text) => text } })
Object.assign(globalThis, { requestAnimationFrame: () => 0 })
Object.assign(document, {
  querySelector: (/** @type {string} */ selector) => ({
    checkVisibility: () => true,
    click: () => does('press')(selector.replace('.detailpane ', '')),
    focus: () => does('focus')(selector),
    select: () => {},
    requestSubmit: () => does('submit')(selector),
  }),
})
mock.timers.enable({ apis: ['setTimeout'] }) // the clipboard is cleared, and toasts close

const { Bulk } = await import('../../../static/js/pages/bulk.js')
const { Picks } = await import('../../../static/js/pages/picks.js')
const { signal } = await import('@preact/signals')
const { shortcutsOf } = await import('../../../static/js/pages/vaultacts.js')
const { door } = await import('../../../static/js/pages/site.js')
mock.method(door, 'call', async (/** @type {string} */ method) => {
  done.push(`call ${method}`)
  return method === 'code' ? { code: '123456' } : method === 'list' ? { total: 1, rows: [{ title: 'Old' }] } : {}
})

/** @param {object} more */
const item = (more) =>
  /** @type {import('../../../static/js/vault/item.js').Item} */ (
    /** @type {unknown} */ ({
      id: 'id',
      type: 'login',
      title: 'Harbour',
      favorite: false,
      tags: [],
      trashedAt: null,
      scope: { urls: ['https://harbour.example/'] },
      history: [],
      credentials: [],
      ...more,
    })
  )
const concealed = (/** @type {string} */ value) => ({ fieldType: 'concealed-string', value })
const LOGIN = { type: 'basic-auth', username: { fieldType: 'string', value: 'ada' }, password: concealed('s3cret') }
const CODE = { type: 'totp', secret: 'JBSWY3DPEHPK3PXP', period: 30, digits: 6, algorithm: 'sha1', username: 'ada' }
const WIFI = { type: 'wifi', ssid: { fieldType: 'string', value: 'Guest' }, passphrase: concealed('pass') }
const NOTE = { type: 'note', content: { fieldType: 'string', value: 'left, right' } }

const ITEMS = {
  none: null,
  login: item({ credentials: [LOGIN, CODE] }),
  network: item({ type: 'wifi', credentials: [WIFI] }),
  note: item({ type: 'note', credentials: [NOTE] }),
  trashed: item({ credentials: [LOGIN, WIFI], trashedAt: 1 }),
}

/**
 * A page in some state, of which everything that a key can do is heard.
 * @param {{open?: keyof typeof ITEMS, editing?: boolean, picking?: boolean, shelf?: string, total?: number}} state
 */
function pageWith({ open = 'none', editing = false, picking = false, shelf = 'all', total = 1 }) {
  done = []
  const act = async (/** @type {() => unknown} */ work) => void (await work())
  const picks = new Picks(async function* () {})
  if (picking)
    picks.chosen.value = new Map([
      ['id', { id: 'id', type: 'login', title: 'H', subtitle: '', favorite: false, tags: [] }],
    ])
  const sort = signal('title')
  const vault = /** @type {any} */ ({
    shelf: {
      picks,
      sort,
      name: signal(shelf),
      page: signal({ total }),
      turnTo: ({ sort: next = '' }) => does('sort')(next),
    },
    item: signal(ITEMS[open]),
    draft: signal(editing ? {} : null),
    history: signal(false),
    changes: { takeBackLast: does('undo'), tell: does('tell') },
    leave: (/** @type {() => void} */ then) => then(),
    edit: does('edit'),
    show: does('show item'),
    reload: does('reload'),
    fieldsOf,
  })
  const bulk = new Bulk(vault, act)
  for (const one of /** @type {const} */ (['favorite', 'trash', 'restore'])) mock.method(bulk, one, does(one))
  mock.method(bulk, 'ask', does('ask'))
  mock.method(bulk, 'askToEmpty', does('ask to empty'))
  const [turn, compose, generate, lock] = ['turn', 'compose', 'generate', 'lock'].map(does)
  const ways = {
    vault,
    bulk,
    act,
    ask: act,
    look: act,
    turn,
    compose,
    generate,
    lock,
    back: does('back'),
    show: does('show'),
  }
  return { vault, shortcuts: shortcutsOf(/** @type {any} */ (ways)) }
}

/** @param {boolean[]} options @returns {{open: keyof typeof ITEMS, editing: boolean, picking: boolean, shelf: string, total: number}[]} */
const states = (options = [false, true]) =>
  /** @type {(keyof typeof ITEMS)[]} */ (Object.keys(ITEMS)).flatMap((open) =>
    options.flatMap((editing) =>
      options.flatMap((picking) =>
        ['all', 'trash'].flatMap((shelf) => [0, 1].map((total) => ({ open, editing, picking, shelf, total }))),
      ),
    ),
  )

test('every act has a text, a key and a place in the list under ?', () => {
  const groups = GROUPS.map(([group]) => group)
  const { shortcuts } = pageWith({})
  for (const { id, what, keys, group } of shortcuts) {
    assert.ok(what.trim() !== '' && keys.length > 0 && keys.every((key) => key !== ''), id)
    assert.ok(groups.includes(group), `${id} is listed nowhere`)
  }
  assert.equal(new Set(shortcuts.map(({ id }) => id)).size, shortcuts.length)
})

test('no two acts that are possible at once have the same key', () => {
  for (const state of states()) {
    const keys = pageWith(state)
      .shortcuts.filter(({ can }) => can?.() ?? true)
      .flatMap(({ keys: pressed }) => pressed.map((key) => key.toLowerCase()))
    assert.deepEqual(
      keys.filter((key, at) => keys.indexOf(key) !== at),
      [],
      JSON.stringify(state),
    )
  }
})

test('what is heard while one types is no letter alone', () => {
  const { shortcuts } = pageWith({})
  assert.deepEqual(
    shortcuts.filter(({ typing, keys }) => typing && keys.some(isSingle)).map(({ id }) => id),
    [],
  )
})

/** What each act comes to, and where it is possible; where no state is given, everywhere. @type {Record<string, [done: string[], state?: Parameters<typeof pageWith>[0]]>} */
const COMES_TO = {
  palette: [['show palette']],
  search: [['focus .search input']],
  new: [['compose']],
  save: [['submit .detailpane form'], { editing: true }],
  cancel: [['press [data-act="cancel"]'], { editing: true }],
  'add-field': [['press [data-act="add-field"]'], { editing: true }],
  undo: [['undo']],
  generator: [['generate']],
  lock: [['lock']],
  shortcuts: [['show shortcuts']],
  all: [['turn all']],
  favorites: [['turn favorites']],
  trash: [['turn trash']],
  health: [['turn health']],
  places: [['show places']],
  settings: [['to /settings/']],
  help: [['to /help/']],
  select: [['focus .rows, .listpane .empty']],
  done: [[], { picking: true }],
  sort: [['sort modified']],
  empty: [['ask to empty'], { shelf: 'trash' }],
  'copy-password': [['copy s3cret'], { open: 'login' }],
  'copy-username': [['copy ada'], { open: 'login' }],
  'copy-code': [['call code', 'copy 123456'], { open: 'login' }],
  'open-site': [['open https://harbour.example/ _blank noopener,noreferrer'], { open: 'login' }],
  reveal: [['press [data-line="basic-auth.password"] [data-act="reveal"]'], { open: 'login' }],
  large: [['press [data-line="wifi.passphrase"] [data-act="large"]'], { open: 'network' }],
  wifi: [['press [data-act="wifi"]'], { open: 'network' }],
  edit: [['edit'], { open: 'login' }],
  favorite: [['favorite'], { open: 'login' }],
  tag: [['ask tag'], { open: 'login' }],
  duplicate: [['call duplicateItem', 'show item', 'reload', 'tell “Harbour” has a copy.'], { open: 'login' }],
  history: [[], { open: 'login' }],
  export: [['ask export'], { open: 'login' }],
  delete: [['trash'], { open: 'login' }],
  restore: [['restore'], { open: 'trashed' }],
  purge: [['ask purge'], { open: 'trashed' }],
}

test('each key does what its text says', async () => {
  Object.assign(globalThis, {
    history: {
      pushState: (/** @type {unknown} */ _state, /** @type {string} */ _title, /** @type {string} */ to) =>
        void done.push(`to ${to}`),
    },
    scrollTo: () => {},
  })
  const known = pageWith({}).shortcuts.filter(({ run }) => run)
  assert.deepEqual(known.map(({ id }) => id).sort(), Object.keys(COMES_TO).sort())
  for (const [id, [expected, state = {}]] of Object.entries(COMES_TO)) {
    const { shortcuts, vault } = pageWith(state)
    const shortcut = shortcuts.find((one) => one.id === id) ?? assert.fail(id)
    assert.ok(shortcut.can?.() ?? true, `${id} is impossible`)
    void shortcut.run?.()
    await settled()
    assert.deepEqual(done, expected, id)
    if (id === 'done') assert.equal(vault.shelf.picks.chosen.value, null)
    if (id === 'select') assert.notEqual(vault.shelf.picks.chosen.value, null)
    if (id === 'history') assert.equal(vault.history.value, true)
  }
})

/** @param {Parameters<typeof pageWith>[0]} state @param {string[]} ids */
const possible = (state, ids) =>
  pageWith(state)
    .shortcuts.filter(({ id, can }) => ids.includes(id) && (can?.() ?? true))
    .map(({ id }) => id)

test('a key does nothing where there is nothing to do it to', () => {
  const showing = ['reveal', 'large', 'wifi']
  assert.deepEqual(possible({ open: 'login' }, showing), ['reveal', 'large'])
  assert.deepEqual(possible({ open: 'network' }, showing), showing)
  assert.deepEqual(possible({ open: 'note' }, showing), [])
  assert.deepEqual(possible({ open: 'none' }, showing), [])
  assert.deepEqual(possible({ open: 'login', editing: true }, showing), [])
  assert.deepEqual(possible({}, ['cancel', 'add-field', 'save']), [])
  assert.deepEqual(possible({ editing: true, picking: true }, ['cancel', 'done']), ['done'])
})
