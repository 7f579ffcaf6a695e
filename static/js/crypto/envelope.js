/**
 * seal and open, and the things that are sealed. docs/formats.md §2, §6, §7, §8.
 *
 *     01 | r[16] | c[32] | AES-256-GCM(k, nonce = 0^12, aad = info, plaintext)
 *
 * `r` is fresh for each value, so `k` is used once and the fixed nonce is safe. `c` commits to key, label and context,
 * which GCM alone does not do; it is compared before anything is decrypted. Whatever fails, the error is `cannot-open`:
 * a reader that told causes apart would be an oracle.
 */
import { TesseraError, expectBytes, expectText } from '../errors.js'
import { concat, equal, len16, random, sha256, utf8, zero } from './bytes.js'
import { accountContext, itemContext, versionContext } from './contexts.js'
import { openJson, sealableJson } from './itemtext.js'
import { expand } from './kdf.js'
import { INFO, LABELS } from './labels.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {import('./itemtext.js').ItemJson} ItemJson */
/** @typedef {Bytes | CryptoKey} Key 32 bytes, or what `importKey` made of them */
/** @typedef {import('./contexts.js').Account} Account */
/** @typedef {import('./contexts.js').ItemPlace} ItemPlace */
/** @typedef {ItemPlace & {blob: Bytes}} SealedItem */
/** @typedef {ItemPlace & {digest: Bytes, item: ItemJson | null}} OpenedItem `digest` is SHA(blob); `item` null if it does not open */

const VERSION = 1
const R_LENGTH = 16
const C_LENGTH = 32
const HEADER = 1 + R_LENGTH + C_LENGTH
const TAG_LENGTH = 16
/** What sealing adds, and the shortest sealed value. */
export const OVERHEAD = HEADER + TAG_LENGTH
/** An item's sealed blob at most (§6). */
export const ITEM_LIMIT = 1024 * 1024

const NONCE = new Uint8Array(12)
/** @type {Map<string, Bytes>} */
const prefixes = new Map()
/** Enough calls in flight to keep the engine's threads busy, few enough to report progress and bound memory. */
const BATCH = 500

/**
 * Hand a sealing key to WebCrypto, which does not give it back: for keys that are held for long or used often.
 * @param {Bytes} key 32 bytes; the caller may zero them afterwards
 * @returns {Promise<CryptoKey>}
 */
export async function importKey(key) {
  expectBytes('key', key, 32)
  return crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits'])
}

/**
 * Seal a byte string under a key, as one kind of thing in one place.
 * @param {Key} key
 * @param {string} label one of LABELS
 * @param {Bytes} context where it belongs; at most 65,535 bytes
 * @param {Bytes} plaintext
 * @returns {Promise<Bytes>} 65 bytes longer than the plaintext
 */
export async function seal(key, label, context, plaintext) {
  return sealWithFixedR(key, label, context, plaintext, random(R_LENGTH))
}

/**
 * HAZARD, for test vectors only: `seal` with a given `r`. Two values sealed with one key, label, context and `r` share
 * a GCM key and nonce, which gives both away and lets anybody forge more.
 * @param {Key} key
 * @param {string} label
 * @param {Bytes} context
 * @param {Bytes} plaintext
 * @param {Bytes} r 16 bytes
 * @returns {Promise<Bytes>}
 */
export async function sealWithFixedR(key, label, context, plaintext, r) {
  expectBytes('plaintext', plaintext)
  expectBytes('r', r, R_LENGTH)
  const info = infoOf(label, context)
  const { aes, commitment } = await deriveOnce(key, r, info, 'encrypt')
  const algorithm = { name: 'AES-GCM', iv: NONCE, additionalData: info }
  const box = new Uint8Array(await crypto.subtle.encrypt(algorithm, aes, plaintext))
  return concat(new Uint8Array([VERSION]), r, commitment, box)
}

