import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeItem, trash } from '../../../static/js/vault/item.js'
import { fold, Search } from '../../../static/js/vault/search.js'
import { login } from './cast.js'

let made = 0

/** @param {Parameters<typeof login>[0]} fields @param {string[]} [tags] */
function item(fields, tags = []) {
  made += 1
  return { ...makeItem(`id${String(made).padStart(6, '0')}`, login(fields), 1), tags }
}

/** @param {Search} search @param {string} query @param {'all' | 'trash'} [filter] */
function titles(search, query, filter = 'all') {
  return search.list({ query, filter, start: 0, end: 1000 }).rows.map(({ title }) => title)
}

/** @param {...ReturnType<typeof item>} items */
function searchOf(...items) {
  const search = new Search()
  search.put(items)
  return search
}

test('folding forgets case, accents and compatible forms', () => {
  assert.equal(fold('Čapek №1 ﬁne STRASSE Straße'), 'capek no1 fine strasse strasse')
})

test('without a query all items come in the order of their titles', () => {
  assert.deepEqual(titles(searchOf(item({ title: 'zoo' }), item({ title: 'Élan' }), item({ title: 'bank' })), ''), [
    'bank',
    'Élan',
    'zoo',
  ])
})

test('it looks in title, username, address, notes and tags', () => {
  const search = searchOf(
    item({ title: 'one', username: 'needle' }),
    item({ title: 'two', url: 'https://needle.example' }),
    item({ title: 'three', notes: 'a Needle in hay' }),
    item({ title: 'four' }, ['needle']),
    item({ title: 'needle' }),
    item({ title: 'other' }),
  )
  assert.deepEqual(titles(search, 'NÉEDLE'), ['needle', 'four', 'one', 'three', 'two'])
})

test('it does not look at passwords', () => {
  assert.deepEqual(titles(searchOf(item({ title: 'a', password: 'needle' })), 'needle'), [])
})

test('titles that begin so come first, then words of titles, then the rest', () => {
  const search = searchOf(
    item({ title: 'a mailbox' }),
    item({ title: 'hotmail' }),
    item({ title: 'mail' }),
    item({ title: 'x', notes: 'mail' }),
    item({ title: 'E-Mail' }),
  )
  assert.deepEqual(titles(search, 'mail'), ['mail', 'a mailbox', 'E-Mail', 'hotmail', 'x'])
})

test('all words must be there, in any order and field', () => {
  const search = searchOf(item({ title: 'work mail', username: 'ada' }), item({ title: 'work bank', username: 'eve' }))
  assert.deepEqual(titles(search, 'ada work'), ['work mail'])
  assert.deepEqual(titles(search, '  work  '), ['work bank', 'work mail'])
  assert.deepEqual(titles(search, 'work nobody'), [])
})

test('the trash has its own list', () => {
  const gone = trash(item({ title: 'gone' }), 5, 5)
  const search = searchOf(item({ title: 'here' }), gone)
  assert.deepEqual(titles(search, ''), ['here'])
  assert.deepEqual(titles(search, '', 'trash'), ['gone'])
  search.put([trash(gone, null, 6)])
  assert.deepEqual(titles(search, ''), ['gone', 'here'])
  assert.deepEqual(titles(search, '', 'trash'), [])
})

test('a list is asked for in windows and says how much there is', () => {
  const search = searchOf(
    ...Array.from({ length: 100 }, (_, at) =>
      item({ title: `t${String(at).padStart(3, '0')}`, notes: at % 2 ? 'odd' : '' }),
    ),
  )
  const found = search.list({ query: 'odd', filter: 'all', start: 10, end: 13 })
  assert.deepEqual(
    { ...found, rows: found.rows.map(({ title }) => title) },
    { total: 50, all: 100, rows: ['t021', 't023', 't025'] },
  )
  assert.equal(search.list({ query: '', filter: 'all', start: 0, end: 0 }).total, 100)
})

test('a row has the username, or the first line of the notes, and nothing else', () => {
  const search = searchOf(
    item({ title: 'a', username: 'ada', password: 'secret' }),
    item({ title: 'b', notes: 'first\nsecond' }),
  )
  const rows = search.list({ query: '', filter: 'all', start: 0, end: 9 }).rows
  assert.deepEqual(
    rows.map(({ title, subtitle }) => [title, subtitle]),
    [
      ['a', 'ada'],
      ['b', 'first'],
    ],
  )
  assert.ok(!JSON.stringify(rows).includes('secret'))
})

test('changed items move to their new place, one by one or many at once', () => {
  const items = Array.from({ length: 60 }, (_, at) => item({ title: `m${String(at).padStart(2, '0')}` }))
  const search = searchOf(...items)
  titles(search, '')
  const [first] = items
  assert.ok(first)
  search.put([{ ...first, title: 'zz' }])
  assert.equal(titles(search, '').at(-1), 'zz')
  search.put(items.map((one) => ({ ...one, title: `n${one.title}` })))
  assert.deepEqual(
    titles(search, ''),
    items.map(({ title }) => `n${title}`),
  )
  assert.deepEqual(titles(search, 'zz'), [])
})

/** Items in the order of their titles, and which of them were looked at. @param {...string} named */
function keptItems(...named) {
  /** @type {string[]} */
  const read = []
  const kept = named.map((title) => {
    const made = item({ title })
    return {
      id: made.id,
      trashed: false,
      get item() {
        read.push(title)
        return made
      },
    }
  })
  return { kept, read }
}

test('items whose order is known are read when they are shown, not before', () => {
  const { kept, read } = keptItems('bank', 'mail', 'zoo')
  const search = new Search()
  search.fill(kept)
  assert.deepEqual(
    search.list({ query: '', filter: 'all', start: 1, end: 2 }).rows.map(({ title }) => title),
    ['mail'],
  )
  assert.deepEqual(new Set(read), new Set(['mail']))
  assert.deepEqual(titles(search, 'o'), ['zoo'])
})

test('items of a known order and changed ones lie in one order', () => {
  const { kept } = keptItems('bank', 'mail', 'zoo')
  const search = new Search()
  search.fill(kept)
  const [bank] = kept
  search.put([item({ title: 'garden' }), { ...item({ title: 'yoga' }), id: bank?.id ?? '' }])
  assert.deepEqual(titles(search, ''), ['garden', 'mail', 'yoga', 'zoo'])
  assert.deepEqual(
    search.inOrder().map(({ item: { title } }) => title),
    ['garden', 'mail', 'yoga', 'zoo'],
  )
})

test('reading ahead goes piece by piece to the end', () => {
  const { kept, read } = keptItems('bank', 'mail', 'zoo')
  const search = new Search()
  search.fill(kept)
  assert.equal(search.warm(0, 2), true)
  assert.deepEqual(new Set(read), new Set(['bank', 'mail']))
  assert.equal(search.warm(2, 2), false)
  assert.deepEqual(new Set(read), new Set(['bank', 'mail', 'zoo']))
})
