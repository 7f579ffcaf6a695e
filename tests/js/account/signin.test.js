import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { authorizeWith } from '../../../static/js/account/authorize.js'
import { revokeBrowser } from '../../../static/js/account/browsers.js'
import { signIn } from '../../../static/js/account/signin.js'
import { signOut, state } from '../../../static/js/account/standing.js'
import { ALICE, BOB, FakeServer, enrolled, entering, openBrowser, refusedWith } from './cast.js'

/** @param {object} changes to the answer of /api/salt */
const naming = (changes) => (/** @type {string} */ route, /** @type {any} */ answer) =>
  route === 'POST /api/salt' ? { ...answer, body: { ...answer.body, ...changes } } : answer

for (const [name, changes, code] of /** @type {const} */ ([
  ['another suite', { suite: 2 }, 'suite-refused'],
  ['a suite that is text', { suite: '1' }, 'suite-refused'],
  ['no suite', { suite: undefined }, 'suite-refused'],
  ['a salt of 15 bytes', { salt: 'A'.repeat(20) }, 'salt-refused'],
  ['a salt of 17 bytes', { salt: `${'A'.repeat(22)}A` }, 'salt-refused'],
  ['a salt that is no base64url', { salt: '!' }, 'salt-refused'],
  ['no salt', { salt: null }, 'salt-refused'],
])) {
  test(`${name} is refused before anything derived is sent`, async () => {
    const server = new FakeServer()
    await enrolled(server)
    const { context } = openBrowser(server)
    server.rewrite = naming(changes)
    server.log.length = 0
    await refusedWith(signIn(context, ALICE), code)
    assert.deepEqual(server.log, ['POST /api/salt'])
    assert.equal(context.session.isEntering, false)
  })
}

test('a browser that is known is used without a question, also after the page was closed', async () => {
  const server = new FakeServer()
  const { context, reload } = await enrolled(server)
  reload()
  assert.equal((await state(context)).state, 'locked')
  await signOut(context)
  assert.deepEqual(await state(context), { state: 'anonymous' })
  assert.deepEqual(await signIn(context, { ...ALICE, email: 'ALICE@example.org' }), { next: 'vault' })
  assert.equal((await state(context)).state, 'unlocked')
  assert.equal(server.browsers.size, 1, 'continued, not authorized anew')
})

test('a sign-in on top of a session ends that session first', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  await enrolled(server, BOB)
  assert.deepEqual(await signIn(context, BOB), { next: 'authorize' })
  assert.equal((await state(context)).email, BOB.email)
})

test('a wrong password and an unknown address are refused alike, and leave no keys', async () => {
  const server = new FakeServer()
  await enrolled(server)
  const { context } = openBrowser(server)
  await refusedWith(signIn(context, { ...ALICE, password: 'not the password' }), 'wrong-password')
  await refusedWith(signIn(context, BOB), 'wrong-password')
  assert.equal(context.session.isEntering, false)
})

test('a damaged own copy leads to authorizing, with the reason', async () => {
  const server = new FakeServer()
  const { context, keystore, keyString } = await enrolled(server)
  const { accountId } = context.session.known
  const own = await keystore.readOwn(accountId)
  assert.ok(own)
  const { keyString: good } = own
  const end = good.endsWith('A') ? 'Q' : 'A'
  for (const text of [`${good.slice(0, -1)}${end}`, 'TSRK1:', 'nonsense', good.replace('TSRK1', 'TSRK2')]) {
    await keystore.writeOwn(accountId, { ...own, keyString: text })
    assert.deepEqual(await signIn(context, ALICE), {
      next: 'authorize',
      reason: { code: 'own-copy-damaged', detail: {} },
    })
  }
  assert.deepEqual(await authorizeWith(context, { keyString }), { next: 'vault' })
  assert.deepEqual(await signIn(context, ALICE), { next: 'vault' }, 'the new own copy is good')
})

test('an own copy of another account is damaged, not used', async () => {
  const server = new FakeServer()
  const { context, keystore } = await enrolled(server)
  const bob = await enrolled(server, BOB)
  const foreign = await bob.keystore.readOwn(bob.context.session.known.accountId)
  assert.ok(foreign)
  await keystore.writeOwn(context.session.known.accountId, foreign)
  assert.equal((await signIn(context, ALICE)).reason?.code, 'own-copy-damaged')
})

