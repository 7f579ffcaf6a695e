import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fold } from '../../../static/js/vault/fold.js'
import { Search } from '../../../static/js/vault/search.js'
import { item, keptItems, searchOf, titles } from './finding.js'

test('folding forgets case, accents, compatible forms and how much white space there was', () => {
  assert.equal(fold(' Čapek\t №1 ﬁne\n\nSTRASSE Straße Łódź søk '), 'capek no1 fine strasse strasse lodz sok')
})

test('without a query all items come in the order of their titles', () => {
  assert.deepEqual(titles(searchOf(item({ title: 'zoo' }), item({ title: 'Élan' }), item({ title: 'bank' })), ''), [
    'bank',
    'Élan',
    'zoo',
  ])
})

test('numbers in titles are in order of what they are worth, the texts after them as they are', () => {
  const named = ['Site 10', 'Site 2', 'site', 'Site 2b', 'Site 02', 'Site x', '9 lives', 'Site 1.10', 'Site 1.9']
  const sorted = ['9 lives', 'site', 'Site 1.9', 'Site 1.10', 'Site 02', 'Site 2', 'Site 2b', 'Site 10', 'Site x']
  assert.deepEqual(titles(searchOf(...named.map((title) => item({ title }))), ''), sorted)
  const search = searchOf()
  for (const title of named) search.put([item({ title })])
  assert.deepEqual(titles(search, ''), sorted, 'one by one')
  const noted = [item({ title: 'x1', notes: 'b 10' }), item({ title: 'x1', notes: 'b 2' })]
  assert.deepEqual(
    searchOf(...noted)
      .inOrder()
      .map(({ id }) => id),
    noted.map(({ id }) => id),
  )
})

test('it looks in title, username, addresses, notes, tags and custom fields', () => {
  const fields = [{ id: 'f', fieldType: 'string', label: 'Member', value: 'Needle' }]
  const search = searchOf(
    item({ title: 'one', username: 'needle' }),
    item({ title: 'two', urls: ['https://a.example', 'https://needle.example'] }),
    item({ title: 'three', notes: 'a Needle in hay' }),
    item({ title: 'four', tags: ['needle'] }),
    item({ title: 'five', credentials: [{ type: 'custom-fields', fields }] }),
    item({ title: 'needle' }),
    item({ title: 'other' }),
  )
  assert.deepEqual(titles(search, 'NÉEDLE'), ['needle', 'five', 'four', 'one', 'three', 'two'])
})

test('it does not look at passwords, hidden fields and the secrets of codes', () => {
  const fields = [{ id: 'f', fieldType: 'concealed-string', label: 'PIN', value: 'needle' }]
  const totp = { type: 'totp', secret: 'NEEDLEAA', period: 30, digits: 6, algorithm: 'sha1' }
  const search = searchOf(
    item({ title: 'a', password: 'needle' }),
    item({ title: 'b', credentials: [{ type: 'custom-fields', fields }] }),
    item({ title: 'c', credentials: [totp] }),
  )
  assert.deepEqual(titles(search, 'needle'), [])
  assert.deepEqual(
    search.list({ query: '', shelf: 'all', start: 0, end: 9 }).rows.map(({ subtitle }) => subtitle),
    ['', '', ''],
  )
})

test('titles that begin so come first, then words of titles, then the rest of titles, then other texts', () => {
  const search = searchOf(
    item({ title: 'a mailbox' }),
    item({ title: 'hotmail' }),
    item({ title: 'mail' }),
    item({ title: 'bank', notes: 'mail' }),
    item({ title: 'E-Mail' }),
  )
  assert.deepEqual(titles(search, 'mail'), ['mail', 'a mailbox', 'E-Mail', 'hotmail', 'bank'])
})

test('all words must be there, in any order and field', () => {
  const search = searchOf(item({ title: 'work mail', username: 'ada' }), item({ title: 'work bank', username: 'eve' }))
  assert.deepEqual(titles(search, 'ada work'), ['work mail'])
  assert.deepEqual(titles(search, '  work  '), ['work bank', 'work mail'])
  assert.deepEqual(titles(search, 'work nobody'), [])
})

