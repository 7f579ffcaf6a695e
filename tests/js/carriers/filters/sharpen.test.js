import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sharpen } from '../../../../static/js/carriers/filters/sharpen.js'
import { at, drawn } from './pictures.js'

test('sharpen steepens an edge and leaves flat parts alone', () => {
  const edge = sharpen(drawn(20, 5, (x) => (x < 10 ? 100 : 150)))
  assert.equal(at(edge, 2, 2), 100)
  assert.equal(at(edge, 17, 2), 150)
  assert.ok(at(edge, 9, 2) < 80, 'darker on the dark side')
  assert.ok(at(edge, 10, 2) > 170, 'lighter on the light side')
})

test('sharpen by nothing changes nothing', () => {
  const image = drawn(9, 9, (x, y) => (x * 31 + y * 17) % 256)
  assert.deepEqual(sharpen(image, 0), image)
})
