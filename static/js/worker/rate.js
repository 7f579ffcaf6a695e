/**
 * The rater: how well passwords stand against guessing. A worker of its own because the dictionaries are large, take their
 * time, and are needed by few; the key worker starts it, and ends it with everything that it was told.
 *
 * In: a list of `{password, known}`. Out: `{scores}`, zxcvbn's, in the same order.
 */
import { rate } from '../vault/strength.js'

self.addEventListener('message', (/** @type {MessageEvent<import('../vault/strength.js').Asked[]>} */ { data }) => {
  self.postMessage({ scores: data.map(rate) })
})
