/**
 * The stores of IndexedDB `tessera`, made where an older version of Tessera has left them out. docs/formats.md §8.
 */
import { openDB } from 'idb'

/** @typedef {import('./keystore.js').OwnRecord} OwnRecord */
/** @typedef {import('./keystore.js').Pin} Pin */
/** @typedef {import('./keystore.js').Snapshot} Snapshot */
/** @typedef {import('./keystore.js').LocalRecord} LocalRecord */
/** @typedef {import('./keystore.js').Ledger} Ledger */
/** @typedef {{keys: {key: string, value: OwnRecord}, pins: {key: string, value: Pin}, snapshots: {key: string, value: Snapshot}, locals: {key: string, value: LocalRecord}, folders: {key: string, value: Ledger}}} Schema */
/** @typedef {import('idb').IDBPDatabase<Schema>} Database */

const STORES = ['keys', 'pins', 'snapshots', 'folders', 'locals']
/** 2 brought `folders`, 3 `locals`. */
const VERSION = 3

/**
 * @param {string} name
 * @param {import('idb').OpenDBCallbacks<unknown>} callbacks
 * @returns {Promise<Database>}
 */
export async function openStores(name, callbacks) {
  const database = await openDB(name, VERSION, {
    ...callbacks,
    upgrade(older) {
      for (const store of STORES) if (!older.objectStoreNames.contains(store)) older.createObjectStore(store)
    },
  })
  return /** @type {Database} */ (/** @type {unknown} */ (database)) // JSDoc cannot name a call's type parameters
}
