/**
 * The vault as the key worker's door shows it: opened after unlocking, closed with the session.
 */
import { TesseraError } from '../errors.js'
import { equal } from '../crypto/bytes.js'
import { Store } from './store.js'

/** @typedef {import('./store.js').Api} Api */
/** @typedef {import('./store.js').Keystore} Keystore */
/** @typedef {import('./store.js').Emit} Emit */
/** @typedef {import('./item.js').Fields} Fields */
/** @typedef {import('./search.js').Asked} Asked */
/** @typedef {import('./search.js').Wanted} Wanted */
/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {{known: {accountId: import('../crypto/bytes.js').Bytes}, opened: {generation: number, vaultKey: CryptoKey}, turn: number}} Session what is used of the session: `opened` throws `locked` */
/** @typedef {ReturnType<typeof createVault>} Vault */

const SNAPSHOT_PAUSE = 2000

/**
 * @param {{session: Session, api: Api, keystore: Keystore, emit: Emit, now?: () => number}} parts `now` in ms
 */
export function createVault({ session, api, keystore, emit, now = Date.now }) {
  /** @type {Store | null} */
  let store = null
  const ahead = createAhead(keystore)

  /** @returns {Store} */
  function opened() {
    if (!store) throw new TesseraError('locked')
    return store
  }

  return {
    expect: ahead.expect,
    /**
     * Open with the session's keys.
     * @throws {TesseraError} `locked`, or why the server did not answer
     */
    async open() {
      const { turn, known, opened: open } = session
      const keys = { accountId: known.accountId, generation: open.generation, vaultKey: open.vaultKey }
      const parts = { api, keystore, emit, now, pause: SNAPSHOT_PAUSE }
      const loaded = await Store.load(keys, parts, ahead.take(keys.accountId))
      // The session was locked meanwhile: it has told the vault of before, not this one.
      if (turn !== session.turn) throw new TesseraError('locked')
      store?.close()
      store = loaded
      await loaded.start()
    },
    /** Write what is to be kept, while the keys are still here: to be awaited before an orderly lock. */
    flush: async () => store?.flush(),
    /** Drop every item, at once. */
    close() {
      store?.close()
      store = null
    },
    ...methodsOf(opened),
  }
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
 * What pages may ask of an open vault.
 * @param {() => Store} opened throws `locked`
 */
function methodsOf(opened) {
  return {
    /** @param {Wanted} wanted */
    list: (wanted) => opened().list(wanted),
    shelves: () => opened().shelves(),
    /** @param {Asked & {id: string}} asked */
    indexOf: (asked) => opened().indexOf(asked),
    /** @param {Asked & {text: string, from: number}} asked */
    nextTitle: (asked) => opened().nextTitle(asked),
    /** @param {{id: string}} which */
    item: ({ id }) => opened().item(id),
    /** @param {Partial<Fields> & {id?: string, was?: Fields}} typed */
    saveItem: (typed) => opened().saveItem(typed),
    /** @param {{id: string}} which */
    trashItem: ({ id }) => opened().trashItem(id),
    /** @param {{id: string}} which */
    restoreItem: ({ id }) => opened().restoreItem(id),
    sync: () => opened().sync(),
    vaultInfo: () => opened().vaultInfo(),
    exportVerified: () => opened().exportVerified(),
    content: () => opened().content(),
    /**
     * @template Value
     * @param {(known: import('./verify.js').Known, order: Iterable<{id: string, trashed: boolean}>) => Promise<Value>} work
     */
    withNewest: (work) => opened().withNewest(work),
    changeAll: (/** @type {Parameters<Store['changeAll']>[0]} */ act) => opened().changeAll(act),
  }
}
