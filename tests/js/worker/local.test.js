/** Local records through the whole key worker: lock, sign-out, revocation and replacement. docs/formats.md §8. */
import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { ALICE, FakeServer } from '../account/cast.js'
import { authorized, livedIn, lockAll, PASSWORD, replace } from './replacing.js'

afterEach(lockAll)

const DRAFT = { id: null, fields: { title: 'half an item' } }
const TYPED = { name: null, tab: 'one', draft: DRAFT }

/** @param {import('./replacing.js').Worker} worker */
async function values(worker) {
  return (await worker.call('generated')).map((/** @type {{value: string}} */ { value }) => value)
}

/** @param {import('./replacing.js').Worker} worker */
async function fill(worker) {
  await worker.call('keepGenerated', { value: 'five-dice-make-a-word' })
  await worker.call('keepDraft', TYPED)
  await worker.call('keepDraft', { ...TYPED, tab: 'other' })
}

/** The drafts as one tab after the other takes them. @param {import('./replacing.js').Worker} worker */
async function drafts(worker) {
  const all = await worker.call('drafts')
  return Promise.all(
    all.map((/** @type {{name: string, tab: string}} */ { name, tab }) =>
      worker.call('takeDraft', { name, from: tab, tab }),
    ),
  )
}

/** @param {FakeServer} server @param {import('./replacing.js').Worker} worker of Alice's */
function localNames(server, worker) {
  return worker.keystore.localNames(new Uint8Array(Buffer.from(server.account(ALICE.email).id, 'base64url')))
}

test('a lock comes after the draft that was on its way, which the next unlock finds', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const [keeping, locking] = [alice.call('keepDraft', TYPED), alice.call('lock')]
  await Promise.all([keeping, locking])
  for (const method of ['drafts', 'generated', 'dropGenerated']) assert.equal(await alice.refusal(method), 'locked')
  for (const method of ['keepDraft', 'takeDraft', 'dropDraft'])
    assert.equal(await alice.refusal(method, TYPED), 'locked')
  assert.equal(await alice.refusal('keepGenerated', { value: 'x' }), 'locked')
  await alice.call('unlock', PASSWORD)
  assert.deepEqual(await drafts(alice), [DRAFT])
})

test('they stay sealed through a sign-out, and no other browser has them', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const { keyString } = await alice.call('issueCopy', { kind: 'file' })
  await fill(alice)
  const other = await authorized(server, keyString)
  assert.deepEqual([await drafts(other), await values(other)], [[], []])
  await alice.call('signOut')
  assert.deepEqual(await alice.call('signIn', ALICE), { next: 'vault' })
  assert.deepEqual(await drafts(alice), [DRAFT, DRAFT])
  assert.deepEqual(await values(alice), ['five-dice-make-a-word'])
})

test('a replaced Account Key takes them along', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  await fill(alice)
  await replace(alice)
  assert.deepEqual(await drafts(alice), [DRAFT, DRAFT])
  assert.deepEqual(await values(alice), ['five-dice-make-a-word'])
  const accountId = new Uint8Array(Buffer.from(server.account(ALICE.email).id, 'base64url'))
  for (const name of await localNames(server, alice))
    assert.equal((await alice.keystore.readLocal(accountId, name))?.generation, 2)
})

test('a browser that was cut off by a replacement has none left', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const { keyString } = await alice.call('issueCopy', { kind: 'file' })
  const other = await authorized(server, keyString)
  await fill(other)
  assert.equal((await localNames(server, other)).length, 3)
  await replace(alice)
  assert.equal(await other.refusal('sync'), 'session-ended')
  assert.deepEqual(await localNames(server, other), [])
})
