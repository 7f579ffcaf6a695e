/** What may be wrong with a snapshot: it is a cache, and never a way around the pin. */
import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { random, toBase64 } from '../../../static/js/crypto/bytes.js'
import { openSnapshot, sealSnapshot } from '../../../static/js/crypto/envelope.js'
import { makeItem } from '../../../static/js/vault/item.js'
import { login, makeWorld, refusal } from './cast.js'

/** Alice's browser at version 2 with its snapshot, then two changes on, closed before the snapshot was written again. */
async function makeBehind() {
  const world = await makeWorld()
  const alice = await world.browser().open()
  await alice.save(login({ title: 'one' }))
  await alice.vault.flush()
  const atSnapshot = world.server.copy()
  const { snapshot } = alice.memory
  await alice.save(login({ title: 'two' }))
  await alice.save(login({ title: 'three' }))
  alice.vault.close()
  assert.equal(alice.memory.snapshot, snapshot)
  assert.ok((alice.memory.pin?.version ?? 0) > (snapshot?.version ?? 0))
  return { ...world, alice, atSnapshot }
}

test('a snapshot behind the pin leads through the pin to the newest', async () => {
  const { alice, browser } = await makeBehind()
  const other = await browser().open()
  await other.save(login({ title: 'four' }))
  await alice.open()
  assert.deepEqual(Object.keys(alice.shown), ['four', 'one', 'three', 'two'])
})

test('a fork from a snapshot on that does not pass through the pin is refused', async () => {
  const { alice, server, atSnapshot, browser } = await makeBehind()
  const pin = alice.memory.pin
  server.become(atSnapshot)
  const misled = await browser().open()
  for (const title of ['a', 'b', 'c', 'd']) await misled.save(login({ title }))
  await alice.open()
  assert.equal(await refusal(() => alice.vault.sync()), 'vault-forked')
  assert.equal(alice.memory.pin, pin)
})

test('a server as old as the snapshot is refused', async () => {
  const { alice, server, atSnapshot } = await makeBehind()
  server.become(atSnapshot)
  await alice.open()
  assert.equal(await refusal(() => alice.vault.sync()), 'vault-rolled-back')
  assert.deepEqual(Object.keys(alice.shown), ['one'])
})

test('a snapshot that is newer than the pin is not taken: all comes from the server', async () => {
  const { alice, server } = await makeBehind()
  await alice.open()
  const { pin } = alice.memory
  await alice.save(login({ title: 'later' }))
  await alice.lock()
  alice.memory.pin = pin
  let served = 0
  server.tamper = (page) => {
    served += page.items.length
    return page
  }
  await alice.open()
  assert.deepEqual(Object.keys(alice.shown), ['later', 'one', 'three', 'two'])
  assert.equal(served, 4)
})

test('a snapshot of another head than was pinned is not taken', async () => {
  const { alice, server, atSnapshot, browser } = await makeBehind()
  await alice.open()
  await alice.lock()
  const truth = server.copy()
  server.become(atSnapshot)
  const misled = await browser().open()
  for (const title of ['a', 'b']) await misled.save(login({ title }))
  await misled.vault.flush()
  // Same version, another history: somebody put it into this browser.
  alice.memory.snapshot = misled.memory.snapshot
  assert.equal(alice.memory.snapshot?.version, alice.memory.pin?.version)
  server.become(truth)
  await alice.open()
  await alice.vault.sync()
  assert.deepEqual(Object.keys(alice.shown), ['one', 'three', 'two'])
})

test('the snapshot is what §8 says', async () => {
  const { browser, keys } = await makeWorld()
  const alice = await browser().open()
  const id = await alice.save(
    login({ title: 'Café', notes: 'Ada', urls: ['https://a.example'], tags: ['work'], favorite: true }),
  )
  await alice.vault.flush()
  const { snapshot, pin } = alice.memory
  assert.ok(snapshot && pin)
  assert.deepEqual([snapshot.generation, snapshot.version], [1, 2])
  const place = { accountId: keys.accountId, generation: 1, version: 2 }
  const plain = await openSnapshot(keys.vaultKey, place, snapshot.sealed)
  const TEXT = 'cafe\thttps://a.example\twork ada'
  const text = new TextDecoder().decode(plain)
  assert.ok(text.startsWith('TSS3'))
  assert.deepEqual(plain.subarray(4, 36), pin.head)
  assert.deepEqual([...plain.subarray(36, 40)], [0, 0, 0, 1])
  assert.equal(toBase64(plain.subarray(40, 56)), id)
  assert.deepEqual([...plain.subarray(56, 60)], [0, 0, 0, 1])
  const item = alice.vault.item({ id })
  const line = JSON.stringify(item)
  const mark = new DataView(plain.buffer, 92, 37)
  assert.deepEqual([...plain.subarray(92, 105)], [0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0])
  assert.deepEqual([mark.getFloat64(13), mark.getFloat64(21)], [item.creationAt, item.modifiedAt])
  assert.deepEqual([mark.getUint32(29), mark.getUint32(33)], [TEXT.length, new TextEncoder().encode(line).length])
  const names = JSON.stringify({ types: ['login'], tags: [['work']] })
  assert.equal(new DataView(plain.buffer).getUint32(129), names.length)
  assert.ok(text.endsWith(`${names}${TEXT}${line}`))
})

