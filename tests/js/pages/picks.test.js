import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Picks } from '../../../static/js/pages/picks.js'

const TOTAL = 10
/** @param {number} at */
const row = (at) => ({ id: `id${at}`, type: 'login', title: `Item ${at}`, subtitle: '', favorite: false, tags: [] })
const all = Array.from({ length: TOTAL }, (_, at) => row(at))
/** In pages of three. */
const make = () =>
  new Picks(async function* (start, end) {
    for (let at = start; at < end; at += 3) yield all.slice(at, Math.min(end, at + 3))
  })

/** @param {Picks} picks */
const ids = (picks) => [...(picks.chosen.value?.keys() ?? [])]

test('with Ctrl the row that is open counts as the first', async () => {
  const picks = make()
  await picks.pick(5, 'one', 2, TOTAL)
  assert.deepEqual(ids(picks), ['id2', 'id5'])
})

test('Space on the marked row selects it alone, and takes it out again', async () => {
  const picks = make()
  await picks.pick(2, 'one', 2, TOTAL)
  assert.deepEqual(ids(picks), ['id2'])
  await picks.pick(2, 'one', 2, TOTAL)
  assert.deepEqual(ids(picks), [])
  assert.notEqual(picks.chosen.value, null)
})

test('once selecting has begun by its button, the open row is no part of it', async () => {
  const picks = make()
  picks.begin()
  await picks.pick(5, 'one', 2, TOTAL)
  assert.deepEqual(ids(picks), ['id5'])
})

test('with Shift all rows from the open one are selected, whichever way', async () => {
  const picks = make()
  await picks.pick(6, 'range', 4, TOTAL)
  assert.deepEqual(ids(picks), ['id4', 'id5', 'id6'])
  await picks.pick(2, 'range', 6, TOTAL)
  assert.deepEqual(ids(picks), ['id2', 'id3', 'id4'])
})

test('a range without an open row begins at the top', async () => {
  const picks = make()
  await picks.pick(2, 'range', -1, TOTAL)
  assert.deepEqual(ids(picks), ['id0', 'id1', 'id2'])
})

test('every row can be selected, and none of them again', async () => {
  const picks = make()
  await picks.pick(3, 'all', 3, TOTAL)
  assert.equal(ids(picks).length, TOTAL)
  picks.end()
  assert.equal(picks.chosen.value, null)
})

test('an answer that comes after the end selects nothing', async () => {
  const picks = make()
  const late = picks.pick(3, 'all', 3, TOTAL)
  picks.end()
  await late
  assert.equal(picks.chosen.value, null)
})

test('rows that changed since they were selected count as they are now', async () => {
  const picks = make()
  await picks.pick(2, 'one', 2, TOTAL)
  picks.renew([row(1), { ...row(2), favorite: true }])
  assert.deepEqual(
    picks.rows.map(({ id, favorite }) => [id, favorite]),
    [['id2', true]],
  )
})

test('choices that are made quickly are all made', async () => {
  const picks = make()
  await Promise.all([picks.pick(1, 'range', 0, TOTAL), picks.pick(2, 'range', 1, TOTAL)])
  assert.deepEqual(ids(picks), ['id0', 'id1', 'id2'])
  picks.end()
  await Promise.all([picks.pick(4, 'one', 3, TOTAL), picks.pick(5, 'one', 3, TOTAL)])
  assert.deepEqual(ids(picks), ['id3', 'id4', 'id5'])
})
