import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { makeCopy } from '../../../static/js/account/admission.js'
import { cancelCopy } from '../../../static/js/account/copies.js'
import { issueCopy, kit, mailCopy, words } from '../../../static/js/account/delivery.js'
import { drill } from '../../../static/js/account/drill.js'
import { declineDrills, proveCopy, receipts } from '../../../static/js/account/receipt.js'
import { unlock } from '../../../static/js/account/unlock.js'
import { assemble, parse } from '../../../static/js/crypto/accountkey.js'
import { toBase64 } from '../../../static/js/crypto/bytes.js'
import { ALICE, BOB, FakeServer, authorizedBrowser, enrolled, refusedWith } from './cast.js'
import { DATE } from './stored.js'

const { password } = ALICE

/** @param {string} text */
const idOf = async (text) => toBase64(((await parse(text)) ?? assert.fail()).copyId)

/** A key string of the same copy under a right checksum, with other sealed bytes. @param {string} text */
async function altered(text) {
  const { header, sealed } = (await parse(text)) ?? assert.fail()
  const other = sealed.slice()
  other[60] ^= 1
  return assemble(header, other)
}

/** @param {FakeServer} server */
const receiptsSent = (server) => server.log.filter((route) => route === 'POST /api/receipt').length

test('nothing is proved at first, and a proved picture is noted by its id', async () => {
  const server = new FakeServer()
  const { context, keyString } = await enrolled(server)
  assert.deepEqual(await receipts(context), { provedAt: null, declined: false })
  const { provedAt, copy } = await proveCopy(context, { keyString })
  assert.deepEqual([provedAt, copy?.kind, copy?.id], [DATE, 'picture', await idOf(keyString)])
  assert.deepEqual(await receipts(context), { provedAt: DATE, declined: false })
  assert.deepEqual(JSON.parse(/** @type {string} */ (server.sent.at(-2))), { copy_id: copy?.id })
})

test('the mailed copy is proved with what was in the message', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  await mailCopy(context)
  const mailed = server.copiesOf(ALICE.email, 'email')[0]?.keyString ?? assert.fail()
  assert.equal((await proveCopy(context, { keyString: mailed })).copy?.kind, 'email')
})

test('a copy that was altered since it was sealed here is refused although its checksum holds', async () => {
  const server = new FakeServer()
  const { context, keyString } = await enrolled(server)
  await refusedWith(proveCopy(context, { keyString: await altered(keyString) }), 'copy-altered')
  assert.equal(receiptsSent(server), 0)
})

test('a copy from before the last unlock is proved by whose it is and that it stands', async () => {
  const server = new FakeServer()
  const { context, keyString } = await enrolled(server)
  context.session.lock()
  await unlock(context, { password })
  assert.equal((await proveCopy(context, { keyString })).provedAt, DATE)
})

test('the words are proved against the key that is open, and name no copy', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const right = await words(context)
  assert.deepEqual(await proveCopy(context, { words: right.toUpperCase() }), { provedAt: DATE, copy: null })
  assert.deepEqual(JSON.parse(/** @type {string} */ (server.sent.at(-1))), { copy_id: null })
  const bob = await enrolled(server, BOB)
  await refusedWith(proveCopy(context, { words: await words(bob.context) }), 'words-refused')
  await refusedWith(proveCopy(context, { words: right.replace(/^\S+/, 'zoo') }), 'words-refused')
  assert.equal(receiptsSent(server), 1)
})

test('what proves nothing is refused with its cause, and nothing is noted', async () => {
  const server = new FakeServer()
  const { context, keyString } = await enrolled(server)
  const bob = await enrolled(server, BOB)
  const own = await context.keystore.readOwn(context.session.known.accountId)
  await refusedWith(proveCopy(context, { keyString: 'https://example.org' }), 'not-a-key')
  await refusedWith(proveCopy(context, { keyString: keyString.slice(0, -1) }), 'damaged')
  assert.equal(
    (await refusedWith(proveCopy(context, { keyString: bob.keyString }), 'wrong-account')).email,
    ALICE.email,
  )
  await refusedWith(proveCopy(context, { keyString: own?.keyString ?? '' }), 'copy-is-browser')
  await cancelCopy(context, { id: await idOf(keyString) })
  assert.deepEqual(await refusedWith(proveCopy(context, { keyString }), 'copy-cancelled'), { at: DATE })
  server.copies.delete(await idOf(keyString))
  await refusedWith(proveCopy(context, { keyString }), 'copy-unknown')
  assert.equal(receiptsSent(server), 0)
})

