/**
 * The vault as the key worker's door shows it: opened after unlocking, closed with the session.
 */
import { TesseraError } from '../errors.js'
import { equal } from '../crypto/bytes.js'
import { Changes } from './changes.js'
import { exportText } from './export.js'
import { Store } from './store.js'

/** @typedef {import('./store.js').Api & {servedAt: () => number | null}} Api `servedAt` in ms, by the server's clock */
/** @typedef {import('./store.js').Keystore} Keystore */
/** @typedef {import('./store.js').Emit} Emit */
/** @typedef {{store: Store, changes: Changes}} Opened */
/** @typedef {import('./search.js').Asked} Asked */
/** @typedef {import('./search.js').Wanted} Wanted */
/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {{known: {accountId: import('../crypto/bytes.js').Bytes, email?: string}, opened: {generation: number, vaultKey: CryptoKey}, turn: number}} Session what is used of the session: `opened` throws `locked` */
/** @typedef {ReturnType<typeof createVault>} Vault */

const SNAPSHOT_PAUSE = 2000

/**
 * @param {{session: Session, api: Api, keystore: Keystore, emit: Emit, now?: () => number}} parts `now` in ms
 */
export function createVault({ session, api, keystore, emit, now = Date.now }) {
  /** @type {Opened | null} */
  let opened = null
  const parts = { api, keystore, emit, now, pause: SNAPSHOT_PAUSE }
  const ahead = createAhead(keystore)

  const ready = () => expectOpen(opened)

  return {
    expect: ahead.expect,
    /**
     * Open with the session's keys.
     * @throws {TesseraError} `locked`, or why the server did not answer
     */
    async open() {
      const { turn } = session
      const keys = keysOf(session)
      const store = await Store.load(keys, parts, ahead.take(keys.accountId))
      // The session was locked meanwhile: it has told the vault of before, not this one.
      if (turn !== session.turn) throw new TesseraError('locked')
      opened?.store.close()
      opened = { store, changes: new Changes(store) }
      await store.start()
      purgeLater(opened, api)
    },
    /** Write what is to be kept, while the keys are still here: to be awaited before an orderly lock. */
    flush: async () => opened?.store.flush(),
    /** Drop every item, at once. */
    close() {
      opened?.store.close()
      opened = null
    },
    ...readsOf(() => ready().store),
    ...changesOf(() => ready().changes),
    /** @param {{ids: string[]}} which */
    exportItems: ({ ids }) => exportChosen(ready().store, ids, session.known, now()),
  }
}

/**
 * @param {Store} store
 * @param {string[]} ids
 * @param {Session['known']} owner
 * @param {number} now in ms
 */
function exportChosen(store, ids, owner, now) {
  const items = ids.flatMap((id) => store.find(id) ?? [])
  return exportText(items, owner, now)
}

/** @param {Opened | null} opened */
function expectOpen(opened) {
  if (!opened) throw new TesseraError('locked')
  return opened
}

/** @param {Session} session @returns {import('./verify.js').Keys} */
function keysOf({ known, opened: { generation, vaultKey } }) {
  return { accountId: known.accountId, generation, vaultKey }
}

/**
 * What has been in the trash for too long goes now, or at the next opening if the server cannot be had.
 * @param {Opened} opened
 * @param {Api} api
 */
function purgeLater({ store, changes }, { servedAt }) {
  const purged = store.read.then(() => changes.purge(servedAt()))
  void purged.catch((reason) => {
    if (!(reason instanceof TesseraError)) throw reason
  })
}

/**
 * Fetches the snapshot while the password is hashed: there is no key to open it with yet.
 * @param {Keystore} keystore
 */
function createAhead(keystore) {
  /** @type {{accountId: Bytes, snapshot: ReturnType<Keystore['readSnapshot']>} | null} */
  let fetched = null
  return {
    /** @param {Bytes} accountId whose vault will be opened next */
    expect(accountId) {
      const snapshot = keystore.readSnapshot(accountId)
      snapshot.catch(() => {}) // told where it is taken
      fetched = { accountId, snapshot }
    },
    /** @param {Bytes} accountId */
    take(accountId) {
      const mine = fetched && equal(fetched.accountId, accountId) ? fetched.snapshot : undefined
      fetched = null
      return mine
    },
  }
}

/**
 * What pages may do in an open vault.
 * @param {() => Changes} opened throws `locked`
 */
function changesOf(opened) {
  return {
    /** @param {import('./changes.js').Typed} typed */
    saveItem: (typed) => opened().saveItem(typed),
    addItems: (/** @type {Parameters<Changes['addItems']>[0]} */ all) => opened().addItems(all),
    /** @param {{id: string}} which */
    trashItem: (which) => opened().trashItem(which),
    /** @param {{id: string}} which */
    restoreItem: (which) => opened().restoreItem(which),
    /** @param {{id: string}} which */
    duplicateItem: (which) => opened().duplicateItem(which),
    /** @param {Parameters<Changes['restoreState']>[0]} which */
    restoreState: (which) => opened().restoreState(which),
    /** @param {Parameters<Changes['keepFactor']>[0]} said */
    keepFactor: (said) => opened().keepFactor(said),
    /** @param {Parameters<Changes['changeItems']>[0]} wanted */
    changeItems: (wanted) => opened().changeItems(wanted),
    /** @param {{ids?: string[]}} which */
    emptyTrash: (which) => opened().emptyTrash(which),
    /** @param {{undo: number}} token */
    undo: (token) => opened().undo(token),
    /** @param {Parameters<Changes['saveKind']>[0]} kind */
    saveKind: (kind) => opened().saveKind(kind),
    kinds: () => opened().kinds(),
  }
}

/**
 * What pages may ask of an open vault, and what works on all of it.
 * @param {() => Store} opened throws `locked`
 */
function readsOf(opened) {
  return {
    /** @param {Wanted} wanted */
    list: (wanted) => opened().list(wanted),
    shelves: () => opened().shelves(),
    mark: (/** @type {Parameters<Store['mark']>[0]} */ weak) => opened().mark(weak),
    /** @param {Asked & {id: string}} asked */
    indexOf: (asked) => opened().indexOf(asked),
    /** @param {Asked & {text: string, from: number}} asked */
    nextTitle: (asked) => opened().nextTitle(asked),
    /** @param {{id: string}} which */
    item: ({ id }) => opened().item(id),
    sync: () => opened().sync(),
    vaultInfo: () => opened().vaultInfo(),
    exportVerified: () => opened().exportVerified(),
    content: () => opened().content(),
    entries: () => opened().entries(),
    /**
     * @template Value
     * @param {(known: import('./verify.js').Known, order: readonly import('./listed.js').Listed[]) => Promise<Value>} work
     */
    withNewest: (work) => opened().withNewest(work),
    changeAll: (/** @type {Parameters<Store['changeAll']>[0]} */ act) => opened().changeAll(act),
  }
}
