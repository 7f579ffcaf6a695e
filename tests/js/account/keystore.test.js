import 'fake-indexeddb/auto'
import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { openDB } from 'idb'
import { Keystore } from '../../../static/js/account/keystore.js'
import { toBase64 } from '../../../static/js/crypto/bytes.js'
import { refusedWith } from './cast.js'

const ALICE = new Uint8Array(16).fill(1)
const BOB = new Uint8Array(16).fill(2)
const OWN = { keyString: 'TSRK1:…', rowToken: new Uint8Array(32), storedAt: 1 }
const LOCAL = { generation: 1, sealed: new Uint8Array(80) }
/** @param {number} fill */
const head = (fill) => new Uint8Array(32).fill(fill)

let count = 0
const fresh = () => new Keystore(`keystore-${++count}`)

test('records are of one account each, and outlive the connection', async () => {
  const keystore = fresh()
  await keystore.writeOwn(ALICE, OWN)
  await keystore.close()
  assert.deepEqual(await keystore.readOwn(ALICE), OWN)
  assert.equal(await keystore.readOwn(BOB), null)
})

test('a pin moves only forward', async () => {
  const keystore = fresh()
  assert.equal(await keystore.readPin(ALICE), null)
  await keystore.advancePin(ALICE, { generation: 1, version: 5, head: head(5) })
  await keystore.advancePin(ALICE, { generation: 1, version: 5, head: head(5) })
  await keystore.advancePin(ALICE, { generation: 2, version: 6, head: head(6) })
  assert.deepEqual(
    await refusedWith(keystore.advancePin(ALICE, { generation: 2, version: 5, head: head(5) }), 'vault-rolled-back'),
    { pinned: 6, version: 5 },
  )
  await refusedWith(keystore.advancePin(ALICE, { generation: 1, version: 7, head: head(7) }), 'vault-rolled-back')
  await refusedWith(keystore.advancePin(ALICE, { generation: 2, version: 6, head: head(7) }), 'vault-forked')
  await refusedWith(keystore.advancePin(ALICE, { generation: 3, version: 6, head: head(6) }), 'vault-forked')
  assert.deepEqual(await keystore.readPin(ALICE), { generation: 2, version: 6, head: head(6) })
})

test('of two tabs that advance at once, the older vault loses, whatever the order', async () => {
  const keystore = fresh()
  const results = await Promise.allSettled(
    [9, 4, 7].map((version) => keystore.advancePin(ALICE, { generation: 1, version, head: head(version) })),
  )
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected'],
  )
  assert.equal((await keystore.readPin(ALICE))?.version, 9)
})

test('a database of an older version opens with all that it holds, and takes local records', async () => {
  for (const [version, names] of /** @type {const} */ ([
    [1, ['keys', 'pins', 'snapshots']],
    [2, ['keys', 'pins', 'snapshots', 'folders']],
  ])) {
    const keystore = fresh()
    const name = `keystore-${count}`
    const older = await openDB(name, version, {
      upgrade: (database) => names.forEach((store) => void database.createObjectStore(store)),
      blocking: () => older.close(), // as every version of Tessera does
    })
    await older.put('keys', OWN, toBase64(ALICE))
    await older.put('pins', { generation: 1, version: 5, head: head(5) }, toBase64(ALICE))
    assert.deepEqual(await keystore.readOwn(ALICE), OWN)
    assert.equal((await keystore.readPin(ALICE))?.version, 5)
    assert.equal(await keystore.readLocal(ALICE, 'draft'), null)
    assert.equal(await keystore.writeLocal(ALICE, 'draft', LOCAL), 'kept')
    assert.deepEqual(await keystore.readLocal(ALICE, 'draft'), LOCAL)
    await keystore.close()
  }
})

test('a local record takes the place of the one that was read, or of none', async () => {
  const keystore = fresh()
  await keystore.writeOwn(ALICE, OWN)
  const other = { generation: 1, sealed: new Uint8Array([1]) }
  assert.equal(await keystore.writeLocal(ALICE, 'draft', LOCAL, other), 'changed')
  assert.equal(await keystore.readLocal(ALICE, 'draft'), null)
  assert.equal(await keystore.writeLocal(ALICE, 'draft', LOCAL, null), 'kept')
  assert.equal(await keystore.writeLocal(ALICE, 'draft', other, null), 'changed')
  assert.equal(await keystore.writeLocal(ALICE, 'draft', other, LOCAL), 'kept')
  assert.deepEqual(await keystore.readLocal(ALICE, 'draft'), other)
  assert.equal(await keystore.readLocal(ALICE, 'generated'), null)
  await keystore.writeLocal(ALICE, 'generated', LOCAL)
  assert.deepEqual(await keystore.localNames(ALICE), ['draft', 'generated'])
  assert.deepEqual(await keystore.localNames(BOB), [])
})

test('a wipe takes key copy, snapshot and local records of one account, and no pin', async () => {
  const keystore = fresh()
  for (const account of [ALICE, BOB]) {
    await keystore.writeOwn(account, OWN)
    await keystore.writeSnapshot(account, { generation: 1, version: 1, sealed: new Uint8Array(9) })
    await keystore.advancePin(account, { generation: 1, version: 1, head: head(1) })
    for (const name of ['draft', 'generated', 'later']) await keystore.writeLocal(account, name, LOCAL)
  }
  await keystore.wipe(ALICE)
  assert.equal(await keystore.readOwn(ALICE), null)
  assert.equal(await keystore.readSnapshot(ALICE), null)
  for (const name of ['draft', 'generated', 'later']) {
    assert.equal(await keystore.readLocal(ALICE, name), null)
    assert.deepEqual(await keystore.readLocal(BOB, name), LOCAL)
  }
  assert.equal((await keystore.readPin(ALICE))?.version, 1)
  assert.deepEqual(await keystore.readOwn(BOB), OWN)
  assert.equal((await keystore.readSnapshot(BOB))?.version, 1)
  await keystore.dropSnapshot(BOB)
  assert.equal(await keystore.readSnapshot(BOB), null)
})

test('only what the formats name is written', async () => {
  const keystore = fresh()
  await assert.rejects(keystore.writeOwn(ALICE, { ...OWN, rowToken: new Uint8Array(31) }), TypeError)
  await assert.rejects(keystore.writeOwn(ALICE, { ...OWN, email: /** @type {never} */ (7) }), TypeError)
  await assert.rejects(
    keystore.writeSnapshot(ALICE, { generation: -1, version: 1, sealed: new Uint8Array(1) }),
    TypeError,
  )
  await assert.rejects(keystore.advancePin(ALICE, { generation: 1, version: 1, head: new Uint8Array(31) }), TypeError)
  await assert.rejects(keystore.writeLocal(ALICE, 'draft', { ...LOCAL, generation: -1 }), TypeError)
  await assert.rejects(keystore.readOwn(new Uint8Array(15)), TypeError)
})
