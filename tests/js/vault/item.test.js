import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase64, random, toBase64 } from '../../../static/js/crypto/bytes.js'
import { sealItem, ITEM_LIMIT } from '../../../static/js/crypto/envelope.js'
import { readFields } from '../../../static/js/vault/fields.js'
import { edit, fieldsOf, fit, HISTORY, isItem, makeItem, stateOf } from '../../../static/js/vault/item.js'
import { trash } from '../../../static/js/vault/trash.js'
import { login, refusal, textsOf, type } from './cast.js'

const ID = toBase64(random(16))
const FULL = login({ title: 'mail', username: 'ada', password: 'secret', url: 'https://mail.example', notes: 'hello' })

test('it makes a login of §6, member by member', () => {
  assert.deepEqual(makeItem(ID, FULL, 1700), {
    id: ID,
    creationAt: 1700,
    modifiedAt: 1700,
    type: 'login',
    title: 'mail',
    favorite: false,
    tags: [],
    trashedAt: null,
    scope: { urls: ['https://mail.example'] },
    credentials: [
      { type: 'basic-auth', username: { value: 'ada' }, password: { value: 'secret' } },
      { type: 'note', content: { value: 'hello' } },
    ],
    history: [],
  })
})

test('a note has no login', () => {
  const { credentials } = makeItem(ID, { ...login({ title: 'n', notes: 'text' }), type: 'note' }, 1)
  assert.deepEqual(credentials, [{ type: 'note', content: { value: 'text' } }])
})

test('fields come back as they were typed', () => {
  assert.deepEqual(fieldsOf(makeItem(ID, FULL, 1)), FULL)
  assert.deepEqual(fieldsOf(makeItem(ID, login({}), 1)), login({}))
})

test('an edit keeps the state before in the history, newest first', () => {
  const first = makeItem(ID, FULL, 1)
  const third = type(type(first, { password: 'two' }, 2), { password: 'three' }, 3)
  assert.equal(textsOf(third).password, 'three')
  assert.equal(third.modifiedAt, 3)
  assert.equal(third.creationAt, 1)
  assert.deepEqual(
    third.history,
    [stateOf(type(first, { password: 'two' }, 2)), stateOf(first)].map(({ modifiedAt, item }) => ({
      modifiedAt,
      item,
    })),
  )
  assert.ok(third.history.every(({ item }) => !('history' in item)))
})

test('an edit that changes nothing is none', () => {
  const item = makeItem(ID, FULL, 1)
  assert.equal(type(item, {}, 2), item)
})

test('what the editor left alone stays as it is now', () => {
  const began = makeItem(ID, FULL, 1)
  const meanwhile = type(began, { username: 'ada@new' }, 2)
  const typed = login({ ...textsOf(began), password: 'new' })
  const saved = edit(meanwhile, typed, FULL, 3)
  assert.deepEqual(textsOf(saved), { ...textsOf(began), username: 'ada@new', password: 'new' })
})

test('a clock that was put back does not make the newer state the older', () => {
  assert.equal(type(makeItem(ID, FULL, 100), { title: 'x' }, 50).modifiedAt, 100)
})

test(`the history ends after ${HISTORY} states`, () => {
  let item = makeItem(ID, FULL, 0)
  for (let at = 1; at <= 30; at += 1) item = type(item, { password: `p${at}` }, at)
  assert.equal(item.history.length, HISTORY)
  assert.equal(item.history[0]?.modifiedAt, 29)
  assert.equal(item.history.at(-1)?.modifiedAt, 10)
})

test('members that are not known stay, in every place, `__proto__` too', () => {
  const text = JSON.stringify({
    ...makeItem(ID, FULL, 1),
    colour: { of: 'tile' },
    scope: { urls: ['https://mail.example', 'https://other.example'], androidApps: ['x'] },
    credentials: [
      { type: 'totp', secret: 'abc' },
      { type: 'basic-auth', username: { value: 'ada', label: 'User' }, password: { value: 'secret' }, hint: 1 },
      { type: 'basic-auth', username: { value: 'second' }, password: { value: 'x' } },
    ],
  }).replace('"colour"', '"__proto__":{"polluted":true},"colour"')
  const item = JSON.parse(text)
  assert.ok(isItem(item))
  const edited = type(item, { username: 'eve', url: 'https://new.example' }, 2)
  const written = JSON.stringify(edited)
  assert.match(written, /"__proto__":\{"polluted":true\}/)
  assert.equal(/** @type {{polluted?: boolean}} */ ({}).polluted, undefined)
  assert.deepEqual(edited['colour'], { of: 'tile' })
  assert.deepEqual(edited.scope, { urls: ['https://new.example', 'https://other.example'], androidApps: ['x'] })
  assert.deepEqual(edited.credentials, [
    { type: 'totp', secret: 'abc' },
    { type: 'basic-auth', username: { value: 'eve', label: 'User' }, password: { value: 'secret' }, hint: 1 },
    { type: 'basic-auth', username: { value: 'second' }, password: { value: 'x' } },
  ])
  assert.match(JSON.stringify(edited.history[0]), /"__proto__":\{"polluted":true\}/)
})

