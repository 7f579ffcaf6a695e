/**
 * One chain of heads over several vault keys: a replaced Account Key brings a new VK, and the first head under it comes
 * with the VK of before, sealed. So a browser whose pin is of an earlier generation opens every head after it and sees
 * that each names the one before. docs/formats.md §7.
 */
import { TesseraError, expectBytes } from '../errors.js'
import { zero } from './bytes.js'
import { accountContext } from './contexts.js'
import { importKey, openFixed, seal } from './envelope.js'
import { LABELS } from './labels.js'

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {import('./envelope.js').Key} Key */
/** @typedef {import('./envelope.js').Account} Account */
/** @typedef {{version: number, blob: Bytes, former?: Bytes}} SealedHead `former` with the first head of a generation but the first */
/** @typedef {SealedHead & {key: CryptoKey, generation: number}} KeyedHead with what it opens under */

/**
 * Seal the VK of before.
 * @param {Key} vaultKey the new VK
 * @param {Account} account of the new generation
 * @param {Bytes} former 32 bytes
 * @returns {Promise<Bytes>} 97 bytes
 */
export async function sealFormer(vaultKey, account, former) {
  expectBytes('former', former, 32)
  return seal(vaultKey, LABELS.former, accountContext(account), former)
}

/**
 * @param {Key} vaultKey
 * @param {Account} account
 * @param {Bytes} blob
 * @returns {Promise<Bytes>} the VK of the generation before, 32 bytes
 * @throws {TesseraError} `cannot-open`
 */
export async function openFormer(vaultKey, account, blob) {
  return openFixed(32, vaultKey, LABELS.former, accountContext(account), blob)
}

/**
 * Find out under which VK each head opens, from the newest back.
 * @param {Key} vaultKey VK of the newest
 * @param {Account} account of the newest
 * @param {readonly SealedHead[]} heads in order
 * @returns {Promise<KeyedHead[]>}
 * @throws {TesseraError} `vault-mismatch` for a VK of before that does not open
 */
export async function withKeys(vaultKey, { accountId, generation }, heads) {
  let key = vaultKey instanceof CryptoKey ? vaultKey : await importKey(vaultKey)
  let current = generation
  /** @type {KeyedHead[]} */
  const keyed = []
  for (const head of heads.toReversed()) {
    keyed.push({ ...head, key, generation: current })
    if (!head.former) continue
    key = await keyBefore(key, { accountId, generation: current }, head.former)
    current -= 1
  }
  return keyed.reverse()
}

/**
 * @param {CryptoKey} key
 * @param {Account} account
 * @param {Bytes} former
 * @returns {Promise<CryptoKey>}
 */
async function keyBefore(key, account, former) {
  try {
    const bytes = await openFormer(key, account, former)
    const before = await importKey(bytes)
    zero(bytes)
    return before
  } catch (reason) {
    if (reason instanceof TesseraError) throw new TesseraError('vault-mismatch', { generation: account.generation })
    throw reason
  }
}
