import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { authorizeWith, authorizeWithWords } from '../../../static/js/account/authorize.js'
import { words } from '../../../static/js/account/delivery.js'
import { signIn } from '../../../static/js/account/signin.js'
import { state } from '../../../static/js/account/standing.js'
import { equal, fromBase64 } from '../../../static/js/crypto/bytes.js'
import { ends, parse } from '../../../static/js/crypto/accountkey.js'
import { ALICE, BOB, FakeServer, authorizedBrowser, enrolled, entering, openBrowser, refusedWith } from './cast.js'

test('a key string authorizes a second browser, which from then on needs no key', async () => {
  const server = new FakeServer()
  const { keyString, context: first } = await enrolled(server)
  const second = await entering(server)
  assert.equal((await state(second.context)).state, 'unauthorized')
  assert.equal((await state(second.context)).entering, true)
  assert.deepEqual(await authorizeWith(second.context, { keyString: keyString.toLowerCase() }), { next: 'vault' })
  assert.deepEqual(
    [...server.browsers.values()].map(({ name }) => name),
    ['Firefox on Linux', 'Chrome on Android'],
  )
  second.reload()
  assert.deepEqual(await signIn(second.context, ALICE), { next: 'vault' })
  assert.ok(equal(second.context.session.opened.accountKey, first.session.opened.accountKey))
})

test('the browser keeps a copy of its own, without its release share, not the one it was shown', async () => {
  const server = new FakeServer()
  const { keyString } = await enrolled(server)
  const { keystore, context } = await authorizedBrowser(server, keyString)
  const own = await keystore.readOwn(context.session.known.accountId)
  assert.ok(own)
  assert.deepEqual(Object.keys(own).sort(), ['email', 'keyString', 'rowToken', 'storedAt'])
  const [shown, kept] = [await parse(keyString), await parse(own.keyString)]
  assert.ok(shown && kept && !equal(shown.copyId, kept.copyId))
  const row = server.copiesOf(ALICE.email, 'browser').at(-1)
  assert.deepEqual(fromBase64(row?.id ?? ''), kept.copyId)
})

test('the words authorize a browser', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const text = await words(context)
  const second = await entering(server)
  assert.deepEqual(
    await authorizeWithWords(second.context, { words: `  ${text.toUpperCase().replaceAll(' ', '\n')} ` }),
    { next: 'vault' },
  )
})

test('words of another account, mistyped words and no words at all are words that do not open', async () => {
  const server = new FakeServer()
  const alice = await enrolled(server)
  const bob = await enrolled(server, BOB)
  const second = await entering(server)
  const foreign = await words(bob.context)
  await refusedWith(authorizeWithWords(second.context, { words: foreign }), 'words-refused')
  await refusedWith(authorizeWithWords(second.context, { words: `zoo ${foreign}` }), 'words-refused')
  await refusedWith(authorizeWithWords(second.context, { words: '' }), 'words-refused')
  assert.equal((await state(second.context)).state, 'unauthorized')
  assert.deepEqual(
    await authorizeWithWords(second.context, { words: await words(alice.context) }),
    { next: 'vault' },
    'another try is possible',
  )
})

test('what can be told without the server is told without it', async () => {
  const server = new FakeServer()
  const { keyString } = await enrolled(server)
  const { context } = await entering(server)
  server.log.length = 0
  assert.deepEqual(await refusedWith(authorizeWith(context, { keyString: 'https://example.org' }), 'not-a-key'), {
    what: 'other',
  })
  await refusedWith(authorizeWith(context, { keyString: keyString.replace('TSRK1', 'TSRK2') }), 'newer-format')
  await refusedWith(authorizeWith(context, { keyString: keyString.slice(0, -5) }), 'damaged')
  assert.deepEqual(server.log, [])
})

test('another account’s key is refused by name and date, and the server is not told of it', async () => {
  const server = new FakeServer()
  await enrolled(server)
  const bob = await enrolled(server, BOB)
  const { context } = await entering(server)
  server.sent.length = 0
  const detail = await refusedWith(authorizeWith(context, { keyString: bob.keyString }), 'wrong-account')
  assert.deepEqual(detail, {
    ends: ends(bob.context.session.known.accountId),
    email: ALICE.email,
    mailed_at: '2026-05-03T09:00:00Z',
  })
  const copyId = server.copiesOf(BOB.email, 'picture')[0]?.id ?? ''
  assert.ok(!server.sent.join('').includes(copyId))
})

test('replaced, cancelled and unknown copies are told apart, replacement first', async () => {
  const server = new FakeServer()
  const { keyString } = await enrolled(server)
  const { context } = await entering(server)
  const copyId = server.copiesOf(ALICE.email, 'picture')[0]?.id ?? ''
  server.cancel(copyId)
  assert.deepEqual(await refusedWith(authorizeWith(context, { keyString }), 'copy-cancelled'), {
    at: '2026-05-03T09:00:00Z',
  })
  Object.assign(server.account(ALICE.email), { generation: 2, replacedAt: '2026-06-01T00:00:00Z' })
  assert.deepEqual(await refusedWith(authorizeWith(context, { keyString }), 'key-replaced'), {
    at: '2026-06-01T00:00:00Z',
  })
  server.account(ALICE.email).generation = 0
  await refusedWith(authorizeWith(context, { keyString }), 'key-unfinished')
  server.account(ALICE.email).generation = 1
  server.copies.delete(copyId)
  await refusedWith(authorizeWith(context, { keyString }), 'copy-unknown')
  assert.equal(server.browsers.size, 1)
})

test('a wrong release share opens nothing, and no proof is sent', async () => {
  const server = new FakeServer()
  const { keyString } = await enrolled(server)
  const { context } = await entering(server)
  const [copy] = server.copiesOf(ALICE.email, 'picture')
  Object.assign(copy ?? {}, { share: 'A'.repeat(43) })
  server.log.length = 0
  await refusedWith(authorizeWith(context, { keyString }), 'cannot-open')
  assert.deepEqual(server.log, ['POST /api/challenge'])
})

test('a challenge of another session is of no use', async () => {
  const server = new FakeServer()
  const { keyString } = await enrolled(server)
  const mallory = await entering(server)
  const foreign = await mallory.context.accounts.challenge()
  const { context } = await entering(server)
  server.rewrite = (route, answer) =>
    route === 'POST /api/challenge' ? { ...answer, body: { ...Object(answer.body), nonce: foreign.nonce } } : answer
  await refusedWith(authorizeWith(context, { keyString }), 'proof-refused')
  assert.equal(server.browsers.size, 1)
})

test('without the password’s half of a sign-in no key is looked at', async () => {
  const server = new FakeServer()
  const { keyString } = await enrolled(server)
  const fresh = openBrowser(server)
  await refusedWith(authorizeWith(fresh.context, { keyString }), 'signed-out')
  const { context, reload } = await entering(server)
  reload()
  assert.equal((await state(context)).entering, false)
  await refusedWith(authorizeWith(context, { keyString }), 'signed-out')
  await refusedWith(authorizeWithWords(context, { words: 'abandon' }), 'signed-out')
})

test('a lock in the middle wins: nothing opens afterwards', async () => {
  const server = new FakeServer()
  const { keyString } = await enrolled(server)
  const { context } = await entering(server)
  server.rewrite = (route, answer) => {
    if (route === 'GET /api/account') context.session.lock()
    return answer
  }
  await refusedWith(authorizeWith(context, { keyString }), 'locked')
  assert.equal(context.session.isOpen, false)
})
