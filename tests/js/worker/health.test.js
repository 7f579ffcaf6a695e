import assert from 'node:assert/strict'
import { test } from 'node:test'
import { healthMethods } from '../../../static/js/worker/healthmethods.js'
import { login, makeWorld } from '../vault/cast.js'

/** @typedef {import('../../../static/js/vault/strength.js').Asked} Asked */

/** A rater to which one password is weak; what it was asked, and how often it was ended. */
function noteRater() {
  /** @type {string[]} */
  const asked = []
  const ended = { times: 0 }
  const rater = {
    rate: async (/** @type {Asked[]} */ slice) => {
      asked.push(...slice.map(({ password }) => password))
      return slice.map(({ password }) => (password === 'weak' ? 0 : 4))
    },
    end: () => void (ended.times += 1),
  }
  return { rater, asked, ended }
}

/** An open vault with two logins, and its health. */
async function makeHealth() {
  const browser = await (await makeWorld()).browser().open()
  const { vault } = browser
  const weak = await browser.save(login({ title: 'Forum', password: 'weak' }))
  const strong = await browser.save(login({ title: 'Bank', password: 'strong' }))
  const noted = noteRater()
  /** @type {string[]} */
  const events = []
  /** @type {unknown[]} */
  const faults = []
  /** @type {string[][]} */
  const prefixes = []
  const door = healthMethods({
    vault,
    door: /** @type {import('../../../static/js/worker/healthmethods.js').VaultDoor} */ (
      /** @type {unknown} */ ({
        ready: async () => {},
        methods: { list: async (/** @type {any} */ wanted) => vault.list(wanted) },
      })
    ),
    breaches: {
      offered: async () => true,
      ranges: async (asked) => {
        prefixes.push(asked)
        return asked.map(() => 'AAAAAAAA')
      },
    },
    rater: noted.rater,
    emit: (event) => void events.push(event),
    report: (_, fault) => void faults.push(fault),
  })
  return { ...noted, vault, weak, strong, events, faults, prefixes, door, methods: door.methods }
}

const ALL = { shelf: 'all', start: 0, end: 9 }

test('a search for weak items rates them, and the list is told when that is known', async () => {
  const { methods, events } = await makeHealth()
  assert.equal((await methods.list({ ...ALL, query: 'is:weak' })).total, 0)
  await methods.rateItems()
  assert.ok(events.includes('changed'))
  const { rows } = await methods.list({ ...ALL, query: 'is:weak' })
  assert.deepEqual(
    rows.map(({ title }) => title),
    ['Forum'],
  )
})

test('any other search rates nothing', async () => {
  const { methods, asked } = await makeHealth()
  await methods.list({ ...ALL, query: 'is:weakest this:weak weak' })
  await methods.health({})
  assert.deepEqual(asked, [])
})

test('a list that was told once is not told again of nothing new', async () => {
  const { methods, events } = await makeHealth()
  await methods.rateItems()
  events.length = 0
  await methods.rateItems()
  assert.deepEqual(events, [])
})

test('nothing is asked of the list of breaches but by `breaches`', async () => {
  const { methods, prefixes } = await makeHealth()
  await methods.rateItems()
  await methods.health({})
  await methods.list({ ...ALL, query: 'is:weak' })
  await methods.breachesOffered()
  assert.deepEqual(prefixes, [])
  await methods.breaches()
  assert.deepEqual(
    prefixes.map(({ length }) => length),
    [2],
  )
  assert.equal((await methods.health({})).unlooked, 0)
})

test('a lock forgets what was rated and looked for, and ends the rater', async () => {
  const { door, methods, ended } = await makeHealth()
  await methods.rateItems()
  await methods.breaches()
  const before = ended.times
  door.close()
  assert.ok(ended.times > before)
  const { unrated, unlooked } = await methods.health({})
  assert.deepEqual([unrated, unlooked], [2, 2])
})

test('a fault of the rater in a search is reported, and what happens to people is not', async () => {
  const { methods, rater, faults } = await makeHealth()
  const broken = new Error('broken')
  rater.rate = async () => Promise.reject(broken)
  await methods.list({ ...ALL, query: 'is:weak' })
  await assert.rejects(methods.rateItems(), /broken/)
  assert.deepEqual(faults, [broken])
})

test('where a second factor is, once said, leaves the report and comes back with undo', async () => {
  const { vault, methods, weak } = await makeHealth()
  const missing = async () => (await methods.health({})).sections.factor.rows.map(({ title }) => title)
  const { undo } = await vault.keepFactor({ id: weak, kept: 'elsewhere' })
  assert.deepEqual(await missing(), ['Bank'])
  assert.deepEqual(
    (await methods.health({})).kept.rows.map(({ title, kept }) => [title, kept]),
    [['Forum', 'elsewhere']],
  )
  assert.deepEqual(await vault.keepFactor({ id: weak, kept: 'elsewhere' }), { id: weak })
  await vault.undo({ undo: Number(undo) })
  assert.deepEqual(await missing(), ['Bank', 'Forum'])
  const kept = /** @type {any} */ ('here')
  await assert.rejects(vault.keepFactor({ id: weak, kept }), RangeError)
})
