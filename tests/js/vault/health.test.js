import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rate, zxcvbn } from '../../../static/js/vault/strength.js'
import { CODE, STRONG, basicAuth, healthOf, item, login } from './health/cast.js'

const WEAK = 'password1'

/** @param {number} count distinct passwords */
function logins(count) {
  return Array.from({ length: count }, (_, nth) => login(`xk${nth}`, { title: `no. ${nth}` }))
}

test('the figures are zxcvbn’s own, names and sites of the item counted as known', async () => {
  const words = [
    'password',
    'Tr0ub4dour&3',
    'correct horse battery staple',
    'qwerty',
    'D0g..................',
    STRONG,
    'a',
  ]
  for (const password of words) assert.equal(rate({ password, known: [] }), zxcvbn.check(password, []).score, password)
  const known = ['Frotzquibble', 'frotz.example']
  assert.equal(rate({ password: 'Frotzquibble1', known }), zxcvbn.check('Frotzquibble1', known).score)
  assert.ok(rate({ password: 'Frotzquibble1', known }) < rate({ password: 'Frotzquibble1', known: [] }))
})

test('the verdict is zxcvbn’s own for spellings too', () => {
  const words = [
    'p455w0rd',
    'l3tm31n',
    'dr4g0n',
    '5un5h1n3',
    'm0nk3y',
    '7r0ub4d0ur',
    'b4s3b4ll',
    '1l0v3y0u',
    'f00tb4ll',
    'm4st3r',
  ]
  const pairs = words.flatMap((word, nth) => [word, `${word}${words[(nth + 3) % words.length]}`, `${word}!${nth}$`])
  for (const password of pairs) {
    const [mine, own] = [rate({ password, known: [] }), zxcvbn.check(password, []).score]
    assert.equal(mine < 3, own < 3, password)
  }
})

test('nothing is weak before it was rated, and then what zxcvbn gives less than 3', async () => {
  const [bad, good] = [login(WEAK), login(STRONG)]
  const { health, tell } = healthOf([bad, good])
  assert.equal(health.weak(bad.id), false)
  assert.equal(health.report().unrated, 2)
  assert.equal(await health.rate(tell), true)
  assert.deepEqual([health.weak(bad.id), health.weak(good.id)], [true, false])
  const { unrated, sections } = health.report()
  assert.equal(unrated, 0)
  assert.deepEqual(sections.weak, {
    total: 1,
    rows: [{ id: bad.id, title: 'An item', score: rate({ password: WEAK, known: [] }) }],
  })
})

test('a password made of the item’s own words is weak there, and perhaps nowhere else', async () => {
  const own = login('quibblefrotz', { title: 'Quibblefrotz' })
  const elsewhere = login('quibblefrotz', { title: 'Elsewhere' })
  const { health, tell } = healthOf([own, elsewhere])
  await health.rate(tell)
  assert.deepEqual([health.weak(own.id), health.weak(elsewhere.id)], [true, false])
})

test('passwords are rated in slices, and the rater ends with the last', async () => {
  /** @type {[number, number][]} */
  const told = []
  const { health, slices, ended } = healthOf(logins(45))
  await health.rate((done, total) => void told.push([done, total]))
  assert.deepEqual(slices, [20, 20, 5])
  assert.deepEqual(told, [
    [20, 45],
    [40, 45],
    [45, 45],
  ])
  assert.equal(ended.times, 1)
})

test('only what is new or changed is rated again', async () => {
  const items = logins(30)
  const { health, slices, tell } = healthOf(items)
  await health.rate(tell)
  items[0] = { .../** @type {import('./health/cast.js').Item} */ (items[0]), credentials: [basicAuth(WEAK)] }
  items.push(login(`${STRONG}!`))
  assert.equal(health.report().unrated, 2)
  await health.rate(tell)
  assert.deepEqual(slices, [20, 10, 2])
  assert.equal(await health.rate(tell), false)
})

