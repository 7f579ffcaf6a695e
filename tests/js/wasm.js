// Lets Node import WebAssembly as the bundler does: as its bytes.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('.wasm')) return next(url, context)
    const bytes = readFileSync(fileURLToPath(url)).toString('base64')
    const source = `export default Uint8Array.from(atob('${bytes}'), (c) => c.charCodeAt(0))`
    return { format: 'module', source, shortCircuit: true }
  },
})
