import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openContent, parse } from '../../../static/js/crypto/backup.js'
import { equal } from '../../../static/js/crypto/bytes.js'
import { makeBackup, openBackup } from '../../../static/js/vault/backup.js'
import { flipped } from '../crypto/cast.js'
import { anItem, backupOf, bytesOf, changePassword, vaultOf } from '../account/backups.js'
import { ALICE, BOB, FakeServer, authorizedBrowser, enrolled, refusedWith } from '../account/cast.js'

test('a backup has every item, a name with its date, and a key copy of its own', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const items = [anItem('Bank'), { ...anItem('Old'), trashedAt: 1_777_900_000 }]
  const made = await makeBackup(context, vaultOf(...items))
  assert.match(made.name, /^tessera-backup-\d{4}-\d\d-\d\d\.tesserabackup$/)
  assert.equal(made.count, 2)
  const content = await openBackup(context, made.blob)
  assert.deepEqual(content.items, items)
  assert.equal(content.version, 7)
  const backup = await parse(await bytesOf(made.blob))
  assert.ok(backup && equal(backup.salt, context.session.opened.salt))
  assert.equal(backup.passwordPart, null)
  assert.deepEqual(
    server.copiesOf(ALICE.email, 'backup').map(({ id }) => id),
    [made.copyId],
  )
})

test('the password part needs the account password, proved by what it opens', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  await refusedWith(backupOf(context, { password: 'not the password at all' }), 'wrong-password')
  assert.equal(server.copiesOf(ALICE.email, 'backup').length, 0, 'no copy is left of a backup that was not made')
  const { blob } = await backupOf(context, { password: ALICE.password })
  assert.notEqual((await parse(await bytesOf(blob)))?.passwordPart, null)
})

test('a backup that the server could not record is none', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  server.broken.add('/api/key-copies')
  await refusedWith(backupOf(context), 'unreachable')
})

test('a lock in the middle wins', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const working = backupOf(context, { password: ALICE.password })
  context.session.lock()
  await refusedWith(working, 'locked')
})

test('any browser of the account opens its backups, also after a change of password', async () => {
  const server = new FakeServer()
  const { context, keyString } = await enrolled(server)
  const { blob } = await backupOf(context)
  const second = await authorizedBrowser(server, keyString)
  await changePassword(server, context, 'another horse, another staple')
  assert.equal((await openBackup(second.context, blob)).items.length, 2)
})

test('another account’s backup opens with its password part, and says so where it has none', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const bob = await enrolled(server, BOB)
  const { blob } = await backupOf(bob.context, { password: BOB.password })
  await refusedWith(openBackup(context, blob), 'backup-password')
  await refusedWith(openBackup(context, blob, ALICE.password), 'backup-password-wrong')
  assert.equal((await openBackup(context, blob, BOB.password)).items.length, 2)
  const sealed = await backupOf(bob.context)
  const { ends } = await refusedWith(openBackup(context, sealed.blob), 'backup-sealed')
  assert.match(String(ends), /^[A-Z2-7]{4}$/)
})

test('a backup of a former Account Key opens with its password part', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const { blob } = await backupOf(context, { password: ALICE.password })
  context.session.opened.generation = 2
  await refusedWith(openBackup(context, blob), 'backup-password')
  assert.equal((await openBackup(context, blob, ALICE.password)).items.length, 2)
})

test('what was changed, what is newer and what is no backup is refused before anything is taken from it', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const bytes = await bytesOf((await backupOf(context)).blob)
  const refusals = /** @type {const} */ ([
    [flipped(bytes, bytes.length - 1), 'damaged-backup'],
    [flipped(bytes, 30), 'damaged-backup'],
    [bytes.slice(0, -1), 'damaged-backup'],
    [flipped(bytes, 4, 3), 'newer-format'],
    [flipped(bytes, 0), 'backup-unknown'],
    [new Uint8Array(0), 'backup-unknown'],
  ])
  for (const [changed, code] of refusals) await refusedWith(openBackup(context, new Blob([changed])), code)
})

test('members that are no items make the whole a damaged backup', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const { blob } = await makeBackup(context, vaultOf(/** @type {never} */ ({ ...anItem(), tags: 'home' })))
  await refusedWith(openBackup(context, blob), 'damaged-backup')
})

test('progress is told while the items are sealed', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  /** @type {number[]} */
  const told = []
  const items = Array.from({ length: 501 }, () => anItem())
  await makeBackup(context, vaultOf(...items), { onProgress: (done) => void told.push(done) })
  assert.deepEqual(told, [500, 501])
})

test('making a backup leaves the session’s own keys as they are', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const { blob } = await backupOf(context, { password: ALICE.password })
  const backup = await parse(await bytesOf(blob))
  assert.ok(backup)
  assert.equal((await openContent(context.session.opened.vaultKey, backup)).items.length, 2)
  assert.ok(
    context.session.opened.accountKey.some((byte) => byte !== 0),
    'the session’s own key stays',
  )
})
