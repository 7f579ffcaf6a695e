// Repeated password hashes in one worker, as a measure of the engine once it is warm.
import { load } from '../static/js/worker/argon2id.js'

self.onmessage = async ({ data: rounds }) => {
  const argon2id = await load()
  const times = []
  for (let i = 0; i < rounds; i++) {
    const password = new TextEncoder().encode('correct horse')
    const started = performance.now()
    argon2id({ password, salt: new Uint8Array(16) })
    times.push(performance.now() - started)
  }
  self.postMessage(times)
}
