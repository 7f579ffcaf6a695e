// Repeated password hashes in one worker, as a measure of the engine once it is warm.
import { argon2id } from 'hash-wasm'

self.onmessage = async ({ data: rounds }) => {
  const times = []
  for (let i = 0; i < rounds; i++) {
    const started = performance.now()
    await argon2id({
      password: new TextEncoder().encode('correct horse'),
      salt: new Uint8Array(16),
      memorySize: 65536,
      iterations: 4,
      parallelism: 1,
      hashLength: 32,
      outputType: 'binary',
    })
    times.push(performance.now() - started)
  }
  self.postMessage(times)
}
