import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalize } from '../../../../static/js/carriers/filters/normalize.js'
import { at, drawn, rows } from './pictures.js'

/** @param {number} x @param {number} y */
const isDark = (x, y) => ((x >> 2) + (y >> 2)) % 2 === 0

test('normalize parts black from white at 128, whatever light falls on them', () => {
  const shaded = drawn(120, 60, (x, y) => (isDark(x, y) ? 0 : 40) + x)
  const image = normalize(shaded, 15)
  for (let y = 8; y < 52; y++) {
    for (let x = 8; x < 112; x++) assert.equal(at(image, x, y) < 128, isDark(x, y), `at ${x}, ${y}`)
  }
})

test('normalize does not blow the noise of a flat patch up to full contrast', () => {
  const image = normalize(
    drawn(40, 40, (x, y) => 200 + ((x + y) % 2)),
    15,
  )
  assert.ok(Math.max(...image.data) - Math.min(...image.data) < 40)
})

test('normalize takes the mean over the square, cut off at the border', () => {
  assert.deepEqual(normalize(rows([0, 0, 0, 100, 100, 100]), 1), rows([128, 128, 83, 173, 128, 128]))
})

test('normalize takes pictures smaller than its radius', () => {
  assert.deepEqual(normalize(rows([7]), 15), rows([128]))
})
