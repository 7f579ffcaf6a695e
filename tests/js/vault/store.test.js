/** Opening, keeping and closing the vault. */
import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { Keystore } from '../../../static/js/account/keystore.js'
import { fromBase64, random, sha256, toBase64 } from '../../../static/js/crypto/bytes.js'
import { importKey, sealItem } from '../../../static/js/crypto/envelope.js'
import { ROW, rootOf, sealHead, withRows } from '../../../static/js/crypto/head.js'
import { TesseraError } from '../../../static/js/errors.js'
import { makeItem } from '../../../static/js/vault/item.js'
import { createVault } from '../../../static/js/vault/vault.js'
import { login, makeWorld, refusal } from './cast.js'

/** @typedef {import('./cast.js').World} World */

/** Put so many items on the server in one commit. @param {World} world @param {number} count */
async function fill({ server, keys }, count) {
  const account = { accountId: keys.accountId, generation: 1 }
  const rows = []
  for (let at = 0; at < count; at += 1) {
    const id = random(16)
    const item = makeItem(
      toBase64(id),
      login({ title: `item ${at}`, username: `user${at}`, password: 'p', notes: 'n'.repeat(80) }),
      1,
    )
    const blob = await sealItem(keys.vaultKey, account, { id, revision: 1 }, item)
    rows.push({ id, revision: 1, blob, digest: await sha256(blob) })
  }
  const table = withRows(new Uint8Array(0), rows)
  const previous = await sha256(fromBase64(server.heads[0]?.blob ?? ''))
  const summary = { date: 5000, previous, root: await rootOf(table), count: table.length / ROW }
  const head = await sealHead(keys.vaultKey, { ...account, version: 2 }, summary)
  const items = rows.map(({ id, blob }) => ({ id: toBase64(id), revision: 1, blob: toBase64(blob) }))
  await server.api.commit({ base: 1, head: toBase64(head), items })
}

test('a new account’s vault opens empty', async () => {
  const { browser, clock } = await makeWorld()
  const { vault } = await browser().open()
  assert.deepEqual(vault.list({ query: '', shelf: 'all', start: 0, end: 10 }), { total: 0, all: 0, rows: [] })
  assert.deepEqual(vault.vaultInfo(), { version: 1, count: 0, date: clock.now, pinned: false, blocked: null })
})

test('a browser that knows the vault says so, a fresh one shows date and count', async () => {
  const world = await makeWorld()
  const alice = await world.browser().open()
  await alice.save(login({ title: 'a' }))
  await alice.reopen({ snapshot: false })
  assert.equal(alice.vault.vaultInfo().pinned, true)
  const fresh = await world.browser().open()
  assert.deepEqual(fresh.vault.vaultInfo(), {
    version: 2,
    count: 1,
    date: world.clock.now,
    pinned: false,
    blocked: null,
  })
})

test('items are saved, read, thrown away and taken back', async () => {
  const { browser, clock } = await makeWorld()
  const alice = await browser().open()
  const { vault } = alice
  const id = await alice.save(
    login({ title: 'mail', username: 'ada', password: 'p', url: 'https://a.example', notes: 'n' }),
  )
  assert.equal(vault.item({ id }).title, 'mail')
  assert.equal(vault.item({ id }).modifiedAt, clock.now / 1000)
  await vault.trashItem({ id })
  assert.deepEqual(alice.shown, {})
  assert.equal(vault.list({ query: '', shelf: 'trash', start: 0, end: 9 }).total, 1)
  await vault.restoreItem({ id })
  assert.deepEqual(alice.shown, { mail: 'ada' })
})

test('an item that is not there, or of a kind that cannot be made, is refused', async () => {
  const { vault } = await (await makeWorld()).browser().open()
  const id = toBase64(random(16))
  for (const act of [
    () => vault.item({ id }),
    () => vault.trashItem({ id }),
    () => vault.saveItem(login({ id, title: 'x' })),
  ]) {
    assert.equal(await refusal(act), 'not-found')
  }
  for (const type of ['erased', 'kind']) await assert.rejects(vault.saveItem({ type, title: 'x' }), RangeError)
})

