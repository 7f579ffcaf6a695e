/** What is read before somebody types. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Search } from '../../../static/js/vault/search.js'
import { item, keptItems, searchOf, titles } from './finding.js'

test('the texts of what was listed are read once, before somebody types if there is time', () => {
  const { kept } = keptItems('bank', 'mail', 'zoo')
  let texts = 0
  const counted = kept.map((one) => ({
    ...one,
    get text() {
      texts += 1
      return one.text
    },
  }))
  const search = new Search()
  search.fill(/** @type {import('../../../static/js/vault/listed.js').Listed[]} */ (counted))
  while (search.warm(1));
  texts = 0
  assert.equal(
    search.readListed(() => true),
    false,
    'nothing was listed',
  )
  search.list({ query: '', shelf: 'all', start: 0, end: 0 })
  assert.equal(
    search.readListed(() => false),
    true,
  )
  assert.equal(texts, 0)
  assert.equal(
    search.readListed(() => true),
    false,
  )
  texts = 0
  assert.equal(
    search.readListed(() => true),
    false,
  )
  assert.equal(search.list({ query: 'b', shelf: 'all', start: 0, end: 0 }).total, 1)
  assert.equal(texts, 0)
})

test('words are read ahead piece by piece, and whoever asks sooner gets some thousands at once', () => {
  const search = searchOf(...Array.from({ length: 5000 }, (_, at) => item({ title: at === 0 ? 'zebra' : `t${at}` })))
  assert.deepEqual(titles(search, 'zbera'), [])
  assert.equal(search.warm(1000), true)
  assert.equal(search.warm(5000), false)
  assert.deepEqual(titles(search, 'zebrra'), ['zebra'])
  search.put([item({ title: 'okapi' })])
  assert.deepEqual(titles(search, 'okapi'), ['okapi'], 'saved since then')
})