/**
 * Open what `seal` made with the same key, label and context.
 * @param {Key} key
 * @param {string} label
 * @param {Bytes} context
 * @param {Bytes} blob
 * @returns {Promise<Bytes>} the plaintext
 * @throws {TesseraError} `cannot-open`, whatever the cause
 */
export async function open(key, label, context, blob) {
  expectBytes('blob', blob)
  const info = infoOf(label, context)
  if (blob.length < OVERHEAD || blob[0] !== VERSION) throw new TesseraError('cannot-open')
  const { aes, commitment } = await deriveOnce(key, blob.subarray(1, 1 + R_LENGTH), info, 'decrypt')
  if (!equal(commitment, blob.subarray(1 + R_LENGTH, HEADER))) throw new TesseraError('cannot-open')
  const algorithm = { name: 'AES-GCM', iv: NONCE, additionalData: info }
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, aes, blob.subarray(HEADER)))
  } catch {
    // WebCrypto says OperationError for a wrong tag and nothing more; neither do we.
    throw new TesseraError('cannot-open')
  }
}

/**
 * Seal VK.
 * @param {Key} unlockKey UK
 * @param {Account} account
 * @param {Bytes} vaultKey VK, 32 bytes
 * @returns {Promise<Bytes>} the keyset, 97 bytes
 */
export async function sealKeyset(unlockKey, account, vaultKey) {
  expectBytes('vaultKey', vaultKey, 32)
  return seal(unlockKey, LABELS.keyset, accountContext(account), vaultKey)
}

/**
 * @param {Key} unlockKey UK
 * @param {Account} account
 * @param {Bytes} keyset
 * @returns {Promise<Bytes>} VK, 32 bytes
 * @throws {TesseraError} `cannot-open`
 */
export async function openKeyset(unlockKey, account, keyset) {
  return openFixed(32, unlockKey, LABELS.keyset, accountContext(account), keyset)
}

/**
 * Seal CS.
 * @param {Key} carrierKey
 * @param {Account} account
 * @param {Bytes} carrierSecret CS, 32 bytes
 * @returns {Promise<Bytes>} the carrier record, 97 bytes
 */
export async function sealCarrierRecord(carrierKey, account, carrierSecret) {
  expectBytes('carrierSecret', carrierSecret, 32)
  return seal(carrierKey, LABELS.carrier, accountContext(account), carrierSecret)
}

/**
 * @param {Key} carrierKey
 * @param {Account} account
 * @param {Bytes} record
 * @returns {Promise<Bytes>} CS, 32 bytes
 * @throws {TesseraError} `cannot-open`
 */
export async function openCarrierRecord(carrierKey, account, record) {
  return openFixed(32, carrierKey, LABELS.carrier, accountContext(account), record)
}

/**
 * Seal one item at one revision.
 * @param {Key} vaultKey VK
 * @param {Account} account
 * @param {ItemPlace} place
 * @param {ItemJson} item whose `id` is the place's
 * @returns {Promise<Bytes>}
 * @throws {TesseraError} `too-large` {size, limit}, in bytes
 * @throws {TypeError | RangeError} for another id, or JSON that nests deeper than 8
 */
export async function sealItem(vaultKey, account, place, item) {
  const text = sealableJson(item, place.id)
  const size = text.length + OVERHEAD
  if (size > ITEM_LIMIT) throw new TesseraError('too-large', { size, limit: ITEM_LIMIT })
  return seal(vaultKey, LABELS.item, itemContext(account, place), text)
}

/**
 * @param {Key} vaultKey VK
 * @param {Account} account
 * @param {SealedItem} sealed
 * @returns {Promise<ItemJson>}
 * @throws {TesseraError} `cannot-open`; `item-damaged` for what opens and is no item of this id, or is over 1 MiB
 */
export async function openItem(vaultKey, account, sealed) {
  if (sealed.blob.length > ITEM_LIMIT) throw new TesseraError('item-damaged')
  const text = await open(vaultKey, LABELS.item, itemContext(account, sealed), sealed.blob)
  return openJson(text, sealed.id)
}