test('what stands in quotes is found as it stands', () => {
  const search = searchOf(
    item({ title: 'a', notes: 'the red  house' }),
    item({ title: 'b', notes: 'red is the house' }),
    item({ title: 'red', notes: 'house' }),
  )
  assert.deepEqual(titles(search, 'red house'), ['red', 'a', 'b'])
  assert.deepEqual(titles(search, '"red house"'), ['a'])
})

test('typing on, and deleting again, finds what a fresh search finds', () => {
  const search = searchOf(...['mail', 'mall', 'small mail', 'emu', 'ma'].map((title) => item({ title })))
  for (const typed of ['m', 'ma', 'mai', 'mail', 'mail s', 'mail sm', 'mail', 'mal', 'ma', '', 'em']) {
    const fresh = new Search()
    fresh.put(search.inOrder().map((entry) => entry.item))
    assert.deepEqual(titles(search, typed), titles(fresh, typed), typed)
  }
})

test('a list is asked for in windows and says how much there is', () => {
  const search = searchOf(
    ...Array.from({ length: 100 }, (_, at) =>
      item({ title: `t${String(at).padStart(3, '0')}`, notes: at % 2 ? 'odd' : '' }),
    ),
  )
  const found = search.list({ query: 'odd', shelf: 'all', start: 10, end: 13 })
  assert.deepEqual(
    { ...found, rows: found.rows.map(({ title }) => title) },
    { total: 50, all: 100, rows: ['t021', 't023', 't025'] },
  )
  assert.equal(search.list({ query: '', shelf: 'all', start: 0, end: 0 }).total, 100)
})

test('a row says what a list shows, and nothing secret', () => {
  const search = searchOf(
    item({ title: 'a', username: 'ada', password: 'secret', favorite: true, tags: ['work/x'] }),
    item({ title: 'b', notes: 'first\nsecond' }),
    item({ title: 'c', username: 'x'.repeat(300) }),
  )
  const { rows } = search.list({ query: '', shelf: 'all', start: 0, end: 9 })
  const [a, b, c] = rows
  assert.deepEqual(
    { ...a, id: '' },
    { id: '', type: 'login', title: 'a', subtitle: 'ada', favorite: true, tags: ['work/x'] },
  )
  assert.equal(b?.subtitle, 'first')
  assert.equal(c?.subtitle.length, 200)
  assert.ok(!JSON.stringify(rows).includes('secret'))
})

test('a list can be asked for by the newest change and by the newest item; better fits still come first', () => {
  const search = searchOf(
    item({ title: 'a', creationAt: 1, modifiedAt: 9 }),
    item({ title: 'b', creationAt: 3, modifiedAt: 5, notes: 'x' }),
    item({ title: 'x', creationAt: 2, modifiedAt: 3 }),
    item({ title: 'c', creationAt: 2, modifiedAt: 5, notes: 'x' }),
  )
  assert.deepEqual(titles(search, '', 'all', 'modified'), ['a', 'b', 'c', 'x'])
  assert.deepEqual(titles(search, '', 'all', 'created'), ['b', 'c', 'x', 'a'])
  assert.deepEqual(titles(search, 'x', 'all', 'created'), ['x', 'b', 'c'])
})

test('changed items move to their new place in every order, one by one or many at once', () => {
  const items = Array.from({ length: 60 }, (_, at) => item({ title: `m${String(at).padStart(2, '0')}` }))
  const search = searchOf(...items)
  titles(search, '')
  titles(search, '', 'all', 'modified')
  const [first] = items
  assert.ok(first)
  search.put([{ ...first, title: 'zz', modifiedAt: 7 }])
  assert.equal(titles(search, '').at(-1), 'zz')
  assert.equal(titles(search, '', 'all', 'modified')[0], 'zz')
  search.put(items.map((one) => ({ ...one, title: `n${one.title}` })))
  assert.deepEqual(
    titles(search, ''),
    items.map(({ title }) => `n${title}`),
  )
  assert.deepEqual(titles(search, 'zz'), [])
})

