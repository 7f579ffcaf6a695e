import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { authorizeWith } from '../../../static/js/account/authorize.js'
import { changePassword } from '../../../static/js/account/changepassword.js'
import { cancelCopy, keyCopies } from '../../../static/js/account/copies.js'
import { issueCopy } from '../../../static/js/account/delivery.js'
import { signIn } from '../../../static/js/account/signin.js'
import { state } from '../../../static/js/account/standing.js'
import { unlock } from '../../../static/js/account/unlock.js'
import { openKeyset } from '../../../static/js/crypto/envelope.js'
import { deriveUnlockKey, passwordHash } from '../../../static/js/crypto/kdf.js'
import { ALICE, FakeServer, authorizedBrowser, enrolled, entering, quickArgon2id, refusedWith } from './cast.js'
import { newSession } from './stored.js'

/** @typedef {Awaited<ReturnType<typeof enrolled>>} Enrolled */

const NEXT = 'a quite different password'
const CHANGE = { password: ALICE.password, next: NEXT, cancel: [] }
const AFTER = { email: ALICE.email, password: NEXT }

/** The vault key, opened with what the open session holds. @param {Enrolled['context']} context @param {string} password */
async function vaultKey({ session }, password) {
  const { salt, keyset, accountKey, generation } = session.opened
  const { email, accountId } = session.known
  const hash = await passwordHash({ email, password, suite: 1, salt }, quickArgon2id)
  return openKeyset(await deriveUnlockKey(hash, accountKey, accountId), { accountId, generation }, keyset)
}

test('the open session goes on under the new password, with the same vault key', async () => {
  const server = new FakeServer()
  const { context, events, announced } = await enrolled(server)
  const before = await vaultKey(context, ALICE.password)
  await changePassword(context, CHANGE)
  assert.deepEqual(await vaultKey(context, NEXT), before)
  const { keyString } = await issueCopy(context, { kind: 'file' })
  const { copies } = await keyCopies(context)
  await cancelCopy(context, { id: copies[0]?.id ?? '' }) // a signed act, by the new proof key
  assert.ok(keyString)
  assert.deepEqual(events, [])
  assert.deepEqual(announced, [ALICE.email])
})

test('this browser unlocks and signs in with the new password, and not with the old one', async () => {
  const server = new FakeServer()
  const { context, reload } = await enrolled(server)
  await changePassword(context, CHANGE)
  context.session.lock()
  await refusedWith(unlock(context, { password: ALICE.password }), 'wrong-password')
  assert.deepEqual(await unlock(context, { password: NEXT }), { next: 'vault' })
  reload()
  await refusedWith(signIn(context, ALICE), 'wrong-password')
  assert.deepEqual(await signIn(context, AFTER), { next: 'vault' })
})

test('another browser is told, keeps what it has, and goes on by itself with the new password', async () => {
  const server = new FakeServer()
  const first = await enrolled(server)
  const second = await authorizedBrowser(server, first.keyString)
  const own = await second.keystore.readOwn(second.context.session.known.accountId)
  await changePassword(first.context, CHANGE)
  assert.equal((await refusedWith(keyCopies(second.context), 'session-ended'))['why'], 'password')
  assert.deepEqual(await signIn(second.context, AFTER), { next: 'vault' })
  assert.deepEqual(await second.keystore.readOwn(second.context.session.known.accountId), own)
})

test('an earlier key copy authorizes a browser with the new password', async () => {
  const server = new FakeServer()
  const { context, keyString } = await enrolled(server)
  await changePassword(context, CHANGE)
  const third = await entering(server, AFTER)
  assert.deepEqual(await authorizeWith(third.context, { keyString }), { next: 'vault' })
})

test('copies are cancelled in the same act, whatever their order', async () => {
  const server = new FakeServer()
  const { context, keyString } = await enrolled(server)
  for (const kind of /** @type {const} */ (['file', 'picture', 'kit'])) await issueCopy(context, { kind })
  const ids = (await keyCopies(context)).copies.filter(({ kind }) => kind !== 'browser').map(({ id }) => id)
  await changePassword(context, { ...CHANGE, cancel: ids })
  assert.deepEqual(
    ids.map((id) => server.copies.get(id)?.share),
    [null, null, null, null],
  )
  const third = await entering(server, AFTER)
  await refusedWith(authorizeWith(third.context, { keyString }), 'copy-cancelled')
})

