import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modules } from '../../../static/js/carriers/qr.js'
import { makeKeyString, painted, scan } from './cast.js'

test('modules makes a version 11 code with its margin, which reads back as the key string', async () => {
  const keyString = makeKeyString()
  const rows = modules(keyString)
  assert.equal(rows.length, 61 + 8)
  assert.ok(rows.every((row) => row.length === 69))
  const found = await scan(painted(rows, 3), {})
  assert.deepEqual(
    found.map((bytes) => Buffer.from(bytes).toString()),
    [keyString],
  )
})

test('the margin is four white modules on every side', () => {
  const rows = modules(makeKeyString())
  const edges = [...rows.slice(0, 4), ...rows.slice(-4), ...rows.map((row) => [...row.slice(0, 4), ...row.slice(-4)])]
  assert.ok(edges.every((edge) => edge.every((dark) => !dark)))
  assert.ok(rows[4][4], 'the finder begins right after it')
})

test('what an alphanumeric segment cannot hold is refused, not encoded otherwise', () => {
  assert.throws(() => modules(makeKeyString().toLowerCase()))
})
