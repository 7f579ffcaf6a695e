/** How much goes into one commit. */
import { utf8 } from '../crypto/bytes.js'

/** Items in a commit: the server takes 2,000; a person wants to see progress, and to be able to stop. */
export const BATCH = 1000
/** Bytes of JSON in a commit: the server takes 7.5 MiB, padding and seals included. */
const BATCH_BYTES = 6 * 1024 * 1024

/**
 * Items in lists that a commit each can take.
 * @template Item
 * @param {readonly Item[]} items
 * @returns {Generator<Item[], void>} none of them empty
 */
export function* inBatches(items) {
  for (let from = 0; from < items.length;) {
    const to = endOf(items, from)
    yield items.slice(from, to)
    from = to
  }
}

/**
 * @param {readonly unknown[]} items
 * @param {number} from
 * @returns {number} the index after the last that fits; one item always does
 */
function endOf(items, from) {
  let size = 0
  let to = from
  while (to < items.length && to - from < BATCH) {
    size += utf8(JSON.stringify(items[to])).length
    if (to > from && size > BATCH_BYTES) break
    to += 1
  }
  return to
}
