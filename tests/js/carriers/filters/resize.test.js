import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fit, resize, scale } from '../../../../static/js/carriers/filters/resize.js'
import { at, drawn, rows } from './pictures.js'

test('resize upwards interpolates between pixels and repeats the border', () => {
  assert.deepEqual(resize(rows([0, 200]), 4, 1), rows([0, 50, 150, 200]))
  assert.deepEqual(resize(rows([0], [200]), 1, 4), rows([0], [50], [150], [200]))
})

test('resize downwards weighs every pixel, so that no module falls between', () => {
  const lines = drawn(40, 40, (x) => (x % 2 === 0 ? 0 : 200))
  const small = resize(lines, 10, 10)
  for (let x = 1; x < 9; x++) assert.equal(at(small, x, 5), 100)
})

test('resize to the same size is the same picture', () => {
  const image = drawn(9, 7, (x, y) => (x * 31 + y * 17) % 256)
  assert.deepEqual(resize(image, 9, 7), image)
})

test('scale never makes a picture without pixels', () => {
  assert.deepEqual(scale(rows([9]), 0.1), rows([9]))
})

test('fit leaves small pictures alone and keeps the shape of large ones', () => {
  const image = drawn(60, 30, () => 5)
  assert.equal(fit(image, 1800), image)
  const { width, height } = fit(image, 450)
  assert.deepEqual({ width, height }, { width: 30, height: 15 })
})
