import { asText, sortKeyText } from './keytext.js'
import { useWays } from './ways.js'

/** @typedef {import('../account/receipt.js').Presented & {file?: Blob | undefined}} Presented  and the file that it was read from */

/**
 * The ways of presenting a copy of the Account Key.
 * @param {(presented: Presented) => Promise<unknown>} take
 * @param {() => void} [onBegin]  told whenever something is tried anew
 */
export function useKeyWays(take, onBegin) {
  return useWays({
    sought: 'key',
    ...(onBegin && { onBegin }),
    onText: (keyString, file) => take({ keyString, file }),
    // words, a key string, or the contents of a key file
    onTyped: async (typed, read) => {
      const { words, carrier } = sortKeyText(typed)
      await take(words === undefined ? { keyString: await read(carrier).catch(asText) } : { words })
    },
  })
}
