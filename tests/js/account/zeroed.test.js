/**
 * Keys are overwritten when they are no longer needed, on the roads that fail too. Every byte string that goes into or
 * comes out of WebCrypto as a key is watched: M, AK, VK, CS, UK, carrier and wrap keys, and what they are joined to.
 */
import { strict as assert } from 'node:assert'
import { afterEach, beforeEach, mock, test } from 'node:test'
import { authorizeWith, authorizeWithWords } from '../../../static/js/account/authorize.js'
import { authorizeWithBackup } from '../../../static/js/account/authorizebackup.js'
import { changePassword } from '../../../static/js/account/changepassword.js'
import { issueCopy, words } from '../../../static/js/account/delivery.js'
import { signUp } from '../../../static/js/account/enroll.js'
import { signIn } from '../../../static/js/account/signin.js'
import { unlock } from '../../../static/js/account/unlock.js'
import { openBackup } from '../../../static/js/vault/backup.js'
import { backupOf } from './backups.js'
import { ALICE, BOB, FakeServer, enrolled, entering, openBrowser, refusedWith } from './cast.js'

/** @typedef {import('./stored.js').Answer} Answer */
/** @typedef {import('../../../static/js/errors.js').Code} Code */

/** @type {Set<ArrayBuffer>} */
const seen = new Set()

/** @param {unknown} data a key of 32 bytes, or two that were joined */
function watch(data) {
  const buffer = data instanceof Uint8Array ? data.buffer : data
  if (buffer instanceof ArrayBuffer && [32, 64].includes(buffer.byteLength)) seen.add(buffer)
}

/** Those that are not overwritten. */
const left = () => [...seen].filter((buffer) => new Uint8Array(buffer).some((byte) => byte !== 0))

beforeEach(() => {
  seen.clear()
  const { importKey, encrypt, decrypt } = crypto.subtle
  mock.method(crypto.subtle, 'importKey', (/** @type {any[]} */ ...args) => {
    if (args[2] === 'HKDF') watch(args[1])
    return Reflect.apply(importKey, crypto.subtle, args)
  })
  mock.method(crypto.subtle, 'encrypt', (/** @type {any[]} */ ...args) => {
    watch(args[2])
    return Reflect.apply(encrypt, crypto.subtle, args)
  })
  mock.method(crypto.subtle, 'decrypt', async (/** @type {any[]} */ ...args) => {
    const plain = await Reflect.apply(decrypt, crypto.subtle, args)
    watch(plain)
    return plain
  })
})
afterEach(() => mock.restoreAll())

/**
 * The server answers a route otherwise.
 * @param {FakeServer} server
 * @param {string} route
 * @param {Answer | object} other an answer, or changes to the body
 */
function answering(server, route, other) {
  server.rewrite = (asked, answer) => {
    if (asked !== route) return answer
    return 'status' in other ? /** @type {Answer} */ (other) : { ...answer, body: { ...Object(answer.body), ...other } }
  }
}

/** @param {number} status @param {string} code */
const refusal = (status, code) => ({ status, body: { error: { code, detail: {} } } })
const NOT_HERS = Buffer.alloc(32, 7).toString('base64url')
const GONE = { status: 503, body: {} }

/** @type {[string, string, object, Code][]} */
const FAILING = [
  [
    'a release share that opens nothing',
    'POST /api/challenge',
    { copy: { state: 'good', share: NOT_HERS } },
    'cannot-open',
  ],
  ['a carrier record of another’s', 'POST /api/challenge', { carrier_record: 'AAAA' }, 'cannot-open'],
  ['a proof that is not taken', 'POST /api/authorize', refusal(403, 'proof-refused'), 'proof-refused'],
  ['a server that breaks down', 'POST /api/authorize', GONE, 'server-error'],
  ['a forged keyset', 'GET /api/account', { keyset: 'AAAA' }, 'vault-mismatch'],
]
for (const [name, route, answer, code] of FAILING) {
  test(`authorizing leaves no key behind: ${name}`, async () => {
    const server = new FakeServer()
    const { context: first, keyString } = await enrolled(server)
    const { context } = await entering(server)
    first.session.lock()
    answering(server, route, answer)
    await refusedWith(authorizeWith(context, { keyString }), code)
    assert.deepEqual(left(), context.session.isEntering ? [context.session.entry.passwordHash.buffer] : [])
  })
}

test('authorizing leaves no key behind: a lock as the copy opens', async () => {
  const server = new FakeServer()
  const { context: first, keyString } = await enrolled(server)
  const { context } = await entering(server)
  first.session.lock()
  const { decrypt } = crypto.subtle
  let opened = 0
  mock.method(crypto.subtle, 'decrypt', async (/** @type {any[]} */ ...args) => {
    const plain = await Reflect.apply(decrypt, crypto.subtle, args)
    if (++opened === 2) context.session.lock() // after the carrier record, the Account Key
    return plain
  })
  await refusedWith(authorizeWith(context, { keyString }), 'locked')
  assert.deepEqual(left(), [])
})

for (const [name, route, answer, code] of /** @type {typeof FAILING} */ ([
  ['of another account', '', {}, 'words-refused'],
  ['a server that breaks down', 'POST /api/authorize', GONE, 'server-error'],
])) {
  test(`words leave no key behind: ${name}`, async () => {
    const server = new FakeServer()
    await enrolled(server)
    const other = await enrolled(server, BOB)
    const text = await words(other.context)
    const { context } = await entering(server)
    answering(server, route, answer)
    seen.clear()
    await refusedWith(authorizeWithWords(context, { words: text }), code)
    assert.deepEqual(left(), [context.session.entry.passwordHash.buffer])
  })
}

