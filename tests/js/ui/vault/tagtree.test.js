import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { treeOf } from '../../../../static/js/ui/vault/tagtree.js'

/** @typedef {import('../../../../static/js/ui/vault/tagtree.js').Branch} Branch */

/** @param {readonly Branch[]} branches @returns {unknown[]} */
const shape = (branches) => branches.map(({ name, count, under }) => [name, count, shape(under)])

test('a tag lies under the tag that its path names', () => {
  const tags = [
    { tag: 'family', count: 3 },
    { tag: 'work', count: 5 },
    { tag: 'work/clients', count: 2 },
    { tag: 'work/clients/acme', count: 1 },
    { tag: 'work/infra', count: 2 },
  ]
  assert.deepEqual(shape(treeOf(tags)), [
    ['family', 3, []],
    [
      'work',
      5,
      [
        ['clients', 2, [['acme', 1, []]]],
        ['infra', 2, []],
      ],
    ],
  ])
})

test('a path whose parent nobody named stands by itself, whole', () => {
  assert.deepEqual(
    shape(
      treeOf([
        { tag: '/odd', count: 1 },
        { tag: 'a/b', count: 1 },
      ]),
    ),
    [
      ['/odd', 1, []],
      ['a/b', 1, []],
    ],
  )
})

test('every tag is there once, under its own parent, in whatever order they came', () => {
  const tag = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
  fc.assert(
    fc.property(fc.uniqueArray(tag, { maxLength: 20 }), (tags) => {
      /** @type {string[]} */
      const seen = []
      /** @param {readonly Branch[]} branches @param {string} above */
      const walk = (branches, above) => {
        for (const branch of branches) {
          seen.push(branch.tag)
          assert.equal(branch.tag, above === '' ? branch.tag : `${above}/${branch.name}`)
          walk(branch.under, branch.tag)
        }
      }
      walk(treeOf(tags.map((one) => ({ tag: one, count: 1 }))), '')
      assert.deepEqual(seen.sort(), [...tags].sort())
    }),
  )
})
