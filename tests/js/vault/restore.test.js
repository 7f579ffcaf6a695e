import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random, toBase64 } from '../../../static/js/crypto/bytes.js'
import { BATCH } from '../../../static/js/vault/batches.js'
import { HISTORY, makeItem } from '../../../static/js/vault/item.js'
import { compare, restore, restored } from '../../../static/js/vault/restore.js'
import { login, makeWorld, refusal, textsOf } from './cast.js'

/** @typedef {import('../../../static/js/vault/backup.js').Content} Content */
/** @typedef {import('./cast.js').Browser} Browser */

const NOTHING = { onProgress: () => {}, isStopped: () => false }

/** What a backup of now would hold. @param {Browser} browser @returns {Content} */
const backupOf = ({ vault }) => structuredClone({ date: 1_780_000_000, ...vault.content() })

/** @param {Content} backup */
const idsOf = ({ items }) => new Set(items.map(({ id }) => id))

/** @param {number} count @returns {Content} */
function madeElsewhere(count) {
  const items = Array.from({ length: count }, (_, at) =>
    makeItem(toBase64(random(16)), login({ title: `Item ${at}` }), 1_770_000_000),
  )
  return { date: 1_770_000_000, version: 3, items }
}

test('an item is new here, changed, missing here or the same', async () => {
  const world = await makeWorld()
  const browser = await world.browser().open()
  const changed = await browser.save(login({ title: 'Bank', password: 'old' }))
  await browser.save(login({ title: 'Same' }))
  const trashed = await browser.save(login({ title: 'Trashed since' }))
  const backup = backupOf(browser)
  backup.items.push(.../** @type {Content} */ (madeElsewhere(1)).items)
  world.pass(60)
  await browser.save({ ...login({ title: 'Bank', password: 'new', username: 'ada' }), id: changed })
  await browser.vault.trashItem({ id: trashed })
  await browser.save(login({ title: 'Added since' }))
  const { counts, rows } = compare(backup, browser.vault.content().items)
  assert.deepEqual(counts, { new: 1, changed: 2, missing: 1, same: 1 })
  assert.deepEqual(
    rows.map(({ title, standing, differs }) => [title, standing, differs.map(({ label }) => label)]),
    [
      ['Added since', 'new', []],
      ['Bank', 'changed', ['Username', 'Password']],
      ['Item 0', 'missing', []],
      ['Trashed since', 'changed', ['Trash']],
    ],
  )
})

test('a field of one’s own is told from the kind’s field of the same name', async () => {
  const world = await makeWorld()
  const browser = await world.browser().open()
  const own = { key: 'aaaaaaaaaaaaaaaaaaaaaa==', label: 'Password', as: /** @type {const} */ ('text'), own: true }
  const before = login({ title: 'Bank', password: 'old' })
  const after = login({ title: 'Bank', password: 'new' })
  const id = await browser.save({ ...before, lines: [...before.lines, { ...own, value: 'one' }] })
  const backup = backupOf(browser)
  await browser.save({ ...after, lines: [...after.lines, { ...own, value: 'two' }], notes: 'mine', id })
  const [row] = compare(backup, browser.vault.content().items).rows
  assert.deepEqual(row?.differs, [
    { label: 'Password', own: false },
    { label: 'Password', own: true },
    { label: 'Notes', own: false },
  ])
})

test('restoring writes a new revision and keeps the state of before in the history', async () => {
  const world = await makeWorld()
  const browser = await world.browser().open()
  const id = await browser.save(login({ title: 'Bank', password: 'old' }))
  const backup = backupOf(browser)
  world.pass(60)
  await browser.save({ ...login({ title: 'Bank', password: 'new' }), id })
  const [revision, version] = [world.server.items.get(id)?.revision, world.server.version]
  world.pass(60)
  assert.deepEqual(await restore(backup, new Set([id]), browser.vault, NOTHING), { restored: 1, stopped: false })
  const item = browser.vault.item({ id })
  assert.equal(textsOf(item).password, 'old')
  assert.equal(item.modifiedAt, Math.floor(world.clock.now / 1000), 'it is a change of now')
  const kept = item.history.map((state) => textsOf(/** @type {never} */ (state.item)).password)
  assert.deepEqual(kept, ['new', 'old'])
  assert.equal(world.server.items.get(id)?.revision, Number(revision) + 1)
  assert.equal(world.server.version, version + 1)
  const other = await world.browser().open()
  assert.equal(textsOf(other.vault.item({ id })).password, 'old')
})

