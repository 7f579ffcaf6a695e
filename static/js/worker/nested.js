/**
 * Workers that the key worker begins. Firefox 153 now and then never comes back from `new Worker` within a worker (2 of 150 on a
 * machine under load): the page is told before and after it, and ends a key worker that stands still there (door.js).
 */
import { workerUrl } from './policy.js'

/** @typedef {(begun: boolean) => void} Tell */

/**
 * @param {string} url  of the script, below /static/
 * @param {string} name
 * @param {Tell} tell  false before, true after
 * @returns {Worker}
 */
export function beginNested(url, name, tell) {
  tell(false)
  const worker = new Worker(workerUrl(url), { type: 'module', name })
  tell(true)
  return worker
}
