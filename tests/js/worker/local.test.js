/** Local records through the whole key worker: lock, sign-out, revocation and replacement. docs/formats.md §8. */
import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { ALICE, FakeServer } from '../account/cast.js'
import { authorized, kept, livedIn, lockAll, PASSWORD, replace } from './replacing.js'

afterEach(lockAll)

const DRAFT = { id: null, fields: { title: 'half an item' } }

/** @param {import('./replacing.js').Worker} worker */
async function values(worker) {
  return (await worker.call('generated')).map((/** @type {{value: string}} */ { value }) => value)
}

/** @param {import('./replacing.js').Worker} worker */
async function fill(worker) {
  await worker.call('keepGenerated', { value: 'five-dice-make-a-word' })
  await worker.call('keepDraft', { draft: DRAFT })
}

test('a lock comes after the draft that was on its way, which the next unlock finds', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const [keeping, locking] = [alice.call('keepDraft', { draft: DRAFT }), alice.call('lock')]
  await Promise.all([keeping, locking])
  for (const method of ['draft', 'generated', 'dropDraft', 'dropGenerated'])
    assert.equal(await alice.refusal(method), 'locked')
  assert.equal(await alice.refusal('keepDraft', { draft: DRAFT }), 'locked')
  assert.equal(await alice.refusal('keepGenerated', { value: 'x' }), 'locked')
  await alice.call('unlock', PASSWORD)
  assert.deepEqual(await alice.call('draft'), DRAFT)
})

test('they stay sealed through a sign-out, and no other browser has them', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const { keyString } = await alice.call('issueCopy', { kind: 'file' })
  await fill(alice)
  const other = await authorized(server, keyString)
  assert.deepEqual([await other.call('draft'), await values(other)], [null, []])
  await alice.call('signOut')
  assert.deepEqual(await alice.call('signIn', ALICE), { next: 'vault' })
  assert.deepEqual(await alice.call('draft'), DRAFT)
  assert.deepEqual(await values(alice), ['five-dice-make-a-word'])
})

test('a replaced Account Key takes them along', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  await fill(alice)
  await replace(alice)
  assert.deepEqual(await alice.call('draft'), DRAFT)
  assert.deepEqual(await values(alice), ['five-dice-make-a-word'])
  const { account } = await kept(server, alice)
  const record = await alice.keystore.readLocal(new Uint8Array(Buffer.from(account.id, 'base64url')), 'draft')
  assert.equal(record?.generation, 2)
})

test('a browser that was cut off by a replacement has none left', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const { keyString } = await alice.call('issueCopy', { kind: 'file' })
  const other = await authorized(server, keyString)
  await fill(other)
  await replace(alice)
  assert.equal(await other.refusal('sync'), 'session-ended')
  const accountId = new Uint8Array(Buffer.from(server.account(ALICE.email).id, 'base64url'))
  assert.equal(await other.keystore.readLocal(accountId, 'draft'), null)
  assert.equal(await other.keystore.readLocal(accountId, 'generated'), null)
})