test('with a snapshot the vault is there before the server answers', async () => {
  const { browser, server } = await makeWorld()
  const alice = await browser().open()
  await alice.save(login({ title: 'mail' }))
  await alice.lock()
  /** @type {() => void} */
  let answer = () => {}
  server.before = () => new Promise((resolve) => (answer = () => resolve(undefined)))
  await alice.open()
  assert.deepEqual(Object.keys(alice.shown), ['mail'])
  assert.equal(alice.vault.vaultInfo().date, null)
  const changed = alice.events.length
  server.before = () => {}
  answer()
  await alice.vault.sync()
  assert.notEqual(alice.vault.vaultInfo().date, null)
  assert.ok(
    alice.events.slice(changed).some(({ event }) => event === 'changed'),
    'the page learns of the date',
  )
})

test('with a snapshot the vault can be read without the server, and without one it says why not', async () => {
  const { browser, server } = await makeWorld()
  const alice = await browser().open()
  await alice.save(login({ title: 'mail' }))
  server.before = () => {
    throw new TesseraError('unreachable')
  }
  await alice.reopen()
  assert.deepEqual(Object.keys(alice.shown), ['mail'])
  assert.equal(await refusal(() => alice.vault.sync()), 'unreachable')
  assert.equal(await refusal(() => alice.reopen({ snapshot: false })), 'unreachable')
})

test('a snapshot behind the pin is not shown, but spares the items that it has', async () => {
  const world = await makeWorld()
  const alice = await world.browser().open()
  await alice.save(login({ title: 'one' }))
  await alice.vault.flush()
  const { snapshot } = alice.memory
  await alice.save(login({ title: 'two' }))
  await alice.lock()
  alice.memory.snapshot = snapshot
  /** @type {number[]} */
  const served = []
  world.server.tamper = (page) => {
    served.push(page.items.length)
    return page
  }
  await alice.open()
  assert.deepEqual(Object.keys(alice.shown), ['one', 'two'])
  assert.deepEqual(served, [1])
})

test('the snapshot is written some time after a change, once for several', async () => {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    const { browser } = await makeWorld()
    const alice = await browser().open()
    const writes = mock.method(alice.memory, 'writeSnapshot')
    await alice.save(login({ title: 'a' }))
    await alice.save(login({ title: 'b' }))
    assert.equal(writes.mock.callCount(), 0)
    const written = new Promise((resolve) =>
      writes.mock.mockImplementation(async (_, snapshot) => resolve(snapshot.version)),
    )
    mock.timers.tick(2000)
    assert.equal(await written, 3)
    mock.timers.tick(10_000)
    assert.equal(writes.mock.callCount(), 1)
  } finally {
    mock.timers.reset()
  }
})

test('closed, it keeps nothing, writes nothing and sends nothing', async () => {
  const { browser, server } = await makeWorld()
  const alice = await browser().open()
  const id = await alice.save(login({ title: 'mail' }))
  const writes = mock.method(alice.memory, 'writeSnapshot')
  const saving = refusal(() => alice.save(login({ id, title: 'late' })))
  const later = refusal(() => alice.save(login({ id, title: 'later' })))
  alice.vault.close()
  const { requests } = server
  assert.equal(await saving, 'locked')
  assert.equal(await later, 'locked')
  assert.equal(server.requests, requests)
  assert.equal(writes.mock.callCount(), 0)
  assert.throws(() => alice.vault.list({ query: '', shelf: 'all', start: 0, end: 1 }), { code: 'locked' })
  assert.throws(() => alice.vault.item({ id }), { code: 'locked' })
})

test('closed in the middle of a save, it sends nothing further', async () => {
  const { browser, server } = await makeWorld()
  const [alice, other] = [await browser().open(), await browser().open()]
  await other.save(login({ title: 'first' }))
  const { requests } = server
  // Her commit meets a conflict; by the time that she learns of it the vault is closed.
  server.before = () => alice.vault.close()
  assert.equal(await refusal(() => alice.save(login({ title: 'second' }))), 'locked')
  assert.equal(server.requests, requests + 1)
})