/**
 * Open many items and digest their blobs. One that does not open yields `item: null` and spoils no other; whether
 * the digests are the right ones is for the root to say (head.js).
 * @param {Key} vaultKey VK
 * @param {Account} account
 * @param {readonly SealedItem[]} sealed
 * @param {(done: number, total: number) => void} [onProgress] called after each batch of 500
 * @returns {Promise<OpenedItem[]>} in the order given
 */
export async function openAll(vaultKey, account, sealed, onProgress = () => {}) {
  const key = vaultKey instanceof CryptoKey ? vaultKey : await importKey(vaultKey)
  /** @type {OpenedItem[]} */
  const opened = []
  for (let at = 0; at < sealed.length; at += BATCH) {
    const batch = sealed.slice(at, at + BATCH)
    opened.push(...(await Promise.all(batch.map((one) => openOne(key, account, one)))))
    onProgress(opened.length, sealed.length)
  }
  return opened
}

/**
 * Seal a browser's snapshot of the vault at one version (§8).
 * @param {Key} vaultKey VK
 * @param {Account & {version: number}} place
 * @param {Bytes} json
 * @returns {Promise<Bytes>}
 */
export async function sealSnapshot(vaultKey, place, json) {
  return seal(vaultKey, LABELS.snapshot, versionContext(place), json)
}

/**
 * @param {Key} vaultKey VK
 * @param {Account & {version: number}} place
 * @param {Bytes} blob
 * @returns {Promise<Bytes>} the JSON's bytes
 * @throws {TesseraError} `cannot-open`
 */
export async function openSnapshot(vaultKey, place, blob) {
  return open(vaultKey, LABELS.snapshot, versionContext(place), blob)
}

/**
 * Open a sealed value whose plaintext has one length.
 * @param {number} length
 * @param {Key} key
 * @param {string} label
 * @param {Bytes} context
 * @param {Bytes} blob
 * @returns {Promise<Bytes>}
 * @throws {TesseraError} `cannot-open`
 */
export async function openFixed(length, key, label, context, blob) {
  if (blob.length !== length + OVERHEAD) throw new TesseraError('cannot-open')
  return open(key, label, context, blob)
}

/**
 * @param {CryptoKey} key
 * @param {Account} account
 * @param {SealedItem} sealed
 * @returns {Promise<OpenedItem>}
 */
async function openOne(key, account, sealed) {
  const { id, revision, blob } = sealed
  const [digest, item] = await Promise.all([sha256(blob), openItem(key, account, sealed).catch(nullIfClosed)])
  return { id, revision, digest, item }
}

/**
 * @param {unknown} reason
 * @returns {null}
 */
function nullIfClosed(reason) {
  if (reason instanceof TesseraError) return null
  throw reason
}

/**
 * @param {string} label
 * @param {Bytes} context
 * @returns {Bytes} HKDF's info and GCM's additional data
 */
function infoOf(label, context) {
  expectText('label', label)
  expectBytes('context', context)
  return concat(prefixOf(label), len16(context))
}

/**
 * What the info of all values of a kind begins with, made once: a vault has thousands of one kind.
 * @param {string} label
 * @returns {Bytes}
 */
function prefixOf(label) {
  const prefix = prefixes.get(label) ?? concat(utf8(INFO.seal), new Uint8Array(1), len16(utf8(label)))
  prefixes.set(label, prefix)
  return prefix
}

/**
 * The key for one value, and the commitment to it.
 * @param {Key} key
 * @param {Bytes} r
 * @param {Bytes} info
 * @param {'encrypt' | 'decrypt'} usage
 * @returns {Promise<{aes: CryptoKey, commitment: Bytes}>}
 */
async function deriveOnce(key, r, info, usage) {
  const held = key instanceof CryptoKey ? key : await importKey(key)
  const both = await expand(held, info, 64, r)
  const aes = await crypto.subtle.importKey('raw', both.subarray(0, 32), 'AES-GCM', false, [usage])
  const commitment = both.slice(32)
  zero(both)
  return { aes, commitment }
}
