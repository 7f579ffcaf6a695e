import assert from 'node:assert/strict'
import { test } from 'node:test'
import { luma } from '../../../../static/js/carriers/filters/grey.js'

test('luma keeps greys and weighs green most and blue least', () => {
  const out = new Uint8Array(5)
  luma(Uint8Array.of(0, 0, 0, 255, 77, 77, 77, 255, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255), out)
  assert.deepEqual([...out], [0, 77, 76, 150, 29])
})
