/**
 * One password hash, in a worker of its own. docs/formats.md §3.
 *
 * Argon2id fills 64 MiB with data derived from the password; WebAssembly memory cannot be given back or reliably
 * wiped, but it goes with the worker. So each hash has its own worker: it takes one message, answers, and closes.
 *
 * In: `{password, salt}`, byte strings; the password's should be transferred. Out: `{hash}`, 32 bytes, transferred,
 * or `{error}`, the engine's reason (memory, most likely), as text.
 */
import { zero } from '../crypto/bytes.js'
import { load } from './argon2id.js'

self.addEventListener('message', ({ data }) => void answer(data), { once: true })

/**
 * @param {{password: import('../crypto/bytes.js').Bytes, salt: import('../crypto/bytes.js').Bytes}} input
 */
async function answer({ password, salt }) {
  try {
    const argon2id = await load()
    const hash = argon2id({ password, salt })
    self.postMessage({ hash }, { transfer: [hash.buffer] })
  } catch (reason) {
    self.postMessage({ error: String(reason) })
  } finally {
    zero(password)
    self.close()
  }
}