test('the place of an item in a list is found without its rows', () => {
  const [bank, mail, trashed] = [item({ title: 'bank' }), item({ title: 'mail' }), item({ title: 'old', trashedAt: 5 })]
  const search = searchOf(mail, bank, trashed)
  const place = (/** @type {string} */ id, query = '') => search.indexOf({ id, query, shelf: 'all', sort: 'title' })
  assert.deepEqual(
    [bank, mail, trashed].map(({ id }) => place(id)),
    [0, 1, -1],
  )
  assert.equal(place(mail.id, 'mail'), 0)
  assert.equal(place(bank.id, 'mail'), -1)
  assert.equal(place('nobody'), -1)
})

test('letters go on to the next title that begins so, and round from the end', () => {
  const search = searchOf(...['ant', 'bee', 'Bär', 'cat'].map((title) => item({ title })))
  const next = (/** @type {string} */ text, /** @type {number} */ from) =>
    search.nextTitle({ text, from, query: '', shelf: 'all' })
  assert.deepEqual([next('b', 0), next('b', 2), next('b', 3), next('BÄ', 0), next('x', 0)], [1, 2, 1, 1, -1])
})

test('items are read for the rows that are shown, for nothing else', () => {
  const { kept, read } = keptItems('bank', 'mail', 'zoo')
  const search = new Search()
  search.fill(kept)
  assert.equal(search.shelves().all, 3)
  assert.equal(search.list({ query: 'o', shelf: 'all', sort: 'modified', start: 0, end: 0 }).total, 1)
  while (search.warm(1));
  assert.deepEqual(read, [])
  search.list({ query: '', shelf: 'all', start: 1, end: 2 })
  assert.deepEqual(new Set(read), new Set(['mail']))
})

test('items of a known order and changed ones lie in one order', () => {
  const { kept } = keptItems('bank', 'mail', 'zoo')
  const search = new Search()
  search.fill(kept)
  const [bank] = kept
  search.put([item({ title: 'garden' }), { ...item({ title: 'yoga' }), id: bank?.id ?? '' }])
  assert.deepEqual(titles(search, ''), ['garden', 'mail', 'yoga', 'zoo'])
  assert.deepEqual(
    search.inOrder().map((entry) => entry.item.title),
    ['garden', 'mail', 'yoga', 'zoo'],
  )
})

test('what is nearly so is found once nothing is so', () => {
  const search = searchOf(
    item({ title: 'Google' }),
    item({ title: 'bank', notes: 'ask at the goggle shop' }),
    item({ title: 'Garden', username: 'ada' }),
  )
  assert.deepEqual(titles(search, 'gogle'), ['bank', 'Google'])
  assert.deepEqual(titles(search, 'google'), ['Google'])
  assert.deepEqual(titles(search, 'gadren'), ['Garden'])
  assert.deepEqual(titles(search, 'gadren ada'), ['Garden'])
  assert.deepEqual(titles(search, 'gadren eve'), [])
  assert.deepEqual(titles(search, '"gadren"'), [])
  assert.deepEqual(titles(search, 'gadren', 'trash'), [])
  assert.deepEqual(titles(search, 'gadren is:favorite'), [])
})

test('nearer words come first', () => {
  const search = searchOf(
    item({ title: 'a insurances' }),
    item({ title: 'b inzurances' }),
    item({ title: 'c insurance' }),
    item({ title: 'd', notes: 'insrance' }),
  )
  assert.deepEqual(titles(search, 'insurence'), ['c insurance', 'a insurances', 'd', 'b inzurances'])
})

test('a changed item is found by its new words and no longer by its old ones', () => {
  const garden = item({ title: 'Garden' })
  const search = searchOf(garden, item({ title: 'bank' }))
  assert.deepEqual(titles(search, 'gadren'), ['Garden'])
  search.put([{ ...garden, title: 'Kitchen' }])
  assert.deepEqual(titles(search, 'gadren'), [])
  assert.deepEqual(titles(search, 'ktichen'), ['Kitchen'])
})

test('more items than a call takes arguments are taken in at once', () => {
  const one = item({ title: 'same' })
  const search = new Search()
  search.put(Array.from({ length: 200_000 }, (_, at) => ({ ...one, id: String(at) })))
  assert.equal(search.shelves().all, 200_000)
})
