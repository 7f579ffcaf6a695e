import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CODE, NOW, YEAR, basicAuth, custom, healthOf, item, login } from './cast.js'

/** @typedef {import('./cast.js').Item} Item */

const LONG_AGO = NOW / 1000 - 3 * YEAR

/** @param {Item[]} items */
const report = (...items) => healthOf(items).health.report()
/** @param {Item[]} items */
const sections = (...items) => report(...items).sections

/** @param {string} label @param {string} [value] @param {string} [type] */
function withHidden(label, value = 'p', type = 'note') {
  return item({ type, ...custom({ fieldType: 'concealed-string', label, value }) })
}

const PASSWORDS = [
  'Password',
  'Admin password (old router)',
  'PASSPHRASE',
  'Pass phrase',
  'Passcode',
  'Passwort',
  'WLAN-Passwort',
  'Kennwort',
  'Masterkennwort',
  'Codewort',
  'DB pwd',
  'ｐａｓｓｗｏｒｄ',
]
const NO_PASSWORDS = ['PIN', 'Answer', 'Key', 'Password hint', 'Passworthinweis', 'Password reminder', 'Passport', '']

test('a hidden field whose name says that it is a password is judged on every kind, an owner’s kind too', () => {
  for (const label of PASSWORDS) assert.equal(report(withHidden(label)).judged, 1, label)
  for (const label of NO_PASSWORDS) assert.equal(report(withHidden(label)).judged, 0, label)
  for (const type of ['credit-card', 'own:AAAAAAAAAAAAAAAAAAAAAA', 'login'])
    assert.equal(report(withHidden('Password', 'p', type)).judged, 1, type)
  assert.equal(report(withHidden('Password', '')).judged, 0, 'an empty one is none')
  const shown = item(custom({ label: 'Password', value: 'p' }))
  assert.equal(report(shown).judged, 0, 'what is shown is no secret')
})

test('a password in a field of one’s own is found reused, old and weak like any other', async () => {
  const own = { ...withHidden('Kennwort', 'password1'), creationAt: LONG_AGO, modifiedAt: LONG_AGO }
  const { health, tell } = healthOf([own, login('password1')])
  await health.rate(tell)
  const found = health.report().sections
  assert.deepEqual([found.weak.total, found.reused.total, found.old.total], [2, 1, 1])
  assert.deepEqual(found.old.rows[0]?.id, own.id)
})

test('without encryption: every address of an item counts, also a field of its kind or of its owner', () => {
  /** @param {string} value @param {string} [as] */
  const console = (value, as = 'url') => custom({ id: 'server-console', as, label: 'Console', value })
  const key = { type: 'api-key', url: { value: 'http://api.example/v1' } }
  assert.deepEqual(sections(item({ type: 'server', ...console('http://shop.example') })).plain.rows[0]?.hosts, [
    'shop.example',
  ])
  assert.equal(sections(item({ type: 'api-credential', credentials: [key] })).plain.total, 1)
  assert.equal(sections(item({ type: 'server', ...console('http://shop.example', 'text') })).plain.total, 0)
  const safe = { scope: { urls: ['https://shop.example'] }, ...console('http://shop.example') }
  assert.equal(sections(item(safe)).plain.total, 0, 'reached with TLS as well')
})

const EXPIRIES = [
  'Expires',
  'Expiry date',
  'EXPIRATION',
  'Exp. date',
  'Valid until',
  'valid to',
  'Valid thru',
  'Ablaufdatum',
  'Läuft ab',
  'Läuft am Ende ab',
  'laeuft ab',
  'Gültig bis',
  'gueltig bis',
  'Verfällt',
]
const NO_EXPIRIES = ['Valid from', 'Gültig ab', 'Issued', 'Born', 'Export', '']

test('expiring: a date of one’s own whose name says so, and no other', () => {
  /** @param {string} label @param {string} [fieldType] @param {string} [value] */
  const dated = (label, fieldType = 'date', value = '2026-05-20') =>
    sections(item({ type: 'note', ...custom({ fieldType, label, value }) })).expiring.rows
  for (const label of EXPIRIES) assert.equal(dated(label).length, 1, label)
  for (const label of NO_EXPIRIES) assert.equal(dated(label).length, 0, label)
  assert.equal(dated('Gültig bis', 'year-month', '2026-05')[0]?.last, '2026-05-31')
  assert.equal(dated('Expires', 'string').length, 0)
  assert.equal(dated('Expires', 'date', 'soon').length, 0)
})

test('expiring: the name of an owner’s date is the owner’s, that of a kind’s is ours', () => {
  /** @param {string} id */
  const row = (id) => {
    const fields = custom({ id, fieldType: 'year-month', label: 'Expires', value: '2026-05' })
    return sections(item({ type: 'membership', ...fields })).expiring.rows[0]
  }
  assert.deepEqual([row('membership-expires')?.own, row('mine')?.own], [false, true])
})

/** @param {string} [username] @param {Partial<Item>} [members] */
function atShop(username, members) {
  return login('p', {
    credentials: [basicAuth('p', username)],
    scope: { urls: ['https://www.shop.example/in'] },
    ...members,
  })
}

/** @param {Item['credentials']} credentials @param {string} [url] */
function coded(credentials, url = 'shop.example') {
  return item({ title: 'Code', credentials: [...credentials, CODE], scope: { urls: [url] } })
}

test('without a second factor: not where another item has the code of the same site', () => {
  assert.equal(sections(atShop('ada')).factor.total, 1)
  assert.equal(sections(atShop('ada'), coded([])).factor.total, 0)
  assert.equal(sections(atShop('ada'), coded([], 'https://shop.example:443/')).factor.total, 0)
  assert.equal(sections(atShop('ada'), coded([], 'https://other.example')).factor.total, 1)
  assert.equal(sections(atShop('ada'), { ...coded([]), trashedAt: 5 }).factor.total, 1)
  assert.equal(sections(login('p'), coded([], '')).factor.total, 1, 'no site is not the same site')
  assert.deepEqual(report(atShop('ada'), coded([])).kept, { total: 0, rows: [] }, 'nobody said so')
})

test('without a second factor: another account’s code at the site is none of this one', () => {
  assert.equal(sections(atShop('ada'), coded([basicAuth('q', 'bob')])).factor.total, 1)
  assert.equal(sections(atShop('ada'), coded([basicAuth('q', 'ADA')])).factor.total, 0)
  assert.equal(sections(atShop('ada'), coded([basicAuth('q')])).factor.total, 0, 'it may be hers')
  assert.equal(sections(atShop(''), coded([basicAuth('q', 'bob')])).factor.total, 0, 'he may be it')
})