test('an own copy that opens to nothing under the right release share is damaged', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const [copy] = server.copiesOf(ALICE.email, 'browser')
  Object.assign(copy ?? {}, { share: Buffer.alloc(32, 7).toString('base64url') })
  assert.equal((await signIn(context, ALICE)).reason?.code, 'own-copy-damaged')
})

test('a stale own copy leads to authorizing: unknown row token, cancelled, unknown, another generation', async () => {
  const server = new FakeServer()
  const { context, keystore, keyString } = await enrolled(server)
  const { accountId } = context.session.known
  const own = await keystore.readOwn(accountId)
  assert.ok(own)
  await keystore.writeOwn(accountId, { ...own, rowToken: new Uint8Array(32) })
  assert.deepEqual(await signIn(context, ALICE), { next: 'authorize', reason: { code: 'own-copy-stale', detail: {} } })

  await keystore.writeOwn(accountId, own)
  const [copy] = server.copiesOf(ALICE.email, 'browser')
  server.cancel(copy?.id ?? '')
  const cancelled = await signIn(context, ALICE)
  assert.deepEqual(cancelled.reason, { code: 'own-copy-stale', detail: { at: '2026-05-03T09:00:00Z' } })

  server.copies.delete(copy?.id ?? '')
  assert.equal((await signIn(context, ALICE)).reason?.code, 'own-copy-stale')

  Object.assign(server.account(ALICE.email), { generation: 2, replacedAt: '2026-06-01T00:00:00Z' })
  assert.deepEqual((await signIn(context, ALICE)).reason, {
    code: 'own-copy-stale',
    detail: { at: '2026-06-01T00:00:00Z', replaced: true },
  })
  server.account(ALICE.email).generation = 0
  const older = await signIn(context, ALICE)
  assert.deepEqual(
    older.reason,
    { code: 'own-copy-stale', detail: {} },
    'of a later key, nobody says that it was replaced',
  )

  server.account(ALICE.email).generation = 1
  await signIn(context, ALICE)
  assert.deepEqual(await authorizeWith(context, { keyString }), { next: 'vault' })
})

test('a browser revoked elsewhere finds its row token unknown when it signs in before it heard of it', async () => {
  const server = new FakeServer()
  const first = await enrolled(server)
  const second = await entering(server)
  await authorizeWith(second.context, { keyString: first.keyString })
  await signOut(second.context)
  const row = [...server.browsers.values()].find(({ name }) => name === 'Chrome on Android')
  await revokeBrowser(first.context, { id: row?.id ?? '' })
  second.jar.session.ended = null // another session than the one that was told
  const outcome = await signIn(second.context, ALICE)
  assert.equal(outcome.next, 'authorize')
  assert.equal(outcome.reason?.code, 'own-copy-stale')
})

for (const [name, changes] of /** @type {[string, object][]} */ ([
  ['account', { account_id: 'A'.repeat(22) }],
  ['address', { email: BOB.email }],
  ['generation', { generation: 2 }],
])) {
  test(`another ${name} in the account than the keys are bound to is refused, and nothing opens`, async () => {
    const server = new FakeServer()
    const { context } = await enrolled(server)
    server.rewrite = (route, answer) =>
      route === 'GET /api/account' ? { ...answer, body: { ...Object(answer.body), ...changes } } : answer
    await refusedWith(signIn(context, ALICE), 'vault-mismatch')
    assert.equal(context.session.isOpen, false)
  })
}

test('a forged or foreign keyset opens nothing', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  await enrolled(server, BOB)
  for (const keyset of [server.account(BOB.email).keyset, Buffer.alloc(97, 1).toString('base64url'), '']) {
    server.rewrite = (route, answer) =>
      route === 'GET /api/account' ? { ...answer, body: { ...Object(answer.body), keyset } } : answer
    await refusedWith(signIn(context, ALICE), 'vault-mismatch')
    assert.equal(context.session.isOpen, false)
  }
})

test('a challenge of another account, or a foreign carrier record, gets no answer', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  await enrolled(server, BOB)
  for (const [changes, code] of /** @type {const} */ ([
    [{ account_id: server.account(BOB.email).id }, 'vault-mismatch'],
    [{ carrier_record: server.account(BOB.email).carrierRecord }, 'cannot-open'],
    [{ carrier_record: null }, 'cannot-open'],
  ])) {
    server.rewrite = (route, answer) =>
      route === 'POST /api/challenge' ? { ...answer, body: { ...Object(answer.body), ...changes } } : answer
    server.log.length = 0
    await refusedWith(signIn(context, ALICE), code)
    assert.equal(server.log.at(-1), 'POST /api/challenge')
  }
})
