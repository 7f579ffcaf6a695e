import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { authorizeWith } from '../../../static/js/account/authorize.js'
import { unlock } from '../../../static/js/account/unlock.js'
import { signIn } from '../../../static/js/account/signin.js'
import { state } from '../../../static/js/account/standing.js'
import { ALICE, FakeServer, enrolled, openBrowser, refusedWith } from './cast.js'

const { password } = ALICE

test('the password opens an authorized browser by one request that proves it', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  context.session.lock()
  server.log.length = 0
  assert.deepEqual(await unlock(context, { password }), { next: 'vault' })
  assert.deepEqual(server.log, ['GET /api/session', 'GET /api/account', 'POST /api/unlock'])
  assert.equal(context.session.isEntering, false, 'M has gone')
})

test('a wrong password opens nothing and says so', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  context.session.lock()
  await refusedWith(unlock(context, { password: 'wrong password here' }), 'wrong-password')
  assert.equal(context.session.isEntering, false)
  assert.deepEqual(await unlock(context, { password }), { next: 'vault' })
})

test('another suite or salt is refused before anything derived is sent', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  context.session.lock()
  for (const [changes, code] of /** @type {const} */ ([
    [{ suite: 2 }, 'suite-refused'],
    [{ salt: 'AAAA' }, 'salt-refused'],
  ])) {
    server.rewrite = (route, answer) =>
      route === 'GET /api/session' ? { ...answer, body: { ...Object(answer.body), ...changes } } : answer
    server.log.length = 0
    await refusedWith(unlock(context, { password }), code)
    assert.deepEqual(server.log, ['GET /api/session'])
  }
})

/** @param {object} changes to the answer of GET /api/session */
const naming = (changes) => (/** @type {string} */ route, /** @type {any} */ answer) =>
  route === 'GET /api/session' ? { ...answer, body: { ...answer.body, ...changes } } : answer

test('an address that the server made up is refused before anything is hashed or sent', async () => {
  const server = new FakeServer()
  const { context, reload } = await enrolled(server)
  for (const email of ['everybody@example.org', 'ALICE@example.org', '']) {
    for (const before of [() => context.session.lock(), reload]) {
      before()
      server.rewrite = naming({ email })
      server.log.length = 0
      await refusedWith(unlock(context, { password }), 'vault-mismatch')
      assert.deepEqual(server.log, ['GET /api/session'])
      assert.equal(context.session.isEntering, false)
    }
  }
})

test('without an address of its own a browser hashes nothing: the address has to be typed', async () => {
  const server = new FakeServer()
  const { context, keystore } = await enrolled(server)
  const { accountId } = context.session.known
  const { email, ...own } = (await keystore.readOwn(accountId)) ?? assert.fail()
  assert.equal(email, ALICE.email)
  await keystore.writeOwn(accountId, own)
  context.session.lock()
  server.log.length = 0
  await refusedWith(unlock(context, { password }), 'signed-out')
  assert.deepEqual(server.log, ['GET /api/session'])
  assert.deepEqual(await signIn(context, ALICE), { next: 'vault' })
  assert.equal((await keystore.readOwn(accountId))?.email, ALICE.email, 'typed once, it is known from then on')
  context.session.lock()
  assert.deepEqual(await unlock(context, { password }), { next: 'vault' })

  await keystore.dropOwn(accountId)
  context.session.lock()
  assert.deepEqual(
    await state(context),
    { state: 'anonymous' },
    'the sign-in page, not one that asks for the password only',
  )
  server.log.length = 0
  await refusedWith(unlock(context, { password }), 'signed-out')
  assert.deepEqual(server.log, ['GET /api/session'])
})

test('a damaged or cancelled own copy is no dead end: it becomes a sign-in that asks for a key', async () => {
  const server = new FakeServer()
  const { context, keystore, keyString } = await enrolled(server)
  const { accountId } = context.session.known
  const own = await keystore.readOwn(accountId)
  assert.ok(own)

  await keystore.writeOwn(accountId, { ...own, keyString: 'TSRK1:AAAA' })
  context.session.lock()
  assert.equal((await unlock(context, { password })).reason?.code, 'own-copy-damaged')
  assert.deepEqual(await authorizeWith(context, { keyString }), { next: 'vault' })

  server.cancel(server.copiesOf(ALICE.email, 'browser').at(-1)?.id ?? '')
  context.session.lock()
  assert.equal((await unlock(context, { password })).reason?.code, 'own-copy-stale')
  assert.deepEqual(await authorizeWith(context, { keyString }), { next: 'vault' })
})

test('a record that somebody else wrote is damaged, not an exception', async () => {
  const server = new FakeServer()
  const { context, keystore } = await enrolled(server)
  const { accountId } = context.session.known
  keystore.readOwn = Object.getPrototypeOf(keystore).readOwn
  const { openDB } = await import('idb')
  const { toBase64 } = await import('../../../static/js/crypto/bytes.js')
  const database = await openDB(/** @type {string} */ ((await indexedDB.databases()).at(-1)?.name))
  await database.put('keys', { keyString: 7 }, toBase64(accountId))
  database.close()
  context.session.lock()
  await refusedWith(unlock(context, { password }), 'signed-out')
  assert.equal((await signIn(context, ALICE)).reason?.code, 'own-copy-damaged')
})

test('who is signed out cannot unlock', async () => {
  const server = new FakeServer()
  await enrolled(server)
  const { context } = openBrowser(server)
  await refusedWith(unlock(context, { password }), 'signed-out')
  assert.deepEqual(await state(context), { state: 'anonymous' })
})
