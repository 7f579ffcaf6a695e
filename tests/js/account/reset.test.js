/**
 * Resets and the recovery key, from browser to server and back.
 */
import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { confirmCode, signUp } from '../../../static/js/account/enroll.js'
import { recover } from '../../../static/js/account/recover.js'
import { removeRecovery, setRecovery } from '../../../static/js/account/recovery.js'
import { askReset, beginReset, cancelReset, readReset, wayBack } from '../../../static/js/account/reset.js'
import { signIn } from '../../../static/js/account/signin.js'
import { fromBase64 } from '../../../static/js/crypto/bytes.js'
import { write as writeShares } from '../../../static/js/crypto/recoveryshares.js'
import { make, write } from '../../../static/js/crypto/recoverykey.js'
import { ALICE, CODE, FakeServer, enrolled, openBrowser, refusedWith } from './cast.js'
import { makeReady } from './resets.js'

const NEW_PASSWORD = 'a new pair of secrets'

/**
 * Alice has lost everything but her recovery key and her mailbox.
 * @param {{split?: boolean}} [options]
 */
async function lockedOut({ split = false } = {}) {
  const server = new FakeServer()
  const home = await enrolled(server)
  const { texts } = await setRecovery(home.context, { password: ALICE.password, split })
  const elsewhere = openBrowser(server, { name: 'Chrome on Android' })
  await askReset(elsewhere.context, { email: ALICE.email, kind: 'recover' })
  const account = server.account(ALICE.email)
  await beginReset(elsewhere.context, { token: String(account.reset?.token) })
  const back = { token: makeReady(account), texts, email: ALICE.email, password: NEW_PASSWORD }
  return { server, home, elsewhere, account, back }
}

test('a reset is shown in an authorized browser once it has begun, and cancelled there', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const stranger = openBrowser(server).context
  await askReset(stranger, { email: 'Alice@Example.org', kind: 'erase' })
  const token = String(server.account(ALICE.email).reset?.token)
  assert.equal((await readReset(stranger, { token })).stage, 'asked')
  assert.equal((await wayBack(context)).reset, null)
  assert.equal((await beginReset(stranger, { token })).stage, 'waiting')
  assert.equal((await wayBack(context)).reset?.kind, 'erase')
  await cancelReset(context)
  assert.equal((await wayBack(context)).reset, null)
  await refusedWith(readReset(stranger, { token }), 'reset-refused')
  await refusedWith(cancelReset(context), 'not-found')
})

test('a sign-up without a reset posts no token, one with it posts it', async () => {
  const server = new FakeServer()
  await signUp(openBrowser(server).context, { ...ALICE, mailKey: false })
  assert.ok(!('reset' in JSON.parse(String(server.sent.at(-1)))))
  const token = 'A'.repeat(43)
  await signUp(openBrowser(server).context, { ...ALICE, mailKey: false, reset: token })
  assert.equal(JSON.parse(String(server.sent.at(-1))).reset, token)
})

test('a link that is no longer good is told as such at sign-up', async () => {
  const server = new FakeServer()
  server.rewrite = (route, answer) =>
    route.endsWith('/signup') ? { status: 400, body: { errors: [{ code: 'reset_refused' }] } } : answer
  await refusedWith(
    signUp(openBrowser(server).context, { ...ALICE, mailKey: false, reset: 'A'.repeat(43) }),
    'reset-refused',
  )
})

test('setting up and removing take the password typed again', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  await refusedWith(setRecovery(context, { password: 'not her password', split: false }), 'wrong-password')
  assert.equal(server.account(ALICE.email).recovery, undefined)
  await setRecovery(context, { password: ALICE.password, split: false })
  assert.equal((await wayBack(context)).recovery?.usedAt, null)
  await refusedWith(removeRecovery(context, { password: 'not her password' }), 'wrong-password')
  await removeRecovery(context, { password: ALICE.password })
  assert.equal((await wayBack(context)).recovery, null)
})

test('the server gets neither the recovery key nor a share of it', async () => {
  for (const split of [false, true]) {
    const { server, elsewhere, back } = await lockedOut({ split })
    await recover(elsewhere.context, back)
    const sent = server.sent.join('\n')
    for (const text of back.texts) assert.ok(!sent.includes(text.slice(6)))
    assert.ok(!sent.includes(NEW_PASSWORD))
  }
})

test('the recovery key opens the vault in a new browser, under a new password and a new Account Key', async () => {
  const { server, home, elsewhere, back } = await lockedOut()
  const before = { ...server.account(ALICE.email) }
  assert.deepEqual(await recover(elsewhere.context, back), { next: 'welcome' })
  const { opened } = elsewhere.context.session
  assert.equal(opened.keyTaken, false)
  const after = server.account(ALICE.email)
  assert.equal(after.generation, before.generation)
  assert.notEqual(after.keyset, before.keyset)
  assert.notDeepEqual(opened.accountKey, home.context.session.opened.accountKey)
  assert.equal(server.browsersOf(after).length, 1)
  assert.ok((await wayBack(elsewhere.context)).recovery?.usedAt)
  const own = await elsewhere.keystore.readOwn(fromBase64(after.id))
  assert.equal(own?.pending, undefined, 'this browser is an authorized one like any other')
  await refusedWith(signIn(openBrowser(server).context, ALICE), 'wrong-password')
})

