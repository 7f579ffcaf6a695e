import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { authorizeWith } from '../../../static/js/account/authorize.js'
import { browserName, browsers, renameBrowser, revokeBrowser } from '../../../static/js/account/browsers.js'
import { cancelCopy, keyCopies } from '../../../static/js/account/copies.js'
import { issueCopy, mailCopy, words } from '../../../static/js/account/delivery.js'
import { signIn } from '../../../static/js/account/signin.js'
import { state } from '../../../static/js/account/standing.js'
import { unlock } from '../../../static/js/account/unlock.js'
import { parse } from '../../../static/js/crypto/accountkey.js'
import { ALICE, BOB, FakeServer, authorizedBrowser, enrolled, entering, refusedWith } from './cast.js'
import { FakeDirectory, handle } from './disk.js'
import { DATE } from './stored.js'

const REVOKED = { event: 'ended', detail: { code: 'browser-revoked', detail: {} } }
const SNAPSHOT = { generation: 1, version: 1, sealed: new Uint8Array(80) }

/** Two browsers of Alice's; the second one's row. */
async function twoBrowsers() {
  const server = new FakeServer()
  const first = await enrolled(server)
  const second = await authorizedBrowser(server, first.keyString)
  const { accountId } = first.context.session.known
  await second.keystore.writeSnapshot(accountId, SNAPSHOT)
  await second.keystore.advancePin(accountId, { generation: 1, version: 3, head: new Uint8Array(32) })
  const { browsers: rows } = await browsers(first.context)
  const row = rows.find(({ current }) => !current)
  assert.ok(row)
  return { server, first, second, accountId, id: row.id }
}

test('a revoked browser wipes key copy and cached items at its next request, never its pin, and locks', async () => {
  const { first, second, accountId, id } = await twoBrowsers()
  await revokeBrowser(first.context, { id })
  await refusedWith(keyCopies(second.context), 'browser-revoked')
  assert.equal(second.context.session.isOpen, false)
  assert.equal(await second.keystore.readOwn(accountId), null)
  assert.equal(await second.keystore.readSnapshot(accountId), null)
  assert.equal((await second.keystore.readPin(accountId))?.version, 3)
  assert.deepEqual(second.events, [REVOKED])
})

test('a page opened after the revocation finds out, and wipes as well', async () => {
  const { first, second, accountId, id } = await twoBrowsers()
  await revokeBrowser(first.context, { id })
  second.reload()
  assert.deepEqual(await state(second.context), { state: 'ended' })
  assert.equal(await second.keystore.readOwn(accountId), null)
  await refusedWith(unlock(second.context, { password: ALICE.password }), 'browser-revoked')
  assert.equal((await second.keystore.readPin(accountId))?.version, 3)
  assert.deepEqual(await signIn(second.context, ALICE), { next: 'authorize' })
  assert.deepEqual(await authorizeWith(second.context, { keyString: first.keyString }), { next: 'vault' })
})

test('a disk that keeps a file holds up neither the lock nor the word of it', async () => {
  const disk = new FakeDirectory()
  const server = new FakeServer()
  const { context, keystore, events } = await enrolled(server, ALICE, { disk: handle(disk) })
  const { accountId } = context.session.known
  const [row] = (await browsers(context)).browsers
  assert.ok(row)
  disk.removeEntry = async () => Promise.reject(new DOMException('open elsewhere', 'NoModificationAllowedError'))
  await refusedWith(revokeBrowser(context, { id: row.id }), 'folder-failed')
  assert.equal(context.session.isOpen, false)
  assert.equal(await keystore.readOwn(accountId), null)
  assert.deepEqual(events, [REVOKED])
})

test('revoking this very browser wipes it at once', async () => {
  const { second, accountId, id } = await twoBrowsers()
  await revokeBrowser(second.context, { id })
  assert.equal(await second.keystore.readOwn(accountId), null)
  assert.deepEqual(second.events, [REVOKED])
})