test('an item may nest eight deep and still has a history that can be sealed', async () => {
  const deep = { a: { b: { c: { d: { e: { f: 'deep' } } } } } }
  const item = { ...makeItem(ID, FULL, 1), deep }
  const edited = edit(/** @type {any} an item with a member of its own */ (item), { ...FULL, title: 'x' }, FULL, 2)
  assert.deepEqual(edited['deep'], deep)
  assert.deepEqual(edited.history[0]?.item['deep'], { json: JSON.stringify(deep) })
  const blob = await sealItem(
    random(32),
    { accountId: random(16), generation: 1 },
    { id: fromBase64(ID), revision: 1 },
    edited,
  )
  assert.equal((blob.length - 65) % 256, 0)
})

test('the trash is a date, and leaves no state behind', () => {
  const item = makeItem(ID, FULL, 1)
  const gone = trash(item, 5, 5)
  assert.equal(gone.trashedAt, 5)
  assert.deepEqual(gone.history, [])
  assert.equal(trash(gone, 9, 9), gone)
  assert.equal(trash(gone, null, 7).trashedAt, null)
  assert.equal(trash(item, null, 7), item)
})

test('the oldest states go when an item grows too large, and then it is refused', async () => {
  let item = makeItem(ID, login({ notes: 'n0'.padEnd(300_000, '.') }), 0)
  for (let at = 1; at <= 5; at += 1) item = type(item, { notes: `n${at}`.padEnd(300_000, '.') }, at)
  const fitting = fit(item)
  assert.deepEqual(
    fitting.history.map(({ modifiedAt }) => modifiedAt),
    [4, 3],
  )
  assert.ok(JSON.stringify(fitting).length < ITEM_LIMIT)
  const huge = makeItem(ID, login({ notes: 'é'.repeat(600_000) }), 0)
  assert.equal(await refusal(() => fit(huge)), 'too-large')
})

test('the largest item that fits can be sealed', async () => {
  const blank = makeItem(ID, login({ notes: 'x' }), 0)
  const room = Math.floor((ITEM_LIMIT - 65) / 256) * 256 - JSON.stringify(blank).length + 1
  const item = makeItem(ID, login({ notes: 'x'.repeat(room) }), 0)
  assert.equal(fit(item), item)
  const place = { id: fromBase64(ID), revision: 1 }
  const blob = await sealItem(random(32), { accountId: random(16), generation: 1 }, place, item)
  assert.equal(blob.length, 65 + 256 * 4095)
  assert.equal(await refusal(() => fit(makeItem(ID, login({ notes: 'x'.repeat(room + 1) }), 0))), 'too-large')
})

test('1 and 100 bytes of password look equal (V10)', async () => {
  const place = { id: fromBase64(ID), revision: 1 }
  const account = { accountId: random(16), generation: 1 }
  const [short, long] = await Promise.all(
    ['x', 'x'.repeat(100)].map((password) =>
      sealItem(
        random(32),
        account,
        place,
        makeItem(ID, login({ title: 'Post office', url: 'https://post.example', password }), 0),
      ),
    ),
  )
  assert.equal(short?.length, long?.length)
})

const WRONG = {
  'a title that is no text': { title: 7 },
  'no title': { title: undefined },
  'a date of half seconds': { modifiedAt: 1.5 },
  'a date before 1970': { creationAt: -1 },
  'tags that are no list': { tags: 'a' },
  'a tag that is no text': { tags: [1] },
  'no addresses': { scope: {} },
  'a credential without a kind': { credentials: [{}] },
  'a trash flag that is no date': { trashedAt: true },
  'a state without an item': { history: [{ modifiedAt: 1 }] },
  'too many states': { history: Array.from({ length: 21 }, () => ({ modifiedAt: 1, item: {} })) },
}
for (const [name, members] of Object.entries(WRONG)) {
  test(`${name} is no item`, () => assert.equal(isItem({ ...makeItem(ID, FULL, 1), ...members }), false))
}

test('a kind that this version does not know is an item', () => {
  assert.ok(isItem({ ...makeItem(ID, FULL, 1), type: 'passport' }))
})

test('what was typed is text, in whole characters', () => {
  assert.deepEqual(readFields({ title: 'a\ud800' }), { title: 'a\ufffd' })
  assert.throws(() => readFields(/** @type {any} a caller that does not keep to its types */ ({ title: 7 })), TypeError)
})
