import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { chooseFolder } from '../../../static/js/account/keeping/files.js'
import { unlock } from '../../../static/js/account/unlock.js'
import { utf8 } from '../../../static/js/crypto/bytes.js'
import { Keeper, noting } from '../../../static/js/worker/keeper.js'
import { ALICE, FakeServer, enrolled } from '../account/cast.js'
import { FakeDirectory, handle, letHandlesThrough } from '../account/disk.js'

letHandlesThrough()

/** A keeper beside Alice's open session; `round()` is the end of the next one. */
async function keeping() {
  const server = new FakeServer()
  const disk = new FakeDirectory()
  const { context, keystore } = await enrolled(server, ALICE, { disk: handle(disk) })
  /** @type {(() => void)[]} */
  const waiting = []
  /** @type {[string, unknown][]} */
  const faults = []
  const parts = {
    context,
    make: async () => ({ name: 'tessera-backup-2026-05-03.tesserabackup', bytes: utf8('the vault') }),
    kept: () => waiting.splice(0).forEach((resolve) => resolve()),
    report: (/** @type {string} */ what, /** @type {unknown} */ fault) => void faults.push([what, fault]),
    pause: 0,
  }
  const round = () => new Promise((/** @type {(value?: void) => void} */ resolve) => waiting.push(resolve))
  return { server, disk, context, keystore, faults, parts, round, accountId: context.session.known.accountId }
}

test('after the vault was opened the key file is seen to, once', async () => {
  const { server, context, disk, parts, round } = await keeping()
  await chooseFolder(context, { folder: handle(new FakeDirectory('Documents')) })
  server.log.length = 0
  const keeper = new Keeper(parts)
  keeper.opened()
  await round()
  assert.equal(disk.paths.length, 1)
  assert.deepEqual(server.log, ['GET /api/key-copies'], 'whether the copy in the folder still counts')
  server.log.length = 0
  keeper.opened()
  keeper.committed(1)
  await round()
  assert.deepEqual(server.log, [])
  keeper.close() // others sign in, perhaps, without a lock in between
  keeper.opened()
  await round()
  assert.deepEqual(server.log, ['GET /api/key-copies'])
})

test('before a key copy was taken nothing is kept', async () => {
  const { context, disk, parts, round } = await keeping()
  const keeper = new Keeper(parts)
  context.session.opened.keyTaken = false
  keeper.opened()
  keeper.committed(1)
  await round()
  assert.deepEqual(disk.paths, [])
})

test('commits are counted by their items, and five of them make a backup after a while', async () => {
  const { disk, keystore, parts, round, accountId } = await keeping()
  const keeper = new Keeper(parts)
  /** @type {import('../../../static/js/api/vault.js').VaultApi} */
  const routes = { ...Object.create(null), commit: async () => ({ version: 2 }) }
  const api = noting(routes, (count) => keeper.committed(count))
  const items = Array.from({ length: 5 }, () => ({ id: '', revision: 1, blob: '' }))
  assert.deepEqual(await api.commit({ base: 1, head: '', items }), { version: 2 })
  assert.deepEqual(disk.paths, [], 'the save was answered first')
  await round()
  assert.equal(disk.paths.length, 2)
  assert.equal((await keystore.readLedger(accountId))?.changes, 0)
})

test('a commit that was refused counts for nothing', async () => {
  const api = noting({ ...Object.create(null), commit: async () => Promise.reject(new TypeError('refused')) }, () =>
    assert.fail('counted'),
  )
  await assert.rejects(api.commit({ base: 1, head: '', items: [] }), TypeError)
})

test('a lock is not waited for: what was left is done after the next unlocking', async () => {
  const { context, disk, keystore, parts, round, accountId } = await keeping()
  let begun = () => {}
  const hanging = new Promise((/** @type {(value?: void) => void} */ resolve) => (begun = resolve))
  const slow = new Keeper({
    ...parts,
    make: () => {
      begun()
      return new Promise(() => {})
    },
  })
  slow.committed(5)
  await hanging
  context.session.lock()
  slow.close()
  assert.equal(context.session.isOpen, false)
  await keystore.changeLedger(accountId, (ledger) => ledger && { changes: ledger.changes }) // five minutes later
  await unlock(context, { password: ALICE.password })
  const keeper = new Keeper(parts)
  keeper.opened()
  await round()
  assert.equal(disk.paths.filter((path) => path.includes('backups')).length, 1)
})

test('a round that was to come does not come after the keys were dropped', async () => {
  const { parts } = await keeping()
  mock.timers.enable({ apis: ['setTimeout'] })
  let rounds = 0
  const keeper = new Keeper({ ...parts, kept: () => void (rounds += 1) })
  for (const dropped of [true, false]) {
    keeper.opened()
    if (dropped) keeper.close()
    parts.context.session.lock()
    mock.timers.tick(10)
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(rounds, dropped ? 0 : 1)
    await unlock(parts.context, { password: ALICE.password })
  }
  mock.timers.reset()
})

test('a disk that refuses is in the ledger; a fault of this program is reported', async () => {
  const { disk, keystore, parts, faults, round, accountId } = await keeping()
  disk.medium.refusal = 'QuotaExceededError'
  const keeper = new Keeper(parts)
  keeper.opened()
  await round()
  assert.equal((await keystore.readLedger(accountId))?.keyFailure?.code, 'no-room')
  assert.equal(faults.length, 0)
  disk.medium.refusal = null
  const broken = new Keeper({ ...parts, make: async () => Promise.reject(new TypeError('a fault of ours')) })
  broken.committed(5)
  await round()
  assert.deepEqual(
    faults.map(([what, fault]) => [what, fault instanceof TypeError]),
    [['keep', true]],
  )
  assert.equal((await keystore.readLedger(accountId))?.keyFailure, undefined)
})
