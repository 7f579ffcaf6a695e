/**
 * The key worker's side of the rater; rate.js is the other.
 */
import { TesseraError } from '../errors.js'
import { beginNested } from './nested.js'

/** @typedef {import('../vault/strength.js').Asked} Asked */
/**
 * @typedef {object} Rater
 * @property {(asked: Asked[]) => Promise<number[]>} rate one list at a time; rejects with `unreachable` when the script cannot be
 *   loaded, with `locked` when it was ended meanwhile
 * @property {() => void} end forgets everything that it was told; the next list starts it anew
 */

/**
 * @param {string} url of rate.js, below /static/
 * @param {import('./nested.js').Tell} [tell] for the key worker
 * @returns {Rater}
 */
export function raterIn(url, tell = () => {}) {
  /** @type {Worker | null} */
  let worker = null
  /** @type {(reason: unknown) => void} */
  let refuse = () => {}

  /** @param {unknown} reason */
  function end(reason) {
    worker?.terminate()
    worker = null
    refuse(reason)
  }

  return {
    rate(asked) {
      worker ??= beginNested(url, 'rate', tell)
      const rater = worker
      return new Promise((resolve, reject) => {
        refuse = reject
        rater.onmessage = ({ data }) => resolve(data.scores)
        rater.onerror = () => end(new TesseraError('unreachable'))
        rater.postMessage(asked)
      })
    },
    end: () => end(new TesseraError('locked')),
  }
}