test('only what was chosen is restored, and what is the same already is left alone', async () => {
  const world = await makeWorld()
  const browser = await world.browser().open()
  await browser.save(login({ title: 'Here' }))
  const backup = madeElsewhere(2)
  const [first] = backup.items
  assert.ok(first)
  await restore(backup, new Set([first.id, 'nobody']), browser.vault, NOTHING)
  assert.deepEqual(Object.keys(browser.shown).sort(), ['Here', 'Item 0'])
  const { version } = world.server
  assert.deepEqual(await restore(backup, new Set([first.id]), browser.vault, NOTHING), { restored: 0, stopped: false })
  assert.equal(world.server.version, version, 'nothing was committed')
})

test('what another browser has saved meanwhile is merged, not overwritten', async () => {
  const world = await makeWorld()
  const [one, two] = [await world.browser().open(), await world.browser().open()]
  const id = await one.save(login({ title: 'Bank', password: 'old' }))
  const backup = backupOf(one)
  await one.save({ ...login({ title: 'Bank', password: 'new' }), id })
  await two.vault.sync()
  await two.save({ ...login({ title: 'Bank', password: 'new', notes: 'from two' }), id })
  await restore(backup, new Set([id]), one.vault, NOTHING)
  const { password, notes } = textsOf(one.vault.item({ id }))
  assert.deepEqual([password, notes], ['old', 'from two'])
})

test('many items go in several commits, with progress', async () => {
  const world = await makeWorld()
  const browser = await world.browser().open()
  const backup = madeElsewhere(2 * BATCH + 1)
  /** @type {number[]} */
  const told = []
  const outcome = await restore(backup, idsOf(backup), browser.vault, {
    ...NOTHING,
    onProgress: (done) => void told.push(done),
  })
  assert.deepEqual(outcome, { restored: 2 * BATCH + 1, stopped: false })
  assert.deepEqual(told, [0, BATCH, 2 * BATCH, 2 * BATCH + 1])
  assert.equal(world.server.version, 4)
  assert.equal(world.server.items.size, 2 * BATCH + 1)
})

test('large items make smaller commits', async () => {
  const world = await makeWorld()
  const browser = await world.browser().open()
  const backup = madeElsewhere(10)
  backup.items = backup.items.map((item) => ({ ...item, title: 'x'.repeat(900_000) }))
  await restore(backup, idsOf(backup), browser.vault, NOTHING)
  assert.equal(world.server.items.size, 10)
  assert.ok(world.server.version >= 3)
  assert.ok(world.server.bytesUp < 12 * 1024 * 1024)
})

test('a stop takes effect between commits; what was restored by then stays', async () => {
  const world = await makeWorld()
  const browser = await world.browser().open()
  const backup = madeElsewhere(3 * BATCH)
  let done = 0
  const outcome = await restore(backup, idsOf(backup), browser.vault, {
    onProgress: (at) => void (done = at),
    isStopped: () => done >= BATCH,
  })
  assert.deepEqual(outcome, { restored: BATCH, stopped: true })
  assert.equal(world.server.items.size, BATCH)
  assert.deepEqual(await restore(backup, idsOf(backup), browser.vault, NOTHING), {
    restored: 2 * BATCH,
    stopped: false,
  })
})

test('the state that gives way has its place in a full history', () => {
  const then = { ...makeItem(toBase64(random(16)), login({ title: 'then' }), 100), modifiedAt: 5000 }
  const state = (/** @type {number} */ at) => ({ modifiedAt: at, item: { title: `state ${at}` } })
  then.history = Array.from({ length: HISTORY }, (_, at) => state(4000 - at))
  const current = { ...then, title: 'current', modifiedAt: 1000, history: [] }
  const [item] = restored(then, current, 6000)
  assert.ok(item)
  assert.equal(item.history.length, HISTORY)
  assert.ok(item.history.some(({ item: kept }) => kept['title'] === 'current'))
  assert.equal(item.title, 'then')
})

test('a locked vault restores nothing', async () => {
  const world = await makeWorld()
  const browser = await world.browser().open()
  const { vault } = browser
  await browser.lock()
  const backup = madeElsewhere(1)
  assert.equal(await refusal(() => restore(backup, idsOf(backup), vault, NOTHING)), 'locked')
})