test('what has not changed goes from one snapshot into the next as it is', async () => {
  const { browser } = await makeWorld()
  const alice = await browser().open()
  for (const title of ['a', 'c', 'e']) await alice.save(login({ title, notes: `${title}-name` }))
  await alice.reopen()
  await alice.save(login({ title: 'd', notes: 'd-name' }))
  const id = await alice.save(login({ title: 'b', notes: 'b-name' }))
  await alice.vault.trashItem({ id })
  await alice.reopen()
  assert.deepEqual(alice.shown, { a: 'a-name', c: 'c-name', d: 'd-name', e: 'e-name' })
  assert.equal(alice.vault.list({ query: 'b-na', shelf: 'trash', start: 0, end: 9 }).rows[0]?.title, 'b')
  assert.equal(JSON.parse(await alice.vault.exportVerified()).items.length, 5)
})

test('an item of a snapshot is read once, as long as somebody holds it', async () => {
  const { browser } = await makeWorld()
  const alice = await browser().open()
  const id = await alice.save(login({ title: 'mail' }))
  await alice.reopen()
  const item = alice.vault.item({ id })
  assert.equal(alice.vault.item({ id }), item)
})

/** @param {(plain: Uint8Array) => Uint8Array | number[]} damage @returns what is shown after a snapshot that was sealed so */
async function openedFrom(damage) {
  const { browser, keys } = await makeWorld()
  const alice = await browser().open()
  await alice.save(login({ title: 'mail' }))
  await alice.lock()
  const { snapshot } = alice.memory
  assert.ok(snapshot)
  const place = { accountId: keys.accountId, generation: 1, version: snapshot.version }
  const plain = new Uint8Array(damage(await openSnapshot(keys.vaultKey, place, snapshot.sealed)))
  alice.memory.snapshot = { ...snapshot, sealed: await sealSnapshot(keys.vaultKey, place, plain) }
  const served = mock.method(alice.memory, 'dropSnapshot')
  await alice.open()
  return { shown: Object.keys(alice.shown), dropped: served.mock.callCount() }
}

for (const [name, damage] of /** @type {[string, (plain: Uint8Array) => Uint8Array | number[]][]} */ ([
  ['of an earlier form', (plain) => plain.subarray(4)],
  ['cut within its rows', (plain) => plain.subarray(0, 60)],
  ['cut within its names', (plain) => plain.subarray(0, 135)],
  ['without its hash', () => []],
  ['of more rows than it has', (plain) => plain.with(39, 2)],
  ['of a place that is no row', (plain) => plain.with(95, 7)],
  ['of a type that has no name', (plain) => plain.with(100, 7)],
  ['of tags that have no names', (plain) => plain.with(104, 7)],
  ['with names that are none', (plain) => plain.with(133, 48)],
  ['with a byte too many', (plain) => [...plain, 125]],
  ['with a byte too few', (plain) => plain.subarray(0, -1)],
])) {
  test(`a snapshot ${name} is dropped and the vault opens from the server`, async () => {
    assert.deepEqual(await openedFrom(damage), { shown: ['mail'], dropped: 1 })
  })
}

for (const [name, damage] of /** @type {const} */ ([
  ['that does not open', (/** @type {Uint8Array} */ sealed) => sealed.with(70, (sealed[70] ?? 0) ^ 1)],
  ['that is empty', () => new Uint8Array(0)],
])) {
  test(`a snapshot ${name} is dropped and the vault opens from the server`, async () => {
    const { browser } = await makeWorld()
    const alice = await browser().open()
    await alice.save(login({ title: 'mail' }))
    await alice.lock()
    const { snapshot } = alice.memory
    assert.ok(snapshot)
    alice.memory.snapshot = { ...snapshot, sealed: /** @type {import('./cast.js').Bytes} */ (damage(snapshot.sealed)) }
    await alice.open()
    assert.deepEqual(Object.keys(alice.shown), ['mail'])
  })
}

test('a snapshot that was fetched ahead of its key is not fetched again', async () => {
  const { browser, keys } = await makeWorld()
  const alice = await browser().open()
  await alice.save(login({ title: 'mail' }))
  await alice.lock()
  const reads = mock.method(alice.memory, 'readSnapshot')
  alice.vault.expect(keys.accountId)
  await alice.open()
  assert.deepEqual(Object.keys(alice.shown), ['mail'])
  assert.equal(reads.mock.callCount(), 1)
})

test('a large vault goes on from its snapshot once that is written, and loses nothing by it', async () => {
  const world = await makeWorld()
  const alice = await world.browser().open()
  await alice.vault.changeAll((_, now) =>
    Array.from({ length: 1500 }, (_, at) => makeItem(toBase64(random(16)), login({ title: `item ${at}` }), now)),
  )
  const before = alice.vault.list({ query: '', shelf: 'all', start: 0, end: 9 })
  const held = alice.vault.item({ id: before.rows[0]?.id ?? '' })
  await alice.vault.flush()
  assert.deepEqual(alice.vault.list({ query: '', shelf: 'all', start: 0, end: 9 }), before)
  assert.notEqual(alice.vault.item({ id: held.id }), held)
  assert.deepEqual(alice.vault.item({ id: held.id }), held)
  await alice.vault.trashItem({ id: held.id })
  await alice.save(login({ title: 'later' }))
  await alice.reopen()
  assert.equal(alice.vault.list({ query: '', shelf: 'all', start: 0, end: 0 }).total, 1500)
  assert.deepEqual(Object.keys(alice.shown).includes('later'), true)
})
