import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withKept } from '../../../../static/js/vault/health/factor.js'
import { stateOf } from '../../../../static/js/vault/item.js'
import { CODE, NOW, STRONG, YEAR, basicAuth, healthOf, item, login } from './cast.js'

/** @typedef {import('./cast.js').Item} Item */

/** @param {Item[]} items */
const report = (...items) => healthOf(items).health.report()
/** @param {Item[]} items */
const sections = (...items) => report(...items).sections
/** @param {number} years */
const ago = (years) => NOW / 1000 - years * YEAR

test('reused: items that share a password, the largest group first, and nobody with themselves', () => {
  const [a, b, c] = [login('one'), login('one'), login('one')]
  const [d, e] = [login('two'), login('two')]
  const twice = login('three', { credentials: [basicAuth('three'), basicAuth('three')] })
  const { total, rows } = sections(d, a, twice, b, e, c).reused
  assert.equal(total, 2)
  assert.deepEqual(
    rows.map((group) => group.items.map(({ id }) => id)),
    [
      [a.id, b.id, c.id],
      [d.id, e.id],
    ],
  )
})

test('reused: an empty password is none', () => {
  assert.equal(sections(login(''), login('')).reused.total, 0)
})

/**
 * An item whose password was changed at those times, the newest first.
 * @param {[years: number, password: string][]} states
 */
function changed(...states) {
  const items = states.map(([years, password]) =>
    login(password, { id: 'same', creationAt: ago(states.at(-1)?.[0] ?? 0), modifiedAt: ago(years) }),
  )
  const [now, ...before] = items
  return { .../** @type {Item} */ (now), history: before.map(stateOf) }
}

test('old: unchanged for two years, whatever else was changed meanwhile', () => {
  const day = 1 / 365
  assert.equal(sections(login('p', { creationAt: ago(2 - day) })).old.total, 0)
  assert.equal(sections(login('p', { creationAt: ago(2 + day) })).old.total, 1)
  assert.equal(sections(changed([1, 'p'], [3, 'p'])).old.total, 1)
  assert.equal(sections(changed([1, 'p'], [3, 'q'])).old.total, 0)
  assert.equal(sections(changed([1, 'p'], [2.5, 'p'], [5, 'q'])).old.rows[0]?.since, ago(2.5))
})

test('old: a password that came back counts from then on', () => {
  assert.equal(sections(changed([1, 'p'], [3, 'q'], [5, 'p'])).old.total, 0)
})

test('old: a full history says no more than it holds', () => {
  const states = Array.from({ length: 21 }, (_, nth) => /** @type {[number, string]} */ ([0.05 * nth, 'p']))
  assert.equal(sections({ ...changed(...states), creationAt: ago(9) }).old.total, 0)
})

test('old: a state that is kept as text is read', () => {
  const item = changed([1, 'p'], [3, 'q'])
  const [state] = item.history
  const text = { json: JSON.stringify(state?.item['credentials']) }
  const history = [{ modifiedAt: ago(3), item: { ...state?.item, credentials: text } }]
  assert.equal(sections({ ...item, history }).old.total, 0)
  const broken = [{ modifiedAt: ago(3), item: { ...state?.item, credentials: { json: '[' } } }]
  assert.equal(sections({ ...item, history: broken }).old.total, 0)
})

test('old: the oldest of several passwords counts, the oldest item comes first', () => {
  const [three, five] = [login('p', { creationAt: ago(3) }), login('q', { creationAt: ago(5) })]
  assert.deepEqual(
    sections(three, five).old.rows.map(({ id }) => id),
    [five.id, three.id],
  )
})

test('without a second factor: a login with neither a code nor a word of its owner', () => {
  const bare = login('p')
  const coded = login('p', { credentials: [basicAuth('p'), CODE] })
  const elsewhere = withKept(login('p'), 'elsewhere')
  const none = withKept(login('p'), 'none')
  const { factor } = sections(bare, coded, elsewhere, none)
  assert.deepEqual(factor, { total: 1, rows: [{ id: bare.id, title: 'An item' }] })
  assert.deepEqual(
    report(bare, coded, elsewhere, none).kept.rows.map(({ kept }) => kept),
    ['elsewhere', 'none'],
  )
})

test('without a second factor: neither kinds that have no codes nor logins without a password', () => {
  const server = item({ type: 'server', credentials: [basicAuth('p')] })
  assert.equal(sections(server, item()).factor.total, 0)
})