for (const [why, keeps] of /** @type {const} */ ([
  ['password', true],
  ['email', true],
  ['replaced', false],
  ['recovered', false],
  ['deleted', false],
])) {
  test(`a session ended for “${why}” locks, says so and ${keeps ? 'keeps' : 'wipes'} the own copy; the pin stays`, async () => {
    const { server, second, accountId } = await twoBrowsers()
    const detail = { why, at: DATE }
    Object.assign(second.jar.session, { user: null, ended: { account: server.account(ALICE.email).id, why } })
    assert.deepEqual(await refusedWith(keyCopies(second.context), 'session-ended'), detail)
    assert.equal(second.context.session.isOpen, false)
    assert.equal((await second.keystore.readOwn(accountId)) !== null, keeps)
    assert.equal((await second.keystore.readSnapshot(accountId)) !== null, keeps)
    assert.equal((await second.keystore.readPin(accountId))?.version, 3)
    assert.deepEqual(second.events, [{ event: 'ended', detail: { code: 'session-ended', detail } }])
    second.reload()
    assert.deepEqual(await state(second.context), { state: 'ended' }, 'a page opened later says it again')
  })
}

test('a reason that this version does not know wipes nothing', async () => {
  const { server, second, accountId } = await twoBrowsers()
  Object.assign(second.jar.session, { user: null, ended: { account: server.account(ALICE.email).id, why: 'tidied' } })
  await refusedWith(keyCopies(second.context), 'session-ended')
  assert.ok(await second.keystore.readOwn(accountId))
})

test('a session that ended elsewhere locks, and keeps the sealed copy', async () => {
  const { second, accountId } = await twoBrowsers()
  Object.assign(second.jar.session, { user: null, browser: null })
  await refusedWith(browsers(second.context), 'signed-out')
  assert.deepEqual(second.events, [{ event: 'locked', detail: { reason: 'signed-out' } }])
  assert.equal(second.context.session.isOpen, false)
  assert.ok(await second.keystore.readOwn(accountId))
})

test('renaming and revoking stay within the account', async () => {
  const { server, first, id } = await twoBrowsers()
  const bob = await enrolled(server, BOB)
  await renameBrowser(first.context, { id, name: 'Kitchen tablet' })
  assert.equal(server.browsers.get(id)?.name, 'Kitchen tablet')
  await refusedWith(renameBrowser(bob.context, { id, name: 'Mine' }), 'not-found')
  await refusedWith(revokeBrowser(bob.context, { id }), 'not-found')
  assert.ok(server.browsers.has(id))
})

test('a cancelled copy authorizes nobody; a browser’s own copy is not cancelled but revoked', async () => {
  const { server, first } = await twoBrowsers()
  const { copies } = await keyCopies(first.context)
  const picture = copies.find(({ kind }) => kind === 'picture')
  const own = copies.find(({ kind }) => kind === 'browser')
  await cancelCopy(first.context, { id: picture?.id ?? '' })
  await refusedWith(cancelCopy(first.context, { id: own?.id ?? '' }), 'copy-is-browser')
  const third = await entering(server)
  await refusedWith(authorizeWith(third.context, { keyString: first.keyString }), 'copy-cancelled')
})

test('signed acts and new copies need open keys', async () => {
  const { first, id } = await twoBrowsers()
  first.context.session.lock()
  await refusedWith(revokeBrowser(first.context, { id }), 'locked')
  await refusedWith(cancelCopy(first.context, { id }), 'locked')
  await refusedWith(issueCopy(first.context, { kind: 'file' }), 'locked')
  await refusedWith(mailCopy(first.context), 'locked')
  await refusedWith(words(first.context), 'locked')
})

test('each copy is a key string of its own; kit and words are one, recorded once in an unlock', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const file = await issueCopy(context, { kind: 'file' })
  assert.deepEqual([file.email, file.ends], [ALICE.email, (await state(context)).ends])
  const kit = await issueCopy(context, { kind: 'kit' })
  await words(context)
  assert.equal((await issueCopy(context, { kind: 'kit' })).keyString, kit.keyString)
  assert.equal(server.copiesOf(ALICE.email, 'kit').length, 1)
  const ids = await Promise.all([file, kit].map(async ({ keyString }) => (await parse(keyString))?.copyId.join()))
  assert.notEqual(ids[0], ids[1])
  context.session.lock()
  await unlock(context, { password: ALICE.password })
  await words(context)
  assert.equal(server.copiesOf(ALICE.email, 'kit').length, 2)
})

test('browsers are named by what they are', () => {
  const names = [
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36',
      'Chrome on Linux',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari on iOS',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      'Safari on macOS',
    ],
    ['curl/8', 'Browser on an unknown system'],
  ]
  for (const [agent, name] of names) assert.equal(browserName(agent ?? ''), name)
})
