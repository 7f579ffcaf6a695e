/**
 * What this browser alone keeps of an open vault, sealed: drafts of the editor, and values that were generated.
 * docs/formats.md §8. Records that do not open count as none.
 */
import { expectText } from '../errors.js'
import { createTurns } from '../account/inturn.js'
import { draftMethods, isDraft } from './drafts.js'
import { isObject, member } from './json.js'
import { read, sealRecord, write } from './localrecords.js'

/** @typedef {import('./verify.js').Keys} Keys */
/** @typedef {{value: string, at: number}} Generated `at` in seconds since 1970 */
/** @typedef {import('./localrecords.js').Locals} Locals */

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
    ...draftMethods(keystore, withKeys, now),
    ...generatedMethods(keystore, withKeys, () => Math.floor(now() / 1000)),
    /** Until what was asked for has been written. */
    flush: () => inTurn(async () => {}),
  }
}

/**
 * @param {Locals} keystore
 * @param {import('./localrecords.js').WithKeys} withKeys
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
  const names = (await keystore.localNames(former.accountId)).filter((name) => name === GENERATED || isDraft(name))
  const sealed = names.map(async (name) => {
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

/** @param {object | null} kept @returns {Generated[]} none where the record is not of its form */
function valuesIn(kept) {
  const values = kept && isObject(kept) ? member(kept, 'values') : null
  return Array.isArray(values) && values.every(isGenerated) ? values.slice(0, MOST) : []
}

/** @param {unknown} one @returns {one is Generated} */
function isGenerated(one) {
  return isObject(one) && typeof member(one, 'value') === 'string' && Number.isSafeInteger(member(one, 'at'))
}