for (const [name, route, answer, code] of /** @type {[string, string, object, Code | null][]} */ ([
  ['a damaged own copy', 'POST /api/challenge', { copy: { state: 'good', share: NOT_HERS } }, null],
  ['a row token that is unknown', 'POST /api/continue', refusal(409, 'browser-unknown'), null],
  ['a proof that is not taken', 'POST /api/continue', refusal(403, 'proof-refused'), 'proof-refused'],
  ['a server that breaks down', 'POST /api/continue', GONE, 'server-error'],
  ['another account', 'GET /api/account', { account_id: 'A'.repeat(22) }, 'vault-mismatch'],
])) {
  test(`signing in leaves no key behind: ${name}`, async () => {
    const server = new FakeServer()
    const { context } = await enrolled(server)
    context.session.lock()
    answering(server, route, answer)
    if (code) await refusedWith(signIn(context, ALICE), code)
    else assert.equal((await signIn(context, ALICE)).next, 'authorize')
    context.session.lock()
    assert.deepEqual(left(), [])
  })
}

for (const [name, route, answer, code] of /** @type {typeof FAILING} */ ([
  ['a wrong password', 'POST /api/unlock', refusal(403, 'wrong-password'), 'wrong-password'],
  ['a carrier record of another’s', 'POST /api/unlock', { carrier_record: 'AAAA' }, 'server-error'],
  ['a release share that opens nothing', 'POST /api/unlock', { share: NOT_HERS }, 'server-error'],
  ['a forged keyset', 'GET /api/account', { keyset: 'AAAA' }, 'vault-mismatch'],
])) {
  test(`unlocking leaves no key behind: ${name}`, async () => {
    const server = new FakeServer()
    const { context } = await enrolled(server)
    context.session.lock()
    answering(server, route, answer)
    const { rewrite } = server
    server.rewrite = (asked, given) => (asked === 'POST /api/salt' ? GONE : rewrite(asked, given)) // no way round
    await refusedWith(unlock(context, { password: ALICE.password }), code)
    assert.deepEqual(left(), [])
  })
}

test('a sign-up holds nothing but the password’s half; one that is refused, nothing', async () => {
  const server = new FakeServer()
  const { context } = openBrowser(server)
  await signUp(context, { ...ALICE, mailKey: false })
  assert.deepEqual(left(), [context.session.entry.passwordHash.buffer])
  const other = openBrowser(server)
  seen.clear()
  answering(server, 'POST /_allauth/browser/v1/auth/signup', refusal(429, 'slow-down'))
  await refusedWith(signUp(other.context, { ...BOB, mailKey: false }), 'slow-down')
  assert.deepEqual(left(), [])
})

test('an open vault holds the Account Key and the carrier secret; a locked one, nothing', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  context.session.lock()
  await unlock(context, { password: ALICE.password })
  await issueCopy(context, { kind: 'file' })
  const { accountKey, carrierSecret } = context.session.opened
  assert.deepEqual(new Set(left()), new Set([accountKey.buffer, carrierSecret.buffer]))
  context.session.lock()
  assert.deepEqual(left(), [])
})

for (const [name, route, answer, code] of /** @type {[string, string, object, Code | null][]} */ ([
  ['made', '', {}, null],
  ['refused', 'POST /api/password', refusal(403, 'proof-refused'), 'proof-refused'],
  ['whose answer was lost', 'POST /api/password', GONE, null],
])) {
  test(`a change of password leaves no key behind but the open ones: ${name}`, async () => {
    const server = new FakeServer()
    const { context } = await enrolled(server)
    seen.clear()
    answering(server, route, answer)
    const change = changePassword(context, { password: ALICE.password, next: 'a quite different password', cancel: [] })
    if (code) await refusedWith(change, code)
    else await change
    context.session.lock()
    assert.deepEqual(left(), [])
  })
}

for (const [name, password] of /** @type {[string, string | undefined][]} */ ([
  ['without a password part', undefined],
  ['with one', ALICE.password],
  ['with a wrong password', 'not the password at all'],
])) {
  test(`making a backup leaves no key behind but the open ones: ${name}`, async () => {
    const server = new FakeServer()
    const { context } = await enrolled(server)
    seen.clear()
    await backupOf(context, password === undefined ? {} : { password }).catch((error) =>
      assert.equal(error.code, 'wrong-password'),
    )
    context.session.lock()
    assert.deepEqual(left(), [])
  })
}

test('a backup of another account leaves no key behind', async () => {
  const server = new FakeServer()
  const { context } = await enrolled(server)
  const bob = await enrolled(server, BOB)
  const { blob } = await backupOf(bob.context, { password: BOB.password })
  bob.context.session.lock()
  seen.clear()
  await openBackup(context, blob, BOB.password)
  context.session.lock()
  assert.deepEqual(left(), [])
})

// A release share that opens nothing is no failure here: the password part serves.
for (const [name, route, answer, code] of FAILING.slice(1)) {
  test(`authorizing with a backup leaves no key behind, by neither part: ${name}`, async () => {
    const server = new FakeServer()
    const alice = await enrolled(server)
    const { blob, copyId } = await backupOf(alice.context, { password: ALICE.password })
    for (const isCancelled of [false, true]) {
      if (isCancelled) server.cancel(copyId)
      server.rewrite = (_, given) => given
      const { context } = await entering(server)
      answering(server, route, answer)
      seen.clear()
      await refusedWith(authorizeWithBackup(context, { blob }), code)
      assert.deepEqual(left(), context.session.isEntering ? [context.session.entry.passwordHash.buffer] : [])
    }
  })
}
