import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blur } from '../../../../static/js/carriers/filters/blur.js'
import { at, drawn, rows } from './pictures.js'

test('blur spreads a point by the binomial in both directions', () => {
  const point = blur(drawn(7, 7, (x, y) => (x === 3 && y === 3 ? 255 : 0)))
  assert.equal(at(point, 3, 3), Math.round((255 * 36) / 256))
  assert.equal(at(point, 4, 3), Math.round((255 * 24) / 256))
  assert.equal(at(point, 5, 5), Math.round(255 / 256))
  assert.equal(at(point, 6, 3), 0)
})

test('blur leaves a flat picture as it is, to its corners', () => {
  const flat = drawn(5, 3, () => 200)
  assert.deepEqual(blur(flat), flat)
})

test('blur takes pictures narrower than its reach', () => {
  assert.deepEqual(blur(rows([10])), rows([10]))
  assert.deepEqual(blur(rows([0, 160])), rows([50, 110]))
})