test('what the owner says of a second factor is a member of the item, and leaves the others alone', () => {
  const shared = { name: 'shared', with: ['somebody'] }
  const one = login('p', { extensions: [shared] })
  const kept = withKept(one, 'elsewhere')
  assert.deepEqual(kept['extensions'], [shared, { name: 'tessera.second-factor', kept: 'elsewhere' }])
  assert.deepEqual(withKept(withKept(kept, 'none'), null), one)
  assert.deepEqual(withKept(withKept(login('p', { id: 'x' }), 'none'), null), login('p', { id: 'x' }))
  assert.equal(withKept(kept, 'elsewhere'), kept)
})

const PLAIN = ['http://shop.example/login', 'http://shop.example:8080', 'HTTP://SHOP.example']
const NOT_PLAIN = [
  'https://shop.example',
  'shop.example',
  'ftp://shop.example',
  'http://localhost:3000',
  'http://127.0.0.1',
  'http://[::1]/',
  'http://192.168.1.1',
  'http://10.0.0.1',
  'http://172.16.3.4',
  'http://router',
  'http://printer.local',
  'http://nas.home.arpa',
  'not an address',
]

test('without encryption: sites that are reached over plain HTTP, but for those of one’s own network', () => {
  for (const url of PLAIN) assert.equal(sections(login('p', { scope: { urls: [url] } })).plain.total, 1, url)
  for (const url of NOT_PLAIN) assert.equal(sections(login('p', { scope: { urls: [url] } })).plain.total, 0, url)
  const both = ['http://shop.example', 'https://shop.example']
  assert.equal(sections(login('p', { scope: { urls: both } })).plain.total, 0)
  assert.deepEqual(sections(login('p', { scope: { urls: PLAIN } })).plain.rows[0]?.hosts, [
    'shop.example',
    'shop.example:8080',
  ])
})

test('without encryption: items without a password are listed too, and cost nothing', () => {
  const membership = item({ type: 'membership', title: 'A', scope: { urls: [PLAIN[0] ?? ''] } })
  const good = login(STRONG, { credentials: [basicAuth(STRONG), CODE] })
  const alone = report(membership)
  assert.deepEqual([alone.sections.plain.total, alone.score, alone.moves], [1, null, []])
  assert.equal(report(membership, good).score, 100)
  const { moves, sections: found } = report(membership, login('p', { title: 'B', scope: { urls: PLAIN } }))
  assert.equal(moves.find(({ section }) => section === 'plain')?.items, 1)
  assert.deepEqual(
    found.plain.rows.map(({ title }) => title),
    ['A', 'B'],
  )
})

/** @param {string} month */
function card(month) {
  return item({ type: 'credit-card', credentials: [{ type: 'credit-card', expiryDate: { value: month } }] })
}

/** @param {string} value @param {string} [member] */
function passport(value, member = 'expiryDate') {
  return item({ type: 'passport', credentials: [{ type: 'passport', [member]: { value } }] })
}

test('expiring: within 60 days or over, the soonest first; a month is good to its end', () => {
  const { rows } = sections(card('2026-06'), passport('2026-07-02'), card('2026-04'), passport('2026-05-03')).expiring
  assert.deepEqual(
    rows.map(({ last, over }) => [last, over]),
    [
      ['2026-04-30', true],
      ['2026-05-03', false],
      ['2026-06-30', false],
      ['2026-07-02', false],
    ],
  )
  assert.equal(sections(card('2026-07'), passport('2026-07-03')).expiring.total, 0)
})

test('expiring: other dates, and what is no date, are none', () => {
  for (const one of [
    passport('2026-05-03', 'birthDate'),
    passport('2026-05-03', 'issueDate'),
    card('05/26'),
    card('2026-13'),
  ])
    assert.equal(sections(one).expiring.total, 0)
})

test('expiring: memberships and inspections too, and it moves no score', () => {
  const fields = [{ id: 'vehicle-inspection', fieldType: 'year-month', label: 'Next inspection', value: '2026-05' }]
  const car = item({ type: 'vehicle', credentials: [{ type: 'custom-fields', fields }] })
  const { score, moves, sections: found } = report(car)
  assert.equal(found.expiring.total, 1)
  assert.deepEqual([score, moves], [null, []])
})

test('a vault in which nothing is found has 100 points', () => {
  const good = [0, 1].map((nth) => login(`${STRONG}${nth}`, { credentials: [basicAuth(`${STRONG}${nth}`), CODE] }))
  assert.deepEqual([report(...good).score, report(...good).moves], [100, []])
})
