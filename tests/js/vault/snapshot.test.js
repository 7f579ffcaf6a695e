/** What may be wrong with a snapshot: it is a cache, and never a way around the pin. */
import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { toBase64 } from '../../../static/js/crypto/bytes.js'
import { openSnapshot, sealSnapshot } from '../../../static/js/crypto/envelope.js'
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
  const id = await alice.save(login({ title: 'mail' }))
  await alice.vault.flush()
  const { snapshot, pin } = alice.memory
  assert.ok(snapshot && pin)
  assert.deepEqual([snapshot.generation, snapshot.version], [1, 2])
  const place = { accountId: keys.accountId, generation: 1, version: 2 }
  const plain = await openSnapshot(keys.vaultKey, place, snapshot.sealed)
  assert.deepEqual(plain.subarray(0, 32), pin.head)
  assert.deepEqual([...plain.subarray(32, 36)], [0, 0, 0, 1])
  assert.equal(toBase64(plain.subarray(36, 52)), id)
  assert.deepEqual([...plain.subarray(52, 56)], [0, 0, 0, 1])
  assert.deepEqual([...plain.subarray(88, 93)], [0, 0, 0, 0, 0])
  assert.deepEqual(JSON.parse(new TextDecoder().decode(plain.subarray(93))), alice.vault.item({ id }))
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
  ['cut within its rows', (plain) => plain.subarray(0, 60)],
  ['without its hash', () => []],
  ['of more rows than it has', (plain) => plain.with(35, 2)],
  ['of a place that is no row', (plain) => plain.with(91, 7)],
  ['with a line too many', (plain) => [...plain, 10, 123, 125]],
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
