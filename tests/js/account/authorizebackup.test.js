import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { authorizeWith } from '../../../static/js/account/authorize.js'
import { authorizeWithBackup } from '../../../static/js/account/authorizebackup.js'
import { signIn } from '../../../static/js/account/signin.js'
import { state } from '../../../static/js/account/standing.js'
import { read } from '../../../static/js/carriers/backup.js'
import { parse } from '../../../static/js/crypto/backup.js'
import { ends } from '../../../static/js/crypto/accountkey.js'
import { toBase64 } from '../../../static/js/crypto/bytes.js'
import { flipped } from '../crypto/cast.js'
import { ALICE, BOB, FakeServer, enrolled, entering, openBrowser, refusedWith } from './cast.js'
import { backupOf, bytesOf, changePassword } from './backups.js'

const VAULT = { next: 'vault' }
const NEW = { email: ALICE.email, password: 'another horse, another staple' }

/** @param {FakeServer} server @param {{email: string, password: string}} person */
async function withNewPassword(server, person = NEW) {
  const browser = openBrowser(server)
  assert.deepEqual(await signIn(browser.context, person), { next: 'authorize' })
  return browser.context
}

test('a backup authorizes a browser by its key string, which is a copy of its own', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  const made = await backupOf(alice.context)
  const { context } = await entering(server)
  assert.deepEqual(await authorizeWithBackup(context, made), VAULT)
  const [row] = server.copiesOf(ALICE.email, 'backup')
  assert.deepEqual([row?.id, server.copiesOf(ALICE.email, 'backup').length], [made.copyId, 1])
})

test('the carrier gives the key string alone, which authorizes like any other', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  const { blob } = await backupOf(alice.context)
  const keyString = await read(await bytesOf(blob))
  assert.ok(keyString)
  const { context } = await entering(server)
  assert.deepEqual(await authorizeWith(context, { keyString }), VAULT)
  assert.equal(await read(new TextEncoder().encode('TSRK1:')), null)
})

test('after a change of password the key string goes on working, without a question', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  const { blob } = await backupOf(alice.context)
  await changePassword(server, alice.context, NEW.password)
  assert.deepEqual(await authorizeWithBackup(await withNewPassword(server), { blob }), VAULT)
})

test('when its key string is void the password part serves, with the password of its day', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  const { blob, copyId } = await backupOf(alice.context, { password: ALICE.password })
  server.cancel(copyId)
  const today = await entering(server)
  assert.deepEqual(
    await authorizeWithBackup(today.context, { blob }),
    VAULT,
    'it is the password just typed: no question',
  )
  await changePassword(server, alice.context, NEW.password)
  const context = await withNewPassword(server)
  await refusedWith(authorizeWithBackup(context, { blob }), 'backup-password')
  await refusedWith(authorizeWithBackup(context, { blob, password: NEW.password }), 'backup-password-wrong')
  assert.equal((await state(context)).state, 'unauthorized')
  assert.deepEqual(await authorizeWithBackup(context, { blob, password: ALICE.password }), VAULT)
})

test('a copy that the server never heard of is no obstacle to the password part', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  const { blob, copyId } = await backupOf(alice.context, { password: ALICE.password })
  server.copies.delete(copyId)
  const { context } = await entering(server)
  assert.deepEqual(await authorizeWithBackup(context, { blob }), VAULT)
})

test('without a password part a cancelled backup says when it was cancelled', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  const { blob, copyId } = await backupOf(alice.context)
  server.cancel(copyId)
  const { context } = await entering(server)
  assert.deepEqual(await refusedWith(authorizeWithBackup(context, { blob }), 'copy-cancelled'), {
    at: '2026-05-03T09:00:00Z',
  })
})

test('another account’s backup is refused by name, whatever it holds', async () => {
  const server = new FakeServer()
  await enrolled(server)
  const bob = await enrolled(server, BOB)
  const { blob, copyId } = await backupOf(bob.context, { password: BOB.password })
  const { context } = await entering(server)
  server.sent.length = 0
  for (const password of [undefined, BOB.password]) {
    const detail = await refusedWith(
      authorizeWithBackup(context, { blob, ...(password && { password }) }),
      'wrong-account',
    )
    assert.deepEqual([detail.ends, detail.email], [ends(bob.context.session.known.accountId), ALICE.email])
  }
  assert.ok(!server.sent.join('').includes(copyId))
})

test('a backup from before a replacement of the Account Key authorizes nothing, by neither part', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  const { blob } = await backupOf(alice.context, { password: ALICE.password })
  const { context } = await entering(server)
  Object.assign(server.account(ALICE.email), { generation: 2, replacedAt: '2026-06-01T00:00:00Z' })
  const at = { at: '2026-06-01T00:00:00Z' }
  assert.deepEqual(await refusedWith(authorizeWithBackup(context, { blob }), 'key-replaced'), at)
  const typed = authorizeWithBackup(context, { blob, password: ALICE.password })
  assert.deepEqual(await refusedWith(typed, 'key-replaced'), at)
})

test('every byte that was changed is found before the server is shown a proof', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  const bytes = await bytesOf((await backupOf(alice.context, { password: ALICE.password })).blob)
  const { context } = await entering(server)
  server.log.length = 0
  const { front, checked } = /** @type {import('../../../static/js/crypto/backup.js').Backup} */ (await parse(bytes))
  const places = {
    salt: 25,
    email: 45,
    keyset: 80,
    keyString: 300,
    'password part': front.length + 9,
    end: checked.length,
  }
  for (const [name, at] of Object.entries({ ...places, 'last byte': bytes.length - 1 })) {
    const blob = new Blob([flipped(bytes, at)])
    await refusedWith(authorizeWithBackup(context, { blob }), 'damaged-backup').catch((error) =>
      assert.fail(`${name}: ${error}`),
    )
  }
  assert.ok(!server.log.includes('POST /api/authorize'))
})

test('a damaged password part is found with the password that it was made with', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  const { blob, copyId } = await backupOf(alice.context, { password: ALICE.password })
  server.cancel(copyId)
  const bytes = await bytesOf(blob)
  const { front } = /** @type {import('../../../static/js/crypto/backup.js').Backup} */ (await parse(bytes))
  const { context } = await entering(server)
  const damaged = new Blob([flipped(bytes, front.length + 100)])
  await refusedWith(authorizeWithBackup(context, { blob: damaged }), 'damaged-backup')
})

test('another suite is newer, and what is no backup is called so', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  const bytes = await bytesOf((await backupOf(alice.context)).blob)
  const { context } = await entering(server)
  await refusedWith(authorizeWithBackup(context, { blob: new Blob([flipped(bytes, 4, 3)]) }), 'newer-format')
  await refusedWith(authorizeWithBackup(context, { blob: new Blob(['TSRK']) }), 'backup-unknown')
})

test('what a server gets while a backup is made holds neither the file nor a key', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  server.sent.length = 0
  const { blob } = await backupOf(alice.context, { password: ALICE.password })
  const sent = server.sent.join('')
  const { accountKey } = alice.context.session.opened
  const bytes = await bytesOf(blob)
  for (const secret of [accountKey, bytes.slice(-200)]) assert.ok(!sent.includes(toBase64(secret)))
  assert.equal(server.sent.length, 1)
})
