import assert from 'node:assert/strict'
import { test } from 'node:test'
import { luma, painted } from '../../../../static/js/carriers/filters/grey.js'
import { rows } from './pictures.js'

test('luma keeps greys and weighs green most and blue least', () => {
  const out = new Uint8Array(5)
  luma(Uint8Array.of(0, 0, 0, 255, 77, 77, 77, 255, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255), out)
  assert.deepEqual([...out], [0, 77, 76, 150, 29])
})

test('painted rounds and holds values within a byte', () => {
  const image = rows([1, 2], [3, 4])
  assert.deepEqual(
    painted(image, (at) => [-5, 1.6, 255, 300][at]),
    rows([0, 2], [255, 255]),
  )
})
