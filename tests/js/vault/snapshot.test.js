/** What may be wrong with a snapshot: it is a cache, and never a way around the pin. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
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
