import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { dueOf, postponement } from '../../../static/js/pages/reminders.js'

const DAY = 86_400_000
const NOW = Date.parse('2026-11-22T12:00:00Z')
const HERE = { now: NOW, dismissed: false, postponedTo: 0 }
/** @param {number} days */
const ago = (days) => new Date(NOW - days * DAY).toISOString()

test('until a copy is proved the vault says so, unless that was dismissed in this tab', () => {
  for (const declined of [false, true]) {
    assert.equal(dueOf({ provedAt: null, declined }, HERE), 'receipt')
    assert.equal(dueOf({ provedAt: null, declined }, { ...HERE, dismissed: true }), null)
  }
})

test('a drill is due 90 days after the last proof, and not a day before', () => {
  assert.equal(dueOf({ provedAt: ago(89.9), declined: false }, HERE), null)
  assert.equal(dueOf({ provedAt: ago(90), declined: false }, HERE), 'drill')
  assert.equal(dueOf({ provedAt: ago(400), declined: false }, { ...HERE, dismissed: true }), 'drill')
})

test('declined for good there is none; postponed, it waits', () => {
  assert.equal(dueOf({ provedAt: ago(400), declined: true }, HERE), null)
  assert.equal(dueOf({ provedAt: ago(400), declined: false }, { ...HERE, postponedTo: NOW + 1 }), null)
  assert.equal(dueOf({ provedAt: ago(400), declined: false }, { ...HERE, postponedTo: NOW }), 'drill')
})

test('what is no date within a week postpones nothing', () => {
  assert.equal(postponement(String(NOW + 7 * DAY), NOW), NOW + 7 * DAY)
  for (const text of [null, '', 'never', '-5', '1e400', String(NOW + 8 * DAY), '9'.repeat(15)]) {
    assert.equal(postponement(text, NOW) <= NOW, true, String(text))
  }
})
