import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { random, toBase64 } from '../../../../static/js/crypto/bytes.js'
import { TesseraError } from '../../../../static/js/errors.js'
import { healthOf, login } from './cast.js'

const ROWS = 2048

/** @param {string} password */
const sha1 = (password) => createHash('sha1').update(password).digest('hex').toUpperCase()

/** A server whose list holds some passwords; what it was asked. @param {string[]} leaked */
function serverOf(leaked) {
  /** @type {string[][]} */
  const asked = []
  const hashes = leaked.map(sha1)
  /** @param {string[]} prefixes */
  const ranges = async (prefixes) => {
    asked.push(prefixes)
    return prefixes.map((prefix) => {
      const rows = hashes.filter((hash) => hash.startsWith(prefix)).map((hash) => Buffer.from(hash.slice(5, 17), 'hex'))
      while (rows.length < ROWS) rows.push(Buffer.from(random(6)))
      return toBase64(new Uint8Array(Buffer.concat(rows.sort(Buffer.compare))))
    })
  }
  return { ranges, asked }
}

const tell = () => {}

test('a leaked password is found in every item that has it, and no other', async () => {
  const { ranges } = serverOf(['monkey', 'päßword'])
  const items = [login('monkey'), login('monkey'), login('päßword'), login('ape'), login('')]
  const { health } = healthOf(items, { ranges })
  assert.equal(health.report().unlooked, 3)
  await health.look(tell)
  const { sections, unlooked } = health.report()
  assert.deepEqual(
    sections.breached.rows.map(({ id }) => id),
    items.slice(0, 3).map(({ id }) => id),
  )
  assert.equal(unlooked, 0)
})

test('nothing goes out but five hex digits of each password, sixteen at a time, each once', async () => {
  const { ranges, asked } = serverOf([])
  const passwords = Array.from({ length: 40 }, (_, nth) => `password ${nth}`)
  const { health } = healthOf(
    [...passwords, ...passwords].map((password) => login(password)),
    { ranges },
  )
  await health.look(tell)
  assert.deepEqual(
    asked.map(({ length }) => length),
    [16, 16, 8],
  )
  assert.deepEqual(asked.flat().sort(), passwords.map((password) => sha1(password).slice(0, 5)).sort())
})

test('the order of asking is not that of the vault', async () => {
  const { ranges, asked } = serverOf([])
  const passwords = Array.from({ length: 60 }, (_, nth) => `password ${nth}`)
  await healthOf(
    passwords.map((password) => login(password)),
    { ranges },
  ).health.look(tell)
  assert.notDeepEqual(
    asked.flat(),
    passwords.map((password) => sha1(password).slice(0, 5)),
  )
})

test('what was looked for is not asked for again', async () => {
  const { ranges, asked } = serverOf(['monkey'])
  const items = [login('monkey')]
  const { health } = healthOf(items, { ranges })
  await health.look(tell)
  items.push(login('ape'))
  await health.look(tell)
  assert.deepEqual(asked, [[sha1('monkey').slice(0, 5)], [sha1('ape').slice(0, 5)]])
})

test('an unreachable list is told, and what was found before stays', async () => {
  const { ranges } = serverOf(['password 0'])
  let answers = 1
  const failing = async (/** @type {string[]} */ prefixes) => {
    if (answers-- === 0) throw new TesseraError('breaches-unreachable')
    return ranges(prefixes)
  }
  const items = Array.from({ length: 20 }, (_, nth) => login(`password ${nth}`))
  const { health } = healthOf(items, { ranges: failing })
  await assert.rejects(health.look(tell), { code: 'breaches-unreachable' })
  assert.equal(health.report().unlooked, 4)
  await health.look(tell)
  assert.equal(health.report().sections.breached.total, 1)
})

test('who finds the lines busy comes back; who has to wait for long is told', async () => {
  const { ranges } = serverOf(['monkey'])
  /** @type {number[]} */
  const waits = []
  let busy = 2
  const slow = async (/** @type {string[]} */ prefixes) => {
    if (busy-- > 0) throw new TesseraError('slow-down', { retry_after: 1 })
    return ranges(prefixes)
  }
  const wait = async (/** @type {number} */ ms) => void waits.push(ms)
  const { health } = healthOf([login('monkey')], { ranges: slow, wait })
  await health.look(tell)
  assert.deepEqual(waits, [1000, 1000])
  assert.equal(health.report().sections.breached.total, 1)
  const refusing = async () => Promise.reject(new TesseraError('slow-down', { retry_after: 1800 }))
  await assert.rejects(healthOf([login('monkey')], { ranges: refusing }).health.look(tell), { code: 'slow-down' })
})

test('lines that stay busy are given up', async () => {
  const ranges = async () => Promise.reject(new TesseraError('slow-down', { retry_after: 1 }))
  await assert.rejects(healthOf([login('monkey')], { ranges }).health.look(tell), { code: 'slow-down' })
})

test('looking can be stopped between two requests, and stops when the vault is closed', async () => {
  const items = Array.from({ length: 40 }, (_, nth) => login(`password ${nth}`))
  for (const act of /** @type {const} */ (['stop', 'close'])) {
    const { ranges, asked } = serverOf([])
    const { health } = healthOf(items, { ranges })
    await health.look(() => health[act]())
    assert.equal(asked.length, 1)
  }
})

test('progress counts passwords', async () => {
  const { ranges } = serverOf([])
  /** @type {[number, number][]} */
  const told = []
  const items = Array.from({ length: 20 }, (_, nth) => login(`password ${nth}`))
  await healthOf(items, { ranges }).health.look((done, total) => void told.push([done, total]))
  assert.deepEqual(told, [
    [16, 20],
    [20, 20],
  ])
})

test('an answer of another form is the server’s fault, and finds nothing', async () => {
  for (const answers of [[], [''], [toBase64(random(7))]]) {
    const { health } = healthOf([login('monkey')], { ranges: async () => answers })
    await assert.rejects(health.look(tell), { code: 'server-error' })
    assert.equal(health.report().unlooked, 1)
  }
})
