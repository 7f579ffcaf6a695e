import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { confirmCode, resendCode, signUp } from '../../../static/js/account/enroll.js'
import { signIn } from '../../../static/js/account/signin.js'
import { state } from '../../../static/js/account/standing.js'
import { fromBase64 } from '../../../static/js/crypto/bytes.js'
import { ALICE, CODE, FakeServer, openBrowser, refusedWith } from './cast.js'

test('a sign-up sends neither password nor any key, and its server can verify nothing but a signature', async () => {
  const server = new FakeServer()
  const { context } = openBrowser(server)
  await signUp(context, { ...ALICE, mailKey: false })
  const sent = server.sent.join('\n')
  assert.ok(!sent.includes(ALICE.password))
  const hash = Buffer.from(context.session.entry.passwordHash)
  for (const form of ['base64url', 'base64', 'hex'])
    assert.ok(!sent.includes(hash.toString(/** @type {BufferEncoding} */ (form))))
  assert.deepEqual(Object.keys(JSON.parse(server.sent.at(-1) ?? '')).sort(), [
    'account_id',
    'carrier_record',
    'copy_id',
    'email',
    'head',
    'keyset',
    'password',
    'proof_key',
    'salt',
    'share',
    'suite',
  ])
  assert.match(JSON.parse(server.sent.at(-1) ?? '').password, /^[A-Za-z0-9_-]{43}$/)
})

test('the creating browser becomes the first authorized one by a signed act, and pins the head that it made', async () => {
  const server = new FakeServer()
  const { context, keystore } = openBrowser(server)
  await signUp(context, { ...ALICE, email: 'Alice@Example.ORG', mailKey: false })
  assert.deepEqual(await confirmCode(context, { code: ` ${CODE} ` }), { next: 'welcome' })
  const account = server.account(ALICE.email)
  const accountId = fromBase64(account.id)
  const pin = await keystore.readPin(accountId)
  assert.equal(pin?.version, 1)
  assert.deepEqual(Buffer.from(pin?.head ?? []), createHash('sha256').update(fromBase64(account.head)).digest())
  const own = await keystore.readOwn(accountId)
  assert.equal(own?.pending, undefined)
  assert.deepEqual(await state(context), {
    state: 'unlocked',
    email: ALICE.email,
    ends: (await state(context)).ends,
    keyTaken: false,
  })
  assert.ok(server.log.includes('POST /api/authorize'))
  assert.equal(server.copiesOf(ALICE.email, 'browser').length, 1, 'the copy of the sign-up is the browser’s own')
})

test('the key is mailed only after the address is confirmed, and only if wished', async () => {
  const server = new FakeServer()
  const { context, keystore } = openBrowser(server)
  await signUp(context, { ...ALICE, mailKey: true })
  assert.equal(server.copiesOf(ALICE.email, 'email').length, 0)
  assert.deepEqual(await confirmCode(context, { code: CODE }), { next: 'welcome' })
  assert.match(server.copiesOf(ALICE.email, 'email')[0]?.keyString ?? '', /^TSRK1:[A-Z2-7]{228}$/)
  assert.equal((await keystore.readOwn(context.session.known.accountId))?.mailKey, undefined)
})

test('a key that could not be mailed is said so, and mailed at the next sign-in', async () => {
  const server = new FakeServer()
  const { context } = openBrowser(server)
  await signUp(context, { ...ALICE, mailKey: true })
  server.broken.add('/api/key-copies/mail')
  const outcome = await confirmCode(context, { code: CODE })
  assert.deepEqual(outcome, { next: 'welcome', reason: { code: 'unreachable', detail: {} } })
  server.broken.clear()
  assert.deepEqual(await signIn(context, ALICE), { next: 'welcome' })
  assert.equal(server.copiesOf(ALICE.email, 'email').length, 1)
})

test('a page closed before the code is confirmed: the next sign-in finishes with the browser’s own copy', async () => {
  const server = new FakeServer()
  const { context, reload, keystore } = openBrowser(server)
  await signUp(context, { ...ALICE, mailKey: true })
  reload()
  assert.deepEqual(await confirmCode(context, { code: CODE }), { next: 'signin' })
  assert.deepEqual(await signIn(context, ALICE), { next: 'welcome' })
  assert.equal((await keystore.readOwn(context.session.known.accountId))?.pending, undefined)
  assert.equal(server.copiesOf(ALICE.email, 'email').length, 1)
})

test('a confirmation that broke off after the code goes on when tried again', async () => {
  const server = new FakeServer()
  const { context } = openBrowser(server)
  await signUp(context, { ...ALICE, mailKey: false })
  server.broken.add('/api/challenge')
  await refusedWith(confirmCode(context, { code: CODE }), 'unreachable')
  server.broken.clear()
  assert.deepEqual(await confirmCode(context, { code: CODE }), { next: 'welcome' })
})

test('wrong and expired codes are told apart', async () => {
  const server = new FakeServer()
  const { context, jar } = openBrowser(server)
  await signUp(context, { ...ALICE, mailKey: false })
  assert.deepEqual(await refusedWith(confirmCode(context, { code: '000000' }), 'wrong-code'), {})
  await resendCode(context)
  jar.session.pending = null
  assert.deepEqual(await refusedWith(confirmCode(context, { code: CODE }), 'wrong-code'), { expired: true })
  assert.deepEqual(await refusedWith(resendCode(context), 'wrong-code'), { expired: true })
})

test('a server that confirms another account than the one that was made is refused, and gets no proof', async () => {
  const server = new FakeServer()
  const { context } = openBrowser(server)
  await signUp(context, { ...ALICE, mailKey: false })
  server.rewrite = (route, answer) =>
    route === 'GET /api/session' ? { ...answer, body: { ...Object(answer.body), account_id: 'A'.repeat(22) } } : answer
  await refusedWith(confirmCode(context, { code: CODE }), 'vault-mismatch')
  assert.ok(!server.log.includes('POST /api/authorize'))
})

test('what cannot be an account sends nothing', async () => {
  const server = new FakeServer()
  const { context } = openBrowser(server)
  await refusedWith(signUp(context, { ...ALICE, email: 'alice', mailKey: false }), 'bad-email')
  await refusedWith(signUp(context, { ...ALICE, password: 'eleven char', mailKey: false }), 'weak-password')
  assert.deepEqual(server.log, [])
})

test('a refused sign-up leaves no key copy and no keys behind', async () => {
  const server = new FakeServer()
  const { context, keystore } = openBrowser(server)
  server.rewrite = () => ({ status: 429, body: { error: { code: 'slow-down', detail: { retry_after: 7 } } } })
  const writes = context.keystore.writeOwn.bind(keystore)
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const ids = []
  keystore.writeOwn = async (accountId, record) => (ids.push(accountId), writes(accountId, record))
  assert.deepEqual(await refusedWith(signUp(context, { ...ALICE, mailKey: false }), 'slow-down'), { retry_after: 7 })
  assert.equal(context.session.isEntering, false)
  assert.equal(ids.length, 1)
  assert.equal(await keystore.readOwn(/** @type {Uint8Array<ArrayBuffer>} */ (ids[0])), null)
})
