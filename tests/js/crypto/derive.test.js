import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { argon2id } from 'hash-wasm'
import { ARGON2 } from '../../../static/js/crypto/kdf.js'
import { utf8 } from '../../../static/js/crypto/bytes.js'
import { filled } from './cast.js'
import '../wasm.js'

/** The worker's own scope, as far as derive.js uses it. Node has none. */
class Scope extends EventTarget {
  /** @type {PromiseWithResolvers<{hash?: Uint8Array, error?: string}>} */
  answered = Promise.withResolvers()
  closed = Promise.withResolvers()

  /**
   * @param {object} message
   * @param {StructuredSerializeOptions} [options]
   */
  postMessage(message, options) {
    this.answered.resolve(structuredClone(message, options))
  }

  close() {
    this.closed.resolve(undefined)
  }
}

/** @type {number} */
let starts = 0

/**
 * Start the worker anew: a module is evaluated once for each URL.
 * @returns {Promise<Scope>}
 */
async function start() {
  const scope = new Scope()
  Object.assign(globalThis, { self: scope })
  starts += 1
  await import(`../../../static/js/worker/derive.js?start=${starts}`)
  return scope
}

/** @type {Scope} */
let scope
before(async () => {
  scope = await start()
})

test('the worker answers one message with the hash, wipes the password and closes', async () => {
  const password = utf8('correct horse')
  const salt = filled(16, 9)
  const expected = await argon2id({ password: password.slice(), salt, ...ARGON2, outputType: 'binary' })
  scope.dispatchEvent(new MessageEvent('message', { data: { password, salt } }))
  const { hash } = await scope.answered.promise
  await scope.closed.promise
  assert.deepEqual(hash, expected)
  assert.deepEqual(password, filled(13, 0))
})

test('the worker says why it could not hash, and closes', async () => {
  const other = await start()
  other.dispatchEvent(new MessageEvent('message', { data: { password: new Uint8Array(0), salt: filled(16, 9) } }))
  const { hash, error } = await other.answered.promise
  await other.closed.promise
  assert.equal(hash, undefined)
  assert.match(error ?? '', /password size/i)
})

test('the worker wipes a password that it could not hash', async () => {
  const other = await start()
  const password = utf8('correct horse')
  const { instantiate } = WebAssembly
  Object.assign(WebAssembly, { instantiate: () => Promise.reject(new RangeError('out of memory')) })
  try {
    other.dispatchEvent(new MessageEvent('message', { data: { password, salt: filled(16, 9) } }))
    assert.match((await other.answered.promise).error ?? '', /out of memory/)
    await other.closed.promise
  } finally {
    Object.assign(WebAssembly, { instantiate })
  }
  assert.deepEqual(password, filled(13, 0))
})
