/** Shelves with their counts, and the filters of a query. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { item, searchOf, titles } from './finding.js'

const KIND = item({ id: 'boat', type: 'kind', title: 'Boat' })

function vault() {
  return searchOf(
    KIND,
    item({ title: 'mail', favorite: true, tags: ['work/clients/acme', 'Private'] }),
    item({ title: 'bank', tags: ['work'], urls: ['https://www.example.org/login'] }),
    item({ title: 'workshop', tags: ['workshop'], username: 'example.org' }),
    item({ title: 'wifi', type: 'wifi', favorite: true }),
    item({ title: 'card', type: 'credit-card' }),
    item({ title: 'dinghy', type: 'own:boat' }),
    item({ title: 'old', trashedAt: 3, favorite: true, tags: ['work', 'gone'] }),
    item({ title: 'never', type: 'erased', trashedAt: 3 }),
  )
}

test('every shelf has its items, and none has those that describe a kind or were deleted for good', () => {
  const search = vault()
  const everything = ['bank', 'card', 'dinghy', 'mail', 'wifi', 'workshop']
  assert.deepEqual(titles(search, ''), everything)
  assert.deepEqual(titles(search, '', 'favorites'), ['mail', 'wifi'])
  assert.deepEqual(titles(search, '', 'trash'), ['old'])
  assert.deepEqual(titles(search, '', 'kind:login'), ['bank', 'mail', 'workshop'])
  assert.deepEqual(titles(search, '', 'kind:own:boat'), ['dinghy'])
  assert.deepEqual(titles(search, '', 'kind:kind'), [])
  assert.deepEqual(titles(search, '', 'tag:work'), ['bank', 'mail'])
  assert.deepEqual(titles(search, '', 'tag:work/clients'), ['mail'])
  assert.deepEqual(titles(search, '', 'tag:Wor'), [])
  assert.deepEqual(titles(search, '', 'nonsense'), [])
  assert.deepEqual(titles(search, 'never'), [])
  assert.deepEqual(titles(search, 'boat', 'trash'), [])
})

test('shelves are counted: kinds in the order in which they are offered, tags as a tree with its parents', () => {
  assert.deepEqual(vault().shelves(), {
    all: 6,
    favorites: 2,
    trash: 1,
    kinds: [
      { type: 'login', count: 3 },
      { type: 'credit-card', count: 1 },
      { type: 'wifi', count: 1 },
      { type: 'own:boat', count: 1, name: 'Boat' },
    ],
    tags: [
      { tag: 'Private', count: 1 },
      { tag: 'work', count: 2 },
      { tag: 'work/clients', count: 1 },
      { tag: 'work/clients/acme', count: 1 },
      { tag: 'workshop', count: 1 },
    ],
  })
})

test('an item counts once under a tag, however many nested ones it has', () => {
  const search = searchOf(item({ tags: ['a/b', 'a/c', 'a b', '/d', 'e//f'] }))
  const counted = Object.fromEntries(search.shelves().tags.map(({ tag, count }) => [tag, count]))
  assert.deepEqual(counted, { a: 1, 'a/b': 1, 'a/c': 1, 'a b': 1, '/d': 1, e: 1, 'e/': 1, 'e//f': 1 })
})

test('the count of a shelf is that of its list without a query', () => {
  const search = vault()
  const { kinds, tags } = search.shelves()
  const named = [...kinds.map(({ type }) => `kind:${type}`), ...tags.map(({ tag }) => `tag:${tag}`)]
  for (const shelf of ['all', 'favorites', 'trash', ...named]) {
    const { total, all } = search.list({ query: '', shelf, start: 0, end: 0 })
    assert.equal(total, all, shelf)
    assert.equal(search.list({ query: 'zzz', shelf, start: 0, end: 0 }).all, all, shelf)
  }
})

/** @type {[string, string[]][]} */
const FILTERED = [
  ['tag:work', ['bank', 'mail']],
  ['tag:WORK/clients', ['mail']],
  ['tag:wor', ['bank', 'mail', 'workshop']],
  ['tag:work tag:private', ['mail']],
  ['tag:nothing', []],
  ['kind:login', ['bank', 'mail', 'workshop']],
  ['kind:"Credit card"', ['card']],
  ['kind:logins', ['bank', 'mail', 'workshop']],
  ['kind:"credit cards"', ['card']],
  ['kind:card', ['card']],
  ['kind:kreditkarte', ['card']],
  ['kind:KREDITKARTEN', ['card']],
  ['kind:kredit', ['card']],
  ['kind:cred', ['card']],
  ['kind:boat', ['dinghy']],
  ['url:example.org', ['bank']],
  ['url:example.com', []],
  ['is:favorite', ['mail', 'wifi']],
  ['is:favorite kind:login', ['mail']],
  ['is:trash', ['old']],
  ['is:trash tag:gone', ['old']],
  ['is:trash mail', []],
  ['is:weak', ['bank']],
  ['kind:login mail', ['mail']],
  ['tag:', ['bank', 'card', 'dinghy', 'mail', 'wifi', 'workshop']],
]

for (const [query, expected] of FILTERED) {
  test(`found by ${query}`, () => {
    const search = vault()
    const bank = search.inOrder().find(({ text }) => text.startsWith('bank'))
    search.mark((id) => id === bank?.id)
    assert.deepEqual(titles(search, query), expected)
  })
}

test('is:trash looks in the trash of the shelf that is shown', () => {
  assert.deepEqual(titles(vault(), 'is:trash', 'tag:work'), ['old'])
  assert.deepEqual(titles(vault(), 'is:trash', 'kind:wifi'), [])
})

test('what is weak is asked anew once somebody has looked', () => {
  const search = vault()
  assert.deepEqual(titles(search, 'is:weak'), [])
  search.mark(() => true)
  assert.equal(titles(search, 'is:weak').length, 6)
})
