import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gaveWay, sayGaveWay } from '../../../static/js/pages/gaveway.js'
import { blankFields } from '../../../static/js/vault/fields.js'

/** @param {Partial<import('../../../static/js/vault/fields.js').Fields>} [change] */
const fields = (change) => ({ ...blankFields(), title: 'Bank', ...change })
const BEGAN = { was: fields(), since: 100 }

/** @param {number} modifiedAt @param {ReturnType<typeof fields>} was */
const version = (modifiedAt, was) => ({ modifiedAt, fields: was })

test('an edit that nobody crossed made nothing give way', () => {
  const typed = fields({ notes: 'mine' })
  const gave = gaveWay(BEGAN, typed, [version(110, typed), version(100, fields())])
  assert.deepEqual(gave, { mine: [], theirs: [] })
  assert.equal(sayGaveWay(gave), null)
})

test('another field that somebody else changed gave way to nothing', () => {
  const typed = fields({ notes: 'mine' })
  const now = fields({ notes: 'mine', title: 'Theirs' })
  const versions = [version(110, now), version(105, fields({ title: 'Theirs' })), version(100, fields())]
  assert.deepEqual(gaveWay(BEGAN, typed, versions), { mine: [], theirs: [] })
})

test('their value of the same field gave way to mine and is told', () => {
  const typed = fields({ notes: 'mine' })
  const versions = [version(110, typed), version(105, fields({ notes: 'theirs' })), version(100, fields())]
  const gave = gaveWay(BEGAN, typed, versions)
  assert.deepEqual(gave, { mine: [], theirs: ['Notes'] })
  assert.match(String(sayGaveWay(gave)), /Notes/)
})

test('my value gave way to theirs where theirs is the later one', () => {
  const typed = fields({ notes: 'mine' })
  const theirs = fields({ notes: 'theirs' })
  const versions = [version(120, theirs), version(110, typed), version(100, fields())]
  assert.deepEqual(gaveWay(BEGAN, typed, versions), { mine: ['Notes'], theirs: [] })
})

test('tags of both are kept, and older states are no part of it', () => {
  const typed = fields({ tags: ['mine'], notes: 'mine' })
  const now = fields({ tags: ['theirs', 'mine'], notes: 'mine' })
  const versions = [version(110, now), version(100, fields()), version(90, fields({ notes: 'long ago' }))]
  assert.deepEqual(gaveWay(BEGAN, typed, versions), { mine: [], theirs: [] })
})
