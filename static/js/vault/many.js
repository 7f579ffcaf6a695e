/** Changes of more items than a commit takes. When one of their commits fails, what was committed before it stands. */
import { TesseraError } from '../errors.js'
import { inBatches } from './batches.js'

/** @typedef {import('./undo.js').Change} Change */
/**
 * @typedef {object} Outcome
 * @property {Change[]} changes what was committed
 * @property {number} total items that there were
 * @property {string[]} left those that were not come to: none unless it failed
 * @property {unknown} failure why; undefined when it did not
 */

/**
 * The same change to many items; those that are not there any more are left out.
 * @param {import('./store.js').Store} store
 * @param {readonly string[]} ids
 * @param {import('./changes.js').Act} act
 * @returns {Promise<Outcome>} also where it fails half-way: what was done is to be remembered before that is told
 */
export async function changeMany(store, ids, act) {
  const items = ids.flatMap((id) => store.find(id) ?? [])
  const total = items.length
  const changes = []
  let done = 0
  /** @type {unknown} */
  let failure
  try {
    for (const batch of inBatches(items)) {
      changes.push(...(await changeEach(store, batch, act)))
      done += batch.length
    }
  } catch (reason) {
    failure = reason
  }
  return { changes, total, left: items.slice(done).map(({ id }) => id), failure }
}

/**
 * @param {import('./store.js').Store} store
 * @param {readonly {id: string}[]} batch
 * @param {import('./changes.js').Act} act
 */
function changeEach(store, batch, act) {
  return store.changeAll((at, now) =>
    batch.flatMap(({ id }) => {
      const item = at(id)
      const next = item && act(item, now)
      return next && next !== item ? [next] : []
    }),
  )
}

/**
 * Tell a failure, once what was done has been remembered.
 * @param {Outcome} outcome
 * @param {{undo?: number}} [undo] the token that takes back what was done
 * @throws {unknown} the failure; a TesseraError that came after some items were gone through says so: {done, total, undo}
 */
export function expectWhole({ total, left, failure }, undo = {}) {
  if (failure === undefined) return
  const done = total - left.length
  if (done === 0 || !(failure instanceof TesseraError)) throw failure
  throw new TesseraError(failure.code, { ...failure.detail, done, total, ...undo })
}
