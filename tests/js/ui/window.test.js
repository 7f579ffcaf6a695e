import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { TALLEST, runwayOf, scrollTo, step, topOf, windowOf } from '../../../static/js/ui/window.js'

const at = (/** @type {number} */ scrollTop, height = 600) => ({ scrollTop, height, rowHeight: 60 })

test('at the top the first block is wanted', () => {
  assert.deepEqual(windowOf(at(0), 10_000), { start: 0, end: 20 })
})

test('scrolling within a block wants nothing new', () => {
  assert.deepEqual(windowOf(at(60 * 9), 10_000), windowOf(at(0), 10_000))
})

test('a window across two blocks wants both', () => {
  assert.deepEqual(windowOf(at(60 * 15), 10_000), { start: 0, end: 40 })
})

test('a short list is wanted whole, an empty one not at all', () => {
  assert.deepEqual(windowOf(at(0), 3), { start: 0, end: 3 })
  assert.deepEqual(windowOf(at(0), 0), { start: 0, end: 0 })
})

test('a list that became shorter than the scroll position gives its last block', () => {
  assert.deepEqual(windowOf(at(60 * 5000), 50), { start: 40, end: 50 })
})

const sizes = fc.record({
  scrollTop: fc.nat(700_000),
  height: fc.integer({ min: 0, max: 4000 }),
  total: fc.nat(12_000),
})

test('every row in sight is in the window, which stays small', () => {
  fc.assert(
    fc.property(sizes, ({ scrollTop, height, total }) => {
      const reachable = Math.min(scrollTop, Math.max(0, total * 60 - height))
      const { start, end } = windowOf(at(reachable, height), total)
      const last = Math.min(total, Math.ceil((reachable + height) / 60)) - 1
      assert.ok(start <= Math.floor(reachable / 60) && (last < 0 || end > last))
      assert.ok(start >= 0 && end <= total && end - start <= height / 60 + 120)
    }),
  )
})

test('a row out of sight is brought to the nearer edge; one in sight moves nothing', () => {
  assert.equal(scrollTo(at(600), 3, 1000), 180)
  assert.equal(scrollTo(at(0), 12, 1000), 13 * 60 - 600)
  assert.equal(scrollTo(at(60), 5, 1000), 60)
})

test('keys walk the list and stop at its ends', () => {
  const list = { active: 5, total: 10, page: 4 }
  assert.equal(step('ArrowDown', list), 6)
  assert.equal(step('ArrowUp', { ...list, active: 0 }), 0)
  assert.equal(step('PageDown', { ...list, active: 8 }), 9)
  assert.equal(step('PageUp', list), 1)
  assert.equal(step('Home', list), 0)
  assert.equal(step('End', list), 9)
})

test('the first step goes to the first row; other keys and empty lists lead nowhere', () => {
  assert.equal(step('ArrowDown', { active: -1, total: 3, page: 4 }), 0)
  assert.equal(step('x', { active: 1, total: 3, page: 4 }), null)
  assert.equal(step('End', { active: -1, total: 0, page: 4 }), null)
})

test('a hundred thousand rows are scrolled pixel by pixel', () => {
  assert.equal(runwayOf(100_000, 60), 6_000_000)
  assert.equal(topOf(at(4_321), 100_000), 4_321)
})

const long = fc.record({
  total: fc.integer({ min: 1, max: 3_000_000 }),
  rowHeight: fc.integer({ min: 40, max: 300 }),
  height: fc.integer({ min: 300, max: 3000 }),
  index: fc.nat(),
})

test('however long the list, no browser is asked for more than it can lay out, and both ends are reached', () => {
  fc.assert(
    fc.property(long, ({ total, rowHeight, height }) => {
      const runway = runwayOf(total, rowHeight)
      assert.ok(runway <= TALLEST)
      assert.equal(topOf({ scrollTop: 0, height, rowHeight }, total), 0)
      if (runway <= height) return
      const end = topOf({ scrollTop: runway - height, height, rowHeight }, total)
      assert.ok(Math.abs(end - (total * rowHeight - height)) < 0.01)
    }),
  )
})

test('a row that is scrolled to is in sight and in the window, in the longest list', () => {
  fc.assert(
    fc.property(long, ({ total, rowHeight, height, index }) => {
      const row = index % total
      const scrollTop = scrollTo({ scrollTop: 0, height, rowHeight }, row, total)
      const there = { scrollTop, height, rowHeight }
      const top = topOf(there, total)
      assert.ok(row * rowHeight >= top - 0.01 && (row + 1) * rowHeight <= top + Math.max(height, rowHeight) + 0.01)
      const { start, end } = windowOf(there, total)
      assert.ok(start <= row && row < end)
    }),
  )
})
