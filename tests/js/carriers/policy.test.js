import assert from 'node:assert/strict'
import { test } from 'node:test'

/** @typedef {import('../../../static/js/worker/policy.js').Policy} Policy */

test('one policy is made, when first needed, and its rule lets only this server’s scripts through', async () => {
  /** @type {{name: string, rules: Policy}[]} */
  const made = []
  const createPolicy = (/** @type {string} */ name, /** @type {Policy} */ rules) => {
    made.push({ name, rules })
    return { createScriptURL: (/** @type {string} */ url) => `trusted ${rules.createScriptURL(url)}` }
  }
  Object.assign(globalThis, { trustedTypes: { createPolicy }, location: new URL('https://vault.example/authorize/') })
  const { workerUrl } = await import('../../../static/js/worker/policy.js')
  assert.equal(made.length, 0)
  assert.equal(workerUrl('/static/build/worker.js'), 'trusted https://vault.example/static/build/worker.js')
  assert.equal(workerUrl('https://vault.example/static/a.js'), 'trusted https://vault.example/static/a.js')
  assert.throws(() => workerUrl('https://vault.example.evil/static/a.js'), TypeError)
  assert.deepEqual(
    made.map(({ name }) => name),
    ['tessera-worker'],
  )
})