test('a wrong password is told here, before anything is sent', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  server.log.length = 0
  await refusedWith(changePassword(context, { ...CHANGE, password: 'incorrect horse battery' }), 'wrong-password')
  await refusedWith(changePassword(context, { ...CHANGE, next: 'too short' }), 'weak-password')
  assert.deepEqual(server.log, [])
  assert.ok(context.session.isOpen)
})

test('neither password is ever sent', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  await changePassword(context, CHANGE)
  for (const body of server.sent) for (const password of [ALICE.password, NEXT]) assert.ok(!body.includes(password))
})

test('a lock under way sends nothing: it would be zeros that were sealed', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const real = context.argon2id
  let hashes = 0
  context.argon2id = async (input) => {
    if (++hashes === 2) context.session.lock()
    return real(input)
  }
  server.log.length = 0
  await refusedWith(changePassword(context, CHANGE), 'locked')
  assert.deepEqual(server.log, [])
})

test('an answer that was lost is asked for: made, it counts', async () => {
  const server = new FakeServer()
  const { context, events } = await enrolled(server)
  server.rewrite = loseOnce('POST /api/password')
  await changePassword(context, CHANGE)
  assert.ok(await vaultKey(context, NEXT))
  assert.deepEqual(events, [])
})

test('when nobody can say what came of it, the vault locks and says so', async () => {
  const server = new FakeServer()
  const { context, events } = await enrolled(server)
  server.rewrite = (route, answer) => {
    if (route === 'POST /api/password') server.broken.add('/api/account')
    return loseOnce('POST /api/password')(route, answer)
  }
  await refusedWith(changePassword(context, CHANGE), 'change-unclear')
  assert.deepEqual(events, [{ event: 'locked', detail: { reason: 'asked' } }])
  server.broken.clear()
  assert.deepEqual(await unlock(context, { password: NEXT }), { next: 'vault' })
})

/** The server does what it was asked, and its answer is lost, once. @param {string} lost */
function loseOnce(lost) {
  let done = false
  return (/** @type {string} */ route, /** @type {import('./stored.js').Answer} */ answer) => {
    if (route !== lost || done) return answer
    done = true
    throw new TypeError('Failed to fetch')
  }
}

/** Every request of a change, and what the browser dies of there. */
const ENDS = /** @type {const} */ ([
  ['before the challenge', '/api/challenge', 'before', ALICE.password],
  ['after the challenge', 'POST /api/challenge', 'after', ALICE.password],
  ['before the change arrives', '/api/password', 'before', ALICE.password],
  ['after the change was made, its cookie taken', 'POST /api/password', 'after', NEXT],
  ['after the change was made, its cookie lost', 'POST /api/password', 'after, no cookie', NEXT],
])
for (const [when, place, how, password] of ENDS) {
  test(`a browser killed ${when} goes on with the one password that holds, and so does every copy`, async () => {
    const server = new FakeServer()
    const { context, keystore, jar, reload, keyString } = await enrolled(server)
    const { accountId } = context.session.known
    const [own, vk] = [await keystore.readOwn(accountId), await vaultKey(context, ALICE.password)]
    let dead = false
    if (how === 'before') server.broken.add(place)
    server.rewrite = (route, answer) => {
      if (!dead && (how === 'before' || route !== place)) return answer
      if (how === 'after, no cookie')
        jar.session = { ...newSession(), ended: { account: server.account(ALICE.email).id, why: 'password' } }
      dead = true // and nothing that the worker asks after that is answered either
      throw new TypeError('Failed to fetch')
    }
    await assert.rejects(changePassword(context, CHANGE))
    Object.assign(server, { rewrite: (/** @type {string} */ _, /** @type {any} */ answer) => answer })
    server.broken.clear()
    reload()
    assert.deepEqual(await keystore.readOwn(accountId), own)
    const stands = await state(context)
    const told = how === 'after, no cookie' ? 'ended' : 'locked'
    assert.equal(stands.state, told)
    const other = password === NEXT ? ALICE.password : NEXT
    await refusedWith(signIn(context, { email: ALICE.email, password: other }), 'wrong-password')
    assert.deepEqual(await signIn(context, { email: ALICE.email, password }), { next: 'vault' })
    assert.deepEqual(await vaultKey(context, password), vk)
    const third = await entering(server, { email: ALICE.email, password })
    assert.deepEqual(await authorizeWith(third.context, { keyString }), { next: 'vault' })
  })
}
