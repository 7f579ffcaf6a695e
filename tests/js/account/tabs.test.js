/**
 * Tabs of one browser share cookies and database, and not keys: what one of them does to the session, the others learn.
 */
import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { authorizeWith } from '../../../static/js/account/authorize.js'
import { browsers, revokeBrowser } from '../../../static/js/account/browsers.js'
import { cancelCopy, keyCopies } from '../../../static/js/account/copies.js'
import { issueCopy, mailCopy, words } from '../../../static/js/account/delivery.js'
import { confirmCode, signUp } from '../../../static/js/account/enroll.js'
import { signIn } from '../../../static/js/account/signin.js'
import { state } from '../../../static/js/account/standing.js'
import { unlock } from '../../../static/js/account/unlock.js'
import { parse } from '../../../static/js/crypto/accountkey.js'
import { equal } from '../../../static/js/crypto/bytes.js'
import { ALICE, BOB, CODE, FakeServer, enrolled, entering, openBrowser, refusedWith } from './cast.js'

const LOCKED = { event: 'locked', detail: { reason: 'signed-out' } }
const REVOKED = { status: 401, body: { error: { code: 'browser-revoked', detail: {} } } }

/**
 * Alice's keys are open in one tab; in another one Bob signs in and authorizes this browser for himself.
 * @param {FakeServer} server
 * @param {Awaited<ReturnType<typeof enrolled>>} alice
 */
async function bobBeside(server, alice) {
  const { keyString } = await enrolled(server, BOB)
  const bob = openBrowser(server, alice)
  assert.deepEqual(await signIn(bob.context, BOB), { next: 'authorize' })
  assert.deepEqual(await authorizeWith(bob.context, { keyString }), { next: 'vault' })
  server.log.length = 0
  return bob
}

/** @typedef {import('../../../static/js/account/context.js').Context} Context */
for (const [name, act] of /** @type {[string, (context: Context) => Promise<unknown>][]} */ ([
  ['reads', keyCopies],
  ['lists browsers', browsers],
  ['takes a key copy', (context) => issueCopy(context, { kind: 'file' })],
  ['mails a key copy', mailCopy],
  ['shows the words', words],
  ['cancels a key copy', (context) => cancelCopy(context, { id: 'A'.repeat(22) })],
  ['revokes a browser', (context) => revokeBrowser(context, { id: 'A'.repeat(22) })],
])) {
  test(`a tab with one account’s keys that ${name} in another account’s session is refused and locks`, async () => {
    const server = new FakeServer()
    const alice = await enrolled(server)
    await bobBeside(server, alice)
    const [before, sent] = [server.copiesOf(BOB.email).length, server.sent.length]
    await refusedWith(act(alice.context), 'signed-out')
    assert.equal(server.copiesOf(BOB.email).length, before)
    assert.equal(server.sent.length, sent + 1, 'nothing more is sent')
    assert.equal(alice.context.session.isOpen, false)
    assert.deepEqual(alice.events, [LOCKED])
  })
}

test('a tab that only needs a key is refused as well', async () => {
  const server = new FakeServer()
  const { keyString } = await enrolled(server)
  const alice = await entering(server)
  await enrolled(server, BOB)
  const bob = openBrowser(server, alice)
  await signIn(bob.context, BOB)
  server.log.length = 0
  await refusedWith(authorizeWith(alice.context, { keyString }), 'signed-out')
  assert.deepEqual(server.log, ['POST /api/challenge'])
  assert.equal(alice.context.session.isEntering, false)
})

test('asking how things stand locks a tab whose session is another’s now, and swaps nobody’s name under open keys', async () => {
  const server = new FakeServer()
  const alice = openBrowser(server)
  await signUp(alice.context, { ...ALICE, mailKey: false })
  await confirmCode(alice.context, { code: CODE })
  await bobBeside(server, /** @type {never} */ (alice))
  const { known, opened } = alice.context.session
  const names = [known]
  alice.context.session.identify = (identity) => void names.push(identity)
  assert.deepEqual(await state(alice.context), { state: 'anonymous' })
  assert.deepEqual(names, [known])
  assert.deepEqual(alice.events, [LOCKED])
  assert.ok(opened.accountKey.every((byte) => byte === 0))
  assert.deepEqual(server.log, ['GET /api/session'])
})

test('a copy is sealed under the account whose keys are open, whatever the server names since', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const bob = await enrolled(server, BOB)
  const { known } = context.session
  assert.throws(() => context.session.identify(bob.context.session.known), TypeError)
  const issued = await issueCopy(context, { kind: 'file' })
  assert.equal(issued.email, known.email)
  await mailCopy(context)
  for (const text of [issued.keyString, server.copiesOf(ALICE.email, 'email')[0]?.keyString ?? ''])
    assert.deepEqual((await parse(text))?.accountId, known.accountId)
})

test('a locked tab hashes no password for the account of another tab', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  await bobBeside(server, alice)
  alice.context.session.lock()
  await refusedWith(unlock(alice.context, { password: ALICE.password }), 'signed-out')
  assert.deepEqual(server.log, ['GET /api/session'])
  assert.deepEqual(alice.events, [LOCKED])
})

test('a tab of another account than the revoked one locks, and wipes nothing', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  const bob = await bobBeside(server, alice)
  const [hers, his] = [alice, bob].map(({ context }) => context.session.known.accountId)
  assert.ok(hers && his && !equal(hers, his))
  Object.assign(alice.jar.session, {
    user: null,
    browser: null,
    ended: { account: server.account(BOB.email).id, why: 'revoked' },
  })
  // An old server that takes no notice of the header.
  server.rewrite = (route, answer) => (route === 'GET /api/key-copies' ? REVOKED : answer)
  await refusedWith(keyCopies(alice.context), 'signed-out')
  assert.deepEqual(alice.events, [LOCKED])
  assert.ok(await alice.keystore.readOwn(hers))
  assert.ok(await alice.keystore.readOwn(his))
  await refusedWith(keyCopies(bob.context), 'browser-revoked')
  assert.ok(await alice.keystore.readOwn(hers))
  assert.equal(await alice.keystore.readOwn(his), null)
})

test('a revocation that the session knows nothing of locks, and wipes nothing', async () => {
  const server = new FakeServer()
  for (const broken of [[], ['/api/session']]) {
    const { context, keystore, events } = await enrolled(server)
    const { accountId } = context.session.known
    server.rewrite = (route, answer) => (route === 'GET /api/key-copies' ? REVOKED : answer)
    server.broken = new Set(broken)
    await refusedWith(keyCopies(context), 'signed-out')
    assert.deepEqual(events, [LOCKED])
    assert.ok(await keystore.readOwn(accountId))
    server.rewrite = (_route, answer) => answer
    server.broken.clear()
    server.accounts.clear()
  }
})

test('a server that answers everything with a revocation is asked once', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  server.rewrite = () => REVOKED
  server.log.length = 0
  await refusedWith(keyCopies(context), 'signed-out')
  assert.deepEqual(server.log, ['GET /api/key-copies', 'GET /api/session'])
})
