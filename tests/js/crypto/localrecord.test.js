import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nameContext } from '../../../static/js/crypto/contexts.js'
import { OVERHEAD } from '../../../static/js/crypto/envelope.js'
import { LOCAL_LIMIT, openLocal, sealLocal } from '../../../static/js/crypto/localrecord.js'
import { ALICE, KEY } from './cast.js'

const PLACE = { ...ALICE, name: 'draft' }

test('an object opens as it was sealed, and its length tells little', async () => {
  const values = fc.dictionary(
    fc.string(),
    fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.constant(null)),
  )
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      const blob = await sealLocal(KEY, PLACE, value)
      assert.equal((blob.length - OVERHEAD) % 256, 0)
      assert.equal(JSON.stringify(await openLocal(KEY, PLACE, blob)), JSON.stringify(value))
    }),
    { numRuns: 50 },
  )
})

test('a record under another name does not open', async () => {
  const blob = await sealLocal(KEY, PLACE, {})
  await assert.rejects(openLocal(KEY, { ...PLACE, name: 'generated' }, blob), { code: 'cannot-open' })
})

test('a record of the limit is sealed, one byte more is refused before it is', async () => {
  const room = LOCAL_LIMIT - OVERHEAD - ((LOCAL_LIMIT - OVERHEAD) % 256)
  const filled = (/** @type {number} */ length) => ({ x: 'x'.repeat(length - '{"x":""}'.length) })
  const blob = await sealLocal(KEY, PLACE, filled(room))
  assert.ok(blob.length <= LOCAL_LIMIT)
  assert.deepEqual(await openLocal(KEY, PLACE, blob), filled(room))
  await assert.rejects(sealLocal(KEY, PLACE, filled(room + 1)), {
    code: 'too-large',
    detail: { size: room + 256 + OVERHEAD, limit: LOCAL_LIMIT },
  })
  await assert.rejects(openLocal(KEY, PLACE, new Uint8Array(LOCAL_LIMIT + 1)), { code: 'damaged' })
})

test('only objects that do not nest too deep are sealed, under names of letters', async () => {
  for (const value of [null, [], 'text']) {
    await assert.rejects(sealLocal(KEY, PLACE, /** @type {never} */ (value)), TypeError)
  }
  await assert.rejects(sealLocal(KEY, PLACE, { x: [[[[[[[[]]]]]]]] }), RangeError)
  for (const name of ['', 'a/b', 'draft1', 'é', 'a\n']) assert.throws(() => nameContext({ ...ALICE, name }), RangeError)
})
