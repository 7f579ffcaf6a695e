import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { authorizeWith } from '../../../static/js/account/authorize.js'
import {
  askForEmail,
  confirmEmail,
  pendingEmail,
  resendEmailCode,
  withdrawEmail,
} from '../../../static/js/account/changeemail.js'
import { changePassword } from '../../../static/js/account/changepassword.js'
import { keyCopies } from '../../../static/js/account/copies.js'
import { deleteAccount } from '../../../static/js/account/deleteaccount.js'
import { issueCopy } from '../../../static/js/account/delivery.js'
import { signIn } from '../../../static/js/account/signin.js'
import { state } from '../../../static/js/account/standing.js'
import { unlock } from '../../../static/js/account/unlock.js'
import { CHANGE_CODE } from './changes.js'
import { ALICE, FakeServer, authorizedBrowser, enrolled, entering, refusedWith } from './cast.js'

const NEW = 'alice@new.example'
const ASKED = { password: ALICE.password, email: NEW }
const AFTER = { email: NEW, password: ALICE.password }
const SNAPSHOT = { generation: 1, version: 1, sealed: new Uint8Array(80) }

/** Alice has asked for another address. */
async function asked() {
  const server = new FakeServer()
  const first = await enrolled(server)
  await askForEmail(first.context, ASKED)
  return { server, ...first, accountId: first.context.session.known.accountId }
}

test('nothing changes before the code is typed', async () => {
  const { context } = await asked()
  assert.deepEqual(await pendingEmail(context), { email: NEW })
  await refusedWith(confirmEmail(context, { code: '000000' }), 'wrong-code')
  await issueCopy(context, { kind: 'file' })
  context.session.lock()
  assert.deepEqual(await unlock(context, { password: ALICE.password }), { next: 'vault' })
})

test('confirmed, every browser signs in with the new address once, and is unlocked with it from then on', async () => {
  const { server, context, events, keyString, keystore, accountId } = await asked()
  const second = await authorizedBrowser(server, keyString)
  await confirmEmail(context, { code: ` ${CHANGE_CODE} ` })
  assert.equal(context.session.isOpen, false)
  assert.deepEqual(
    events.map(({ detail }) => Object(detail).detail.why),
    ['email'],
  )
  assert.equal((await refusedWith(keyCopies(second.context), 'session-ended'))['why'], 'email')
  for (const browser of [{ context, keystore }, second]) {
    assert.equal((await browser.keystore.readOwn(accountId))?.email, ALICE.email)
    await refusedWith(signIn(browser.context, ALICE), 'wrong-password')
    assert.deepEqual(await signIn(browser.context, AFTER), { next: 'vault' })
    assert.equal((await browser.keystore.readOwn(accountId))?.email, NEW)
    browser.context.session.lock()
    assert.deepEqual(await unlock(browser.context, { password: ALICE.password }), { next: 'vault' })
  }
})

test('an earlier key copy authorizes a browser under the new address', async () => {
  const { server, context, keyString } = await asked()
  await confirmEmail(context, { code: CHANGE_CODE })
  const third = await entering(server, AFTER)
  assert.deepEqual(await authorizeWith(third.context, { keyString }), { next: 'vault' })
})

test('it is asked for with the password, and of an address that is another one', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  server.log.length = 0
  await refusedWith(askForEmail(context, { ...ASKED, password: 'incorrect horse battery' }), 'wrong-password')
  await refusedWith(askForEmail(context, { ...ASKED, email: 'nobody' }), 'bad-email')
  await refusedWith(askForEmail(context, { ...ASKED, email: ' Alice@Example.org' }), 'bad-email')
  assert.deepEqual(server.log, [])
})

test('it can be sent again, withdrawn, and is void once the password changes', async () => {
  const { context } = await asked()
  await resendEmailCode(context)
  await withdrawEmail(context)
  assert.deepEqual(await pendingEmail(context), { email: null })
  await refusedWith(resendEmailCode(context), 'not-found')
  await askForEmail(context, ASKED)
  await changePassword(context, { password: ALICE.password, next: 'a quite different password', cancel: [] })
  await refusedWith(confirmEmail(context, { code: CHANGE_CODE }), 'wrong-code')
})

