/**
 * Argon2id in a worker of its own, which takes its 64 MiB along when it ends. docs/formats.md §3; derive.js is the other half.
 */
import { zero } from '../crypto/bytes.js'
import { TesseraError } from '../errors.js'
import { Started } from './starting.js'

/** @typedef {import('../crypto/bytes.js').Bytes} Bytes */

/**
 * @param {string} url of derive.js, below /static/
 * @returns {import('../crypto/kdf.js').Argon2id} rejects with `unreachable` when the script cannot be loaded
 */
export function argon2idIn(url) {
  return async ({ password, salt }) => {
    /** @type {Started | undefined} */
    let worker
    try {
      return await new Promise((resolve, reject) => {
        worker = new Started(
          url,
          'derive',
          ({ hash, error }) => (hash ? resolve(hash) : reject(new Error(`Argon2id: ${error}`))),
          () => reject(new TesseraError('unreachable')),
        )
        // The password moves over, so that this thread keeps no copy of it.
        worker.postMessage({ password, salt }, [password.buffer])
      })
    } finally {
      worker?.terminate()
      zero(password) // has not moved when the worker never ran
    }
  }
}
