import { strict as assert } from 'node:assert'
import { afterEach, test } from 'node:test'
import { ALICE, FakeServer } from '../account/cast.js'
import { closeWorkers, unlockedWorker } from './cast.js'

afterEach(closeWorkers)

test('secrets changed in another tab of this browser lock this one; another account’s do not', async () => {
  const server = new FakeServer()
  const { call, events, tabs } = await unlockedWorker(server)
  const changed = server.account(ALICE.email).id
  for (const other of [{ changed: 'somebody else' }, {}, null, changed]) tabs.hear(other)
  assert.deepEqual(events, [])
  tabs.hear({ changed })
  assert.deepEqual(events, [['locked', { reason: 'asked' }]])
  assert.equal((await call('words')).code, 'locked')
})

test('a changed password is told to the other tabs', async () => {
  const server = new FakeServer()
  const { call, events, tabs } = await unlockedWorker(server)
  await call('changePassword', { password: ALICE.password, next: 'another battery staple', cancel: [] })
  assert.deepEqual(tabs.told, [{ changed: server.account(ALICE.email).id }])
  assert.deepEqual(events, [])
})
