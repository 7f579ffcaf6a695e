/** Websites and tags: one rule, whether another browser was met while typing or while saving. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blankFields, fieldsOf } from '../../../static/js/vault/fields.js'
import { edit, makeItem } from '../../../static/js/vault/item.js'
import { mergeTexts } from '../../../static/js/vault/lists.js'
import { merge } from '../../../static/js/vault/merge.js'
import { undone } from '../../../static/js/vault/undo.js'

/** @typedef {import('../../../static/js/vault/item.js').Item} Item */

/** @param {string[]} texts @returns {Item} */
const itemWith = (texts) =>
  makeItem('AAAAAAAAAAAAAAAAAAAAAA', { ...blankFields(), title: 't', urls: texts, tags: texts }, 100)

/** @param {Item} item @param {string[]} texts @param {number} now */
function change(item, texts, now) {
  const was = fieldsOf(item)
  return edit(item, { ...was, urls: texts, tags: texts }, was, now)
}

test('each that either added is there, and none that either took away', () => {
  const mine = ['b', 'c', 'mine']
  const theirs = ['a', 'theirs', 'b']
  assert.deepEqual(mergeTexts(['a', 'b', 'c'], mine, theirs, true), ['theirs', 'b', 'mine'])
  assert.deepEqual(mergeTexts(['a', 'b', 'c'], theirs, mine, false), ['theirs', 'b', 'mine'])
})

test('whoever moved them moved them for both', () => {
  for (const mineLeads of [true, false]) {
    assert.deepEqual(mergeTexts(['a', 'b'], ['b', 'a'], ['a', 'b', 'c'], mineLeads), ['b', 'c', 'a'])
    assert.deepEqual(mergeTexts(['a', 'b'], ['a', 'b', 'c'], ['b', 'a'], mineLeads), ['b', 'c', 'a'])
  }
})

test('two browsers that each add a website both keep theirs', () => {
  const base = itemWith(['a'])
  const [mine, theirs] = [change(base, ['a', 'mine'], 120), change(base, ['a', 'theirs'], 110)]
  for (const merged of [merge(base, mine, theirs), merge(base, theirs, mine)]) {
    assert.deepEqual(merged.scope.urls, ['a', 'theirs', 'mine'])
    assert.deepEqual(merged.tags, merged.scope.urls)
    assert.equal(merged.history.length, 1, 'nothing gave way')
  }
})

test('what else a scope has is merged as before', () => {
  const base = { ...itemWith(['a']), scope: { urls: ['a'], androidApps: ['x'] } }
  const mine = { ...base, modifiedAt: 120, scope: { urls: ['b'], androidApps: ['x', 'mine'] } }
  const theirs = { ...base, modifiedAt: 110, scope: { urls: ['a', 'c'], androidApps: ['x'] } }
  assert.deepEqual(merge(base, mine, theirs).scope, { urls: ['c', 'b'], androidApps: ['x', 'mine'] })
})

/** @type {fc.Arbitrary<string[]>} */
const TEXTS = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'))

test('it is the same whether the other was met while typing or while saving, for websites as for tags', () => {
  fc.assert(
    fc.property(TEXTS, TEXTS, TEXTS, (first, my, their) => {
      const base = itemWith(first)
      const theirs = change(base, their, 110)
      const mine = change(base, my, 120)
      const saved = change(base, my, 120)
      const met = merge(base, saved, theirs)
      const was = fieldsOf(base)
      const typed = edit(theirs, { ...was, urls: my, tags: my }, was, 120)
      assert.deepEqual(met.scope.urls, typed.scope.urls)
      assert.deepEqual(met.tags, typed.tags)
      assert.deepEqual(met.tags, met.scope.urls)
      assert.deepEqual(merge(base, theirs, mine).scope.urls, met.scope.urls)
      for (const text of met.tags) assert.ok(my.includes(text) || their.includes(text))
      for (const text of [...my, ...their].filter((one) => !first.includes(one))) assert.ok(met.tags.includes(text))
    }),
    { numRuns: 500 },
  )
})

test('an undo right after a change gives exactly what was before', () => {
  fc.assert(
    fc.property(TEXTS, TEXTS, (first, second) => {
      const before = itemWith(first)
      const after = change(before, second, 110)
      const back = undone({ before, after }, after, 120)
      assert.deepEqual([back.scope.urls, back.tags], [first, first])
    }),
    { numRuns: 300 },
  )
})
