import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gamma } from '../../../../static/js/carriers/filters/gamma.js'
import { rows } from './pictures.js'

test('gamma keeps black and white and darkens what is between', () => {
  assert.deepEqual(gamma(rows([0, 128, 255]), 2.5), rows([0, Math.round(255 * (128 / 255) ** 2.5), 255]))
})

test('gamma moves light tones apart', () => {
  const { data } = gamma(rows([220, 250]), 2.5)
  assert.ok(data[1] - data[0] > 60)
})