for (const [when, place, made] of /** @type {const} */ ([
  ['before the code arrives', '/api/email-change/confirm', false],
  ['after the change was made', 'POST /api/email-change/confirm', true],
])) {
  test(`a browser killed ${when} goes on with the one address that holds`, async () => {
    const { server, context, keystore, accountId, reload } = await asked()
    const own = await keystore.readOwn(accountId)
    breakAt(server, place, made)
    await assert.rejects(confirmEmail(context, { code: CHANGE_CODE }))
    mend(server)
    reload()
    assert.deepEqual(await keystore.readOwn(accountId), own)
    assert.equal((await state(context)).state, made ? 'ended' : 'locked')
    if (!made) assert.deepEqual(await unlock(context, { password: ALICE.password }), { next: 'vault' })
    await refusedWith(signIn(context, made ? ALICE : AFTER), 'wrong-password')
    assert.deepEqual(await signIn(context, made ? AFTER : ALICE), { next: 'vault' })
  })
}

test('an answer to the code that was lost is found out by the next question', async () => {
  const { server, context, events } = await asked()
  server.rewrite = (route, answer) => {
    if (route === 'POST /api/email-change/confirm') throw new TypeError('Failed to fetch')
    return answer
  }
  assert.equal((await refusedWith(confirmEmail(context, { code: CHANGE_CODE }), 'session-ended'))['why'], 'email')
  assert.equal(events.length, 1)
})

test('a deleted account leaves no key copy and no items in any browser, and its pin in each', async () => {
  const server = new FakeServer()
  const first = await enrolled(server)
  const second = await authorizedBrowser(server, first.keyString)
  const { accountId } = first.context.session.known
  for (const { keystore } of [first, second]) await keystore.writeSnapshot(accountId, SNAPSHOT)
  await second.keystore.advancePin(accountId, { generation: 1, version: 1, head: new Uint8Array(32) })
  await refusedWith(deleteAccount(first.context, { password: 'incorrect horse battery' }), 'wrong-password')
  await deleteAccount(first.context, { password: ALICE.password })
  assert.equal((await refusedWith(keyCopies(second.context), 'session-ended'))['why'], 'deleted')
  for (const { keystore, context, events } of [first, second]) {
    assert.equal(context.session.isOpen, false)
    assert.equal(await keystore.readOwn(accountId), null)
    assert.equal(await keystore.readSnapshot(accountId), null)
    assert.ok(await keystore.readPin(accountId))
    assert.equal(Object(events[0]?.detail).detail.why, 'deleted')
  }
  assert.equal(server.accounts.size, 0)
})

for (const made of [false, true]) {
  test(`a browser killed ${made ? 'after' : 'before'} the deletion finds out where it stands`, async () => {
    const server = new FakeServer()
    const { context, keystore, reload } = await enrolled(server)
    const { accountId } = context.session.known
    breakAt(server, made ? 'POST /api/account/delete' : '/api/account/delete', made)
    await assert.rejects(deleteAccount(context, { password: ALICE.password }))
    mend(server)
    reload()
    assert.equal((await state(context)).state, made ? 'ended' : 'locked')
    assert.equal((await keystore.readOwn(accountId)) === null, made)
  })
}

/** The line breaks at a place, before the server hears of it or after, for good. @param {FakeServer} server @param {string} place @param {boolean} after */
function breakAt(server, place, after) {
  let dead = false
  if (!after) server.broken.add(place)
  server.rewrite = (route, answer) => {
    if (!dead && route !== place) return answer
    dead = true
    throw new TypeError('Failed to fetch')
  }
}

/** @param {FakeServer} server */
function mend(server) {
  server.broken.clear()
  server.rewrite = (_route, answer) => answer
}
