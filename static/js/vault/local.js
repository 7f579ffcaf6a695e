/**
 * What this browser alone keeps of an open vault, sealed: the editor's draft, and values that were generated.
 * docs/formats.md §8. Records that do not open count as none.
 */
import { TesseraError, expectText } from '../errors.js'
import { createTurns } from '../account/inturn.js'
import { openLocal, sealLocal } from '../crypto/localrecord.js'
import { isObject, member } from './json.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */
/** @typedef {import('../account/keystore.js').LocalRecord} LocalRecord */
/** @typedef {import('./verify.js').Keys} Keys */
/** @typedef {{value: string, at: number}} Generated `at` in seconds since 1970 */
/** @typedef {Pick<import('../account/keystore.js').Keystore, 'readLocal' | 'writeLocal' | 'dropLocal'>} Locals the part of the keystore that is used here */

const DRAFT = 'draft'
const GENERATED = 'generated'
/** Values of the generator that are kept, and their length at most. */
export const MOST = 50
export const LONGEST = 1000

/**
 * @param {{session: import('./vault.js').Session, keystore: Locals, now?: () => number}} parts `now` in ms
 */
export function createLocal({ session, keystore, now = Date.now }) {
  const inTurn = createTurns()
  /** @returns {Keys} @throws {TesseraError} `locked` */
  const keysNow = () => {
    const { generation, vaultKey } = session.opened
    return { accountId: session.known.accountId, generation, vaultKey }
  }
  /**
   * With the keys of the moment in which it was asked for: what was typed before a lock is still written after it.
   * @template Value
   * @param {(keys: Keys) => Promise<Value>} work
   */
  const withKeys = async (work) => {
    const keys = keysNow()
    return inTurn(() => work(keys))
  }

  return {
    ...draftMethods(keystore, withKeys),
    ...generatedMethods(keystore, withKeys, () => Math.floor(now() / 1000)),
    /** Until what was asked for has been written. */
    flush: () => inTurn(async () => {}),
  }
}

/**
 * @param {Locals} keystore
 * @param {<Value>(work: (keys: Keys) => Promise<Value>) => Promise<Value>} withKeys
 */
function draftMethods(keystore, withKeys) {
  let newest = 0
  return {
    /** @returns {Promise<object | null>} as it was kept */
    draft: () => withKeys(async (keys) => (await read(keystore, keys, DRAFT)).value),
    /**
     * In the place of the one before; of many in a row only the last is sealed.
     * @param {{draft: object}} typed
     * @returns {Promise<{kept: boolean}>} false when this browser has no room
     * @throws {TesseraError} `too-large`; `locked` when this browser was revoked, or its key replaced, in another tab
     */
    async keepDraft({ draft }) {
      const mine = ++newest
      return withKeys(async (keys) => {
        if (mine !== newest) return { kept: true }
        return { kept: (await write(keystore, keys, DRAFT, draft)) !== 'full' }
      })
    },
    async dropDraft() {
      newest += 1
      await withKeys(({ accountId }) => keystore.dropLocal(accountId, DRAFT))
      return {}
    },
  }
}

/**
 * @param {Locals} keystore
 * @param {<Value>(work: (keys: Keys) => Promise<Value>) => Promise<Value>} withKeys
 * @param {() => number} seconds
 */
function generatedMethods(keystore, withKeys, seconds) {
  return {
    /** @returns {Promise<Generated[]>} newest first */
    generated: () => withKeys(async (keys) => valuesIn((await read(keystore, keys, GENERATED)).value)),
    /**
     * @param {{value: string}} made used or copied just now
     * @returns {Promise<{kept: boolean}>} false when this browser has no room
     */
    async keepGenerated({ value }) {
      expectText('value', value)
      if (value === '' || value.length > LONGEST) throw new RangeError(`value: expected 1 to ${LONGEST} characters`)
      return withKeys(async (keys) => ({ kept: await addValue(keystore, keys, { value, at: seconds() }) }))
    },
    async dropGenerated() {
      await withKeys(({ accountId }) => keystore.dropLocal(accountId, GENERATED))
      return {}
    },
  }
}

/**
 * What is kept under the former vault key, under the new one. A record that does not open is left behind.
 * @param {Locals} keystore
 * @param {Keys} former
 * @param {Keys} next
 * @returns {Promise<import('../account/keystore.js').NamedLocal[]>}
 */
export async function resealLocals(keystore, former, next) {
  const sealed = [DRAFT, GENERATED].map(async (name) => {
    const { value } = await read(keystore, former, name)
    return value === null ? [] : [{ name, record: await sealRecord(next, name, value) }]
  })
  return (await Promise.all(sealed)).flat()
}

/**
 * Another tab may add one at the same moment: then once more, to what is there by then.
 * @param {Locals} keystore
 * @param {Keys} keys
 * @param {Generated} made
 */
async function addValue(keystore, keys, made) {
  for (;;) {
    const { value, held } = await read(keystore, keys, GENERATED)
    const others = valuesIn(value).filter((one) => one.value !== made.value)
    const outcome = await write(keystore, keys, GENERATED, { values: [made, ...others].slice(0, MOST) }, held)
    if (outcome !== 'changed') return outcome === 'kept'
  }
}

/**
 * @param {Locals} keystore
 * @param {Keys} keys
 * @param {string} name
 * @returns {Promise<{value: object | null, held: LocalRecord | null}>} what opens, and the record as it is there now
 */
async function read(keystore, { accountId, generation, vaultKey }, name) {
  const held = await keystore.readLocal(accountId, name)
  // Of a later generation: this tab has not heard yet that the Account Key was replaced.
  if (!held || held.generation > generation) return { value: null, held }
  try {
    if (held.generation < generation) throw new TesseraError('cannot-open')
    return { value: await openLocal(vaultKey, { accountId, generation, name }, held.sealed), held }
  } catch (reason) {
    if (!(reason instanceof TesseraError)) throw reason
    await keystore.dropLocal(accountId, name)
    return { value: null, held: null }
  }
}

/**
 * @param {Locals} keystore
 * @param {Keys} keys
 * @param {string} name
 * @param {object} value
 * @param {LocalRecord | null} [held]
 * @returns {Promise<'kept' | 'changed' | 'full'>}
 * @throws {TesseraError} `locked` when these keys are of no use here any more; `too-large`
 */
async function write(keystore, keys, name, value, held) {
  const record = await sealRecord(keys, name, value)
  try {
    const outcome = await keystore.writeLocal(keys.accountId, name, record, held)
    if (outcome === 'refused') throw new TesseraError('locked')
    return outcome
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'QuotaExceededError') return 'full'
    throw reason
  }
}

/** @param {Keys} keys @param {string} name @param {object} value @returns {Promise<LocalRecord>} */
async function sealRecord({ accountId, generation, vaultKey }, name, value) {
  return { generation, sealed: await sealLocal(vaultKey, { accountId, generation, name }, value) }
}

/** @param {object | null} kept @returns {Generated[]} none where the record is not of its form */
function valuesIn(kept) {
  const values = kept && isObject(kept) ? member(kept, 'values') : null
  return Array.isArray(values) && values.every(isGenerated) ? values.slice(0, MOST) : []
}

/** @param {unknown} one @returns {one is Generated} */
function isGenerated(one) {
  return isObject(one) && typeof member(one, 'value') === 'string' && Number.isSafeInteger(member(one, 'at'))
}