test('two of three shares are enough, in any order', async () => {
  for (const [one, other] of [
    [0, 1],
    [2, 1],
    [2, 0],
  ]) {
    const { elsewhere, back } = await lockedOut({ split: true })
    const texts = [String(back.texts[Number(one)]), String(back.texts[Number(other)]).toLowerCase(), ' ']
    assert.deepEqual(await recover(elsewhere.context, { ...back, texts }), { next: 'welcome' })
  }
})

test('what is typed wrongly is told before anything is asked or sent', async () => {
  const { server, elsewhere, back } = await lockedOut()
  const [key, shares] = [await write(make()), await writeShares(make())]
  const others = await writeShares(make())
  const asked = server.log.length
  /** @type {[string[], import('../../../static/js/errors.js').Code][]} */
  const cases = [
    [[''], 'recovery-unknown'],
    [['abandon ability able'], 'recovery-unknown'],
    [[key.slice(0, -1)], 'recovery-mistyped'],
    [[key.replace('1:', '3:')], 'newer-format'],
    [[String(shares[0])], 'share-missing'],
    [[String(shares[0]), String(shares[0])], 'share-twice'],
    [[String(shares[0]), String(others[1])], 'shares-differ'],
    [[key, String(shares[0])], 'recovery-unknown'],
  ]
  for (const [texts, code] of cases) await refusedWith(recover(elsewhere.context, { ...back, texts }), code)
  const second = [String(shares[0]), `${String(shares[1]).slice(0, -1)}`]
  const detail = await refusedWith(recover(elsewhere.context, { ...back, texts: second }), 'recovery-mistyped')
  assert.equal(detail['which'], 'the second share')
  await refusedWith(recover(elsewhere.context, { ...back, password: 'short' }), 'weak-password')
  assert.equal(server.log.length, asked)
})

test('another recovery key, another address and an unripe link are refused, and nothing is lost by trying', async () => {
  const { server, elsewhere, account, back } = await lockedOut()
  const kept = { ...account }
  const wrong = [await write(make())]
  await refusedWith(recover(elsewhere.context, { ...back, texts: wrong }), 'recovery-refused')
  await refusedWith(recover(elsewhere.context, { ...back, email: 'bob@example.org' }), 'recovery-refused')
  if (account.reset) account.reset.stage = 'waiting'
  await refusedWith(recover(elsewhere.context, back), 'reset-refused')
  assert.equal(server.account(ALICE.email).login, kept.login)
  assert.equal(await elsewhere.keystore.readOwn(fromBase64(account.id)), null)
  assert.ok(!server.log.includes('POST /api/recovery/use'))
})

test('a browser that still has its key copy keeps it when the server refuses', async () => {
  const { server, home, account, back } = await lockedOut()
  const before = await home.keystore.readOwn(fromBase64(account.id))
  server.rewrite = (route, answer) =>
    route === 'POST /api/recovery/use'
      ? { status: 409, body: { error: { code: 'reset-refused', detail: {} } } }
      : answer
  await refusedWith(recover(home.context, back), 'reset-refused')
  assert.deepEqual(await home.keystore.readOwn(fromBase64(account.id)), before)
})

test('a page that dies after the server has taken it is finished by signing in', async () => {
  const { server, elsewhere, back } = await lockedOut()
  server.broken.add('/api/salt')
  await refusedWith(recover(elsewhere.context, back), 'unreachable')
  server.broken.clear()
  elsewhere.reload()
  assert.deepEqual(await signIn(elsewhere.context, { email: ALICE.email, password: NEW_PASSWORD }), { next: 'welcome' })
})

test('an answer that never came is found out by signing in', async () => {
  const { server, elsewhere, back } = await lockedOut()
  server.rewrite = (route, answer) => (route === 'POST /api/recovery/use' ? { status: 502, body: {} } : answer)
  await refusedWith(recover(elsewhere.context, back), 'server-error')
  server.rewrite = (_route, answer) => answer
  elsewhere.reload()
  assert.deepEqual(await signIn(elsewhere.context, { email: ALICE.email, password: NEW_PASSWORD }), { next: 'welcome' })
})

test('the address begins anew beside the code that confirms it', async () => {
  const server = new FakeServer()
  const { context } = openBrowser(server)
  await signUp(context, { ...ALICE, mailKey: false, reset: 'A'.repeat(43) })
  assert.deepEqual(await confirmCode(context, { code: CODE }), { next: 'welcome' })
})