test('a change that is none to the password leaves its score', async () => {
  const items = [login(WEAK), login('')]
  const { health, slices, tell } = healthOf(items)
  await health.rate(tell)
  items[0] = { .../** @type {import('./health/cast.js').Item} */ (items[0]), favorite: true }
  assert.deepEqual([health.report().unrated, health.report().sections.weak.total], [0, 1])
  items[0] = { ...items[0], title: 'Another title' }
  assert.equal(health.report().unrated, 1)
  await health.rate(tell)
  assert.deepEqual(slices, [1, 1])
})

test('rating can be stopped between two slices, keeps what it has, and goes on from there', async () => {
  const { health, slices } = healthOf(logins(50))
  await health.rate(() => health.stop())
  assert.deepEqual(slices, [20])
  assert.equal(health.report().unrated, 30)
  await health.rate(() => {})
  assert.deepEqual(slices, [20, 20, 10])
  assert.equal(health.report().unrated, 0)
})

test('who asks while passwords are rated waits for the same', async () => {
  const { health, slices, tell } = healthOf(logins(25))
  await Promise.all([health.rate(tell), health.rate(tell)])
  assert.deepEqual(slices, [20, 5])
})

test('a vault that is closed is rated no further, and nothing is remembered of it', async () => {
  const items = logins(50)
  const { health, slices, ended } = healthOf(items)
  await health.rate(() => health.close())
  assert.deepEqual(slices, [20])
  assert.ok(ended.times >= 1)
  assert.equal(health.report().unrated, 50)
})

test('a rater that fails is told, and the next time is tried anew', async () => {
  let fails = true
  const rater = {
    rate: async (/** @type {unknown[]} */ asked) => {
      if (fails) throw new Error('broken')
      return asked.map(() => 4)
    },
    end: () => {},
  }
  const { health, tell } = healthOf(logins(1), { rater })
  await assert.rejects(health.rate(tell), /broken/)
  fails = false
  await health.rate(tell)
  assert.equal(health.report().unrated, 0)
})

test('items in the trash, kinds, and items without a password do not count', async () => {
  const binned = login(WEAK, { trashedAt: 5 })
  const kind = login(WEAK, { type: 'kind' })
  const card = item({ type: 'credit-card', credentials: [{ type: 'credit-card', pin: { value: '1234' } }] })
  const { health, slices, tell } = healthOf([binned, kind, card])
  assert.equal(await health.rate(tell), false)
  assert.deepEqual(slices, [])
  const { score, judged, unrated } = health.report()
  assert.deepEqual([score, judged, unrated], [null, 0, 0])
})

test('an item is as weak as its weakest password', async () => {
  const router = item({
    type: 'wifi',
    credentials: [
      { type: 'wifi', ssid: { value: 'home' }, passphrase: { value: STRONG } },
      {
        type: 'custom-fields',
        fields: [{ id: 'wifi-password', fieldType: 'concealed-string', label: 'Router password', value: 'admin' }],
      },
    ],
  })
  const { health, tell } = healthOf([router])
  await health.rate(tell)
  assert.equal(health.report().sections.weak.total, 1)
})

test('no password leaves with the report', async () => {
  const secret = 'hunter2 hunter2'
  const { health, tell } = healthOf([
    login(secret, { credentials: [basicAuth(secret), CODE] }),
    login(secret, { scope: { urls: ['http://plain.example'] } }),
  ])
  await health.rate(tell)
  const text = JSON.stringify(health.report())
  assert.ok(!text.includes(secret))
  assert.ok(!text.includes(CODE.secret))
})

test('rows beyond the first come when they are asked for', () => {
  const { health } = healthOf(logins(30))
  assert.equal(health.report().sections.factor.total, 30)
  assert.equal(health.report().sections.factor.rows.length, 20)
  assert.equal(health.report({ factor: 25 }).sections.factor.rows.length, 25)
})
