/**
 * Argon2id in a worker of its own, which takes its 64 MiB along when it ends. docs/formats.md §3; derive.js is the other half.
 */
import { TesseraError } from '../errors.js'
import { beginNested } from './nested.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */

/**
 * @param {string} url of derive.js, below /static/
 * @param {import('./nested.js').Tell} tell
 * @returns {import('../crypto/kdf.js').Argon2id} rejects with `unreachable` when the script cannot be loaded
 */
export function argon2idIn(url, tell) {
  return ({ password, salt }) => {
    const worker = beginNested(url, 'derive', tell)
    return settled(worker, () => {
      // The password moves over, so that this thread keeps no copy of it.
      worker.postMessage({ password, salt }, [password.buffer])
    }).finally(() => worker.terminate())
  }
}

/**
 * @param {Worker} worker
 * @param {() => void} ask
 * @returns {Promise<Bytes>}
 */
function settled(worker, ask) {
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }) => {
      if (data.hash) resolve(data.hash)
      else reject(new Error(`Argon2id: ${data.error}`))
    })
    worker.addEventListener('error', () => reject(new TesseraError('unreachable')))
    ask()
  })
}