test('a snapshot that was being sealed when the vault closed is not written', async () => {
  const { browser } = await makeWorld()
  const alice = await browser().open()
  await alice.save(login({ title: 'mail' }))
  const writes = mock.method(alice.memory, 'writeSnapshot')
  const flushing = alice.vault.flush()
  alice.vault.close()
  await flushing
  assert.equal(writes.mock.callCount(), 0)
})

test('a lock while the vault is being opened closes it', async () => {
  const { browser, server } = await makeWorld()
  const alice = browser()
  server.after = () => {
    alice.session.turn += 1
    alice.vault.close()
  }
  assert.equal(await refusal(() => alice.open()), 'locked')
  assert.throws(() => alice.shown, { code: 'locked' })
})

test('the first opening of many items tells how far it is', async () => {
  const world = await makeWorld()
  await fill(world, 1200)
  const alice = await world.browser().open()
  const steps = alice.events.filter(({ event }) => event === 'progress').map(({ detail }) => detail)
  assert.deepEqual(
    steps,
    [500, 1000, 1200].map((done) => ({ what: 'opening', done, total: 1200 })),
  )
  assert.equal(alice.vault.vaultInfo().count, 1200)
})

test('a page is opened while the next is on its way, and how many come after the first is told from then on', async () => {
  const world = await makeWorld()
  await fill(world, 1200)
  world.server.pageSize = 500
  const alice = world.browser()
  const steps = () => alice.events.filter(({ event }) => event === 'progress').map(({ detail }) => detail)
  let pages = 0
  /** @type {object[]} */
  let before = []
  world.server.after = async () => {
    pages += 1
    for (let turn = 0; pages === 2 && turn < 2000 && steps().length === 0; turn += 1) await new Promise(setImmediate)
    if (pages === 2) before = steps()
  }
  await alice.open()
  assert.deepEqual(before, [{ what: 'opening', done: 500, total: 1200 }])
  assert.deepEqual(
    steps(),
    [500, 1000, 1200].map((done) => ({ what: 'opening', done, total: 1200 })),
  )
  assert.equal(alice.vault.vaultInfo().count, 1200)
})

test('the export has every item whole, and its date', async () => {
  const { browser, clock } = await makeWorld()
  const alice = await browser().open()
  const id = await alice.save(login({ title: 'mail', password: 'secret' }))
  const found = JSON.parse(await alice.vault.exportVerified())
  assert.deepEqual(found, { exportedAt: new Date(clock.now).toISOString(), items: [alice.vault.item({ id })] })
})

test('it works with the browser’s own database', async () => {
  const { server, keys } = await makeWorld()
  const keystore = new Keystore(`vault-${toBase64(random(8))}`)
  const session = { known: { accountId: keys.accountId }, opened: { generation: 1, vaultKey: keys.vaultKey }, turn: 0 }
  const make = () => createVault({ session, api: server.api, keystore, emit: () => {} })
  const first = make()
  await first.open()
  const { id } = await first.saveItem(login({ title: 'mail' }))
  await first.flush()
  first.close()
  assert.equal((await keystore.readSnapshot(keys.accountId))?.version, 2)
  assert.equal((await keystore.readPin(keys.accountId))?.version, 2)
  const second = make()
  await second.open()
  assert.equal(second.item({ id }).title, 'mail')
  second.close()
  await keystore.close()
})

test('another account’s key opens none of it', async () => {
  const world = await makeWorld()
  const alice = await world.browser().open()
  await alice.save(login({ title: 'mail' }))
  await alice.lock()
  alice.session.opened.vaultKey = await importKey(random(32))
  await alice.open()
  assert.equal(alice.vault.vaultInfo().blocked?.code, 'vault-mismatch')
  assert.deepEqual(alice.shown, {})
  assert.equal(JSON.parse(await alice.vault.exportVerified()).items.length, 0)
})