test('a key of before a replacement says when it was replaced; one of later, that the server went back', async () => {
  const server = new FakeServer()
  const { context, keyString } = await enrolled(server)
  server.account(ALICE.email).replacedAt = DATE
  context.session.opened.generation = 2
  assert.deepEqual(await refusedWith(proveCopy(context, { keyString }), 'key-replaced'), { at: DATE })
  context.session.opened.generation = 0
  await refusedWith(proveCopy(context, { keyString }), 'key-unfinished')
})

test('a kit is recorded once for each time that the vault is opened, by its QR and its words', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const first = await kit(context)
  assert.equal(first.words.split(' ').length, 24)
  assert.equal(await words(context), first.words)
  assert.equal((await kit(context)).keyString, first.keyString)
  assert.equal(server.copiesOf(ALICE.email, 'kit').length, 1)
  assert.equal((await proveCopy(context, { keyString: first.keyString })).copy?.kind, 'kit')
  context.session.lock()
  await unlock(context, { password })
  assert.notEqual((await kit(context)).keyString, first.keyString)
  assert.equal(server.copiesOf(ALICE.email, 'kit').length, 2)
})

test('nothing is proved or tried while the vault is locked', async () => {
  const { context, keyString } = await enrolled(new FakeServer())
  context.session.lock()
  await refusedWith(proveCopy(context, { keyString }), 'locked')
  await refusedWith(drill(context, { password, keyString }), 'locked')
  await refusedWith(issueCopy(context, { kind: 'kit' }), 'locked')
})

test('a drill with both secrets is noted as a proof', async () => {
  const server = new FakeServer()
  const { context, keyString } = await enrolled(server)
  const done = await drill(context, { password, keyString })
  assert.deepEqual([done.password, done.copy, done.receipt?.copy?.kind], [null, null, 'picture'])
  assert.equal((await drill(context, { password, words: await words(context) })).receipt?.provedAt, DATE)
  assert.ok(server.log.includes('POST /api/unlock'))
  assert.equal(context.session.isOpen, true)
})

test('a drill says which half failed, and notes nothing', async () => {
  const server = new FakeServer()
  const { context, keyString } = await enrolled(server)
  const bob = await enrolled(server, BOB)
  const wrong = 'not the password at all'
  const first = await drill(context, { password: wrong, keyString })
  assert.deepEqual([first.password?.code, first.copy, first.receipt], ['wrong-password', null, null])
  const second = await drill(context, { password, keyString: bob.keyString })
  assert.deepEqual([second.password, second.copy?.code, second.receipt], [null, 'wrong-account', null])
  const third = await drill(context, { password: wrong, words: await words(bob.context) })
  assert.deepEqual([third.password?.code, third.copy?.code], ['wrong-password', 'words-refused'])
  const { keyString: unfinished } = await makeCopy(
    { accountId: context.session.known.accountId, generation: 2 },
    context.session.opened,
  )
  const fourth = await drill(context, { password: wrong, keyString: unfinished })
  assert.deepEqual([fourth.password?.code, fourth.copy?.code], ['wrong-password', 'key-unfinished'])
  assert.equal(receiptsSent(server), 0)
  assert.equal(context.session.isOpen, true, 'a failed drill closes nothing')
})

test('a drill in a browser whose own copy no longer opens says so', async () => {
  const server = new FakeServer()
  const { context, keyString } = await enrolled(server)
  const { accountId } = context.session.known
  const own = (await context.keystore.readOwn(accountId)) ?? assert.fail()
  await context.keystore.writeOwn(accountId, { ...own, keyString: await altered(own.keyString) })
  await refusedWith(drill(context, { password, keyString }), 'own-copy-damaged')
  assert.equal(receiptsSent(server), 0)
})

test('drills are declined in every browser, until they are wanted again', async () => {
  const server = new FakeServer()
  const { context, keyString } = await enrolled(server)
  const elsewhere = await authorizedBrowser(server, keyString)
  await declineDrills(context, { declined: true })
  assert.equal((await receipts(elsewhere.context)).declined, true)
  await declineDrills(elsewhere.context, { declined: false })
  assert.equal((await receipts(context)).declined, false)
})
