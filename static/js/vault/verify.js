/**
 * Whether what a server sent is the vault that this browser knows, gone on. docs/formats.md §7; ATTACKS V1 to V4.
 *
 * Nothing is accepted before all of it fits: the chain of heads from what is known, through the pin, to the newest;
 * the root and the count over all items; and every item under its own id and revision.
 */
import { TesseraError } from '../errors.js'
import { equal, sha256, fromBase64 } from '../crypto/bytes.js'
import { openAll } from '../crypto/envelope.js'
import { withKeys } from '../crypto/generations.js'
import { checkTable, follow, openPinned, withRows } from '../crypto/head.js'
import { isItem } from './item.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../crypto/head.js').Head} Head */
/** @typedef {import('../crypto/head.js').SealedHead} SealedHead */
/** @typedef {import('../crypto/envelope.js').SealedItem} SealedItem */
/** @typedef {import('../account/keystore.js').Pin} Pin */
/** @typedef {import('../api/vault.js').Page} Page */
/** @typedef {import('./item.js').Item} Item */
/** @typedef {{accountId: Bytes, generation: number, vaultKey: CryptoKey}} Keys */
/** @typedef {{revision: number, item: Item}} Entry */
/**
 * @typedef {object} Known a vault that was verified
 * @property {number} version
 * @property {Bytes} hash SHA of the head's blob
 * @property {Head | null} head null when it came from a snapshot: the next pull fetches it and opens it
 * @property {Bytes} table sorted rows under the root
 * @property {Map<string, Entry>} items by b64 of the id
 */
/** @typedef {{generation: number, version: number, heads: SealedHead[], items: SealedItem[]}} Served */
/** @typedef {{head: Head, table: Bytes, changed: {revision: number, item: Item}[]}} Verified */

const NOTHING = new Uint8Array(0)
/** What makes a vault blocked: from here on it sends nothing and takes nothing. */
const BLOCKING = new Set(['vault-rolled-back', 'vault-forked', 'vault-mismatch', 'item-damaged'])

/**
 * @param {unknown} reason
 * @returns {reason is TesseraError}
 */
export function isBlocking(reason) {
  return reason instanceof TesseraError && BLOCKING.has(reason.code)
}

/**
 * A page as bytes.
 * @param {Page} page
 * @returns {Served}
 * @throws {TesseraError} `vault-mismatch` for a page that no honest server writes
 */
export function readPage({ generation, version, heads, items, left = 0 }) {
  try {
    const numbers = [
      generation,
      version,
      left,
      ...heads.map((head) => head.version),
      ...items.map((item) => item.revision),
    ]
    if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) throw new TesseraError('damaged')
    if (items.some(({ revision }) => revision > 0xffffffff)) throw new TesseraError('damaged')
    return {
      generation,
      version,
      heads: heads.map(readHead),
      items: items.map(({ id, revision, blob }) => ({ id: fromBase64(id, 16), revision, blob: fromBase64(blob) })),
    }
  } catch (reason) {
    if (reason instanceof TesseraError || reason instanceof TypeError) throw new TesseraError('vault-mismatch')
    throw reason
  }
}

/** @param {Page['heads'][number]} head @returns {SealedHead} */
function readHead({ version, blob, former }) {
  return { version, blob: fromBase64(blob), ...(former !== undefined && { former: fromBase64(former) }) }
}

/**
 * After which version heads are asked for: the head that is known comes once more, so that a fork of the same length
 * shows. Undefined asks for the newest only, which is all that a browser can use that knows nothing of the vault yet.
 * @param {Known | null} known
 * @param {Pin | null} pin
 * @returns {number | undefined}
 */
export function headsAfter(known, pin) {
  const version = known?.version ?? pin?.version
  return version && version - 1
}

/**
 * @param {Keys} keys
 * @param {Known | null} known what this browser has open
 * @param {Pin | null} pin read before the server was asked
 * @param {Served} served
 * @param {() => Promise<import('../crypto/envelope.js').OpenedItem[]>} open the items that were served
 * @returns {Promise<Verified>}
 * @throws {TesseraError} `vault-rolled-back`, `vault-forked`, `vault-mismatch`, `item-damaged`
 */
export async function verify(keys, known, pin, served, open) {
  refuseOlder(keys, pin, served)
  const head = await followHeads(keys, known, pin, served)
  const opened = await open()
  const table = withRows(known?.table ?? NOTHING, opened)
  await checkTable(head, table)
  const changed = opened.flatMap(({ revision, item }) => (item && isItem(item) ? [{ revision, item }] : []))
  if (changed.length < opened.length) throw new TesseraError('item-damaged', { count: opened.length - changed.length })
  return { head, table, changed }
}

/**
 * What opens under its own id and revision, whatever became of the rest: for the owner to take out of a blocked vault.
 * @param {Keys} keys
 * @param {Known | null} known
 * @param {readonly SealedItem[]} served
 * @returns {Promise<Item[]>} of each item the newest revision that opens
 */
export async function salvage(keys, known, served) {
  const found = new Map(known?.items)
  for (const { revision, item } of await openAll(keys.vaultKey, keys, served)) {
    if (!item || !isItem(item)) continue
    const held = found.get(item.id)
    if (!held || held.revision < revision) found.set(item.id, { revision, item })
  }
  return [...found.values()].map(({ item }) => item)
}

/**
 * @param {Keys} keys
 * @param {Pin | null} pin
 * @param {Served} served
 */
function refuseOlder({ generation }, pin, served) {
  const detail = { version: served.version, pinned: pin?.version }
  if (served.generation < generation) throw new TesseraError('vault-rolled-back', detail)
  if (pin && (generation < pin.generation || served.version < pin.version))
    throw new TesseraError('vault-rolled-back', detail)
  if (served.generation > generation) throw new TesseraError('vault-mismatch', detail)
}

/**
 * @param {Keys} keys
 * @param {Known | null} known
 * @param {Pin | null} pin
 * @param {Served} served
 * @returns {Promise<Head>} the newest
 */
async function followHeads(keys, known, pin, { version, heads }) {
  const { vaultKey, generation } = keys
  const anchor = anchorOf(generation, known, pin)
  if (!anchor) return orMismatch(await follow(vaultKey, keys, null, { version, heads }))
  const [first] = await withKeys(vaultKey, keys, heads)
  const rest = heads.slice(1)
  if (!first) throw new TesseraError('vault-forked', { version: anchor.version })
  const head = await openPinned(keys, anchor, first)
  await passThroughPin(anchor, pin, rest)
  return (await follow(vaultKey, keys, anchor, { version, heads: rest })) ?? head
}

/**
 * @param {number} generation
 * @param {Known | null} known
 * @param {Pin | null} pin
 */
function anchorOf(generation, known, pin) {
  if (known) return { generation, version: known.version, hash: known.hash }
  return pin && { generation: pin.generation, version: pin.version, hash: pin.head }
}

/**
 * Another tab may have pinned a newer head than this one knows: the chain has to pass through that head.
 * @param {{version: number, hash: Bytes}} anchor
 * @param {Pin | null} pin
 * @param {readonly SealedHead[]} heads after the anchor
 */
async function passThroughPin(anchor, pin, heads) {
  if (!pin || pin.version < anchor.version) return
  const there = heads.find((head) => head.version === pin.version)
  const hash = pin.version === anchor.version ? anchor.hash : there && (await sha256(there.blob))
  if (!hash || !equal(hash, pin.head)) throw new TesseraError('vault-forked', { version: pin.version })
}

/** @param {Head | null} head @returns {Head} */
function orMismatch(head) {
  if (!head) throw new TesseraError('vault-mismatch')
  return head
}
