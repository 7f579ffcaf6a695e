import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { createClient } from '../../../static/js/api/client.js'
import { createAccounts } from '../../../static/js/api/accounts.js'
import { createVaultApi } from '../../../static/js/api/vault.js'
import { TesseraError } from '../../../static/js/errors.js'

/**
 * A client whose server answers with these, one after the other; what was asked is noted.
 * @param {...(Response | Error)} answers
 */
function clientOf(...answers) {
  /** @type {{path: string, init: RequestInit}[]} */
  const asked = []
  /** @type {string[]} */
  const refusals = []
  /** @type {{id: string | null, comesTo?: 'signed-out'}} */
  const account = { id: null }
  /** @type {typeof globalThis.fetch} */
  const fetch = async (path, init) => {
    asked.push({ path: String(path), init: init ?? {} })
    const answer = answers.shift()
    if (answer instanceof Response) return answer
    throw answer
  }
  const client = createClient({
    fetch,
    csrf: async ({ anew }) => (anew ? 'the token' : 'a token of before'),
    account: () => account.id,
    refused: async (code) => (refusals.push(code), new TesseraError(account.comesTo ?? code)),
  })
  return { client, asked, refusals, account }
}

/** @param {number} status @param {unknown} body */
const json = (status, body) => new Response(JSON.stringify(body), { status })
/** @param {string} code @param {object} [detail] */
const is =
  (code, detail = {}) =>
  (/** @type {unknown} */ error) => {
    assert.ok(error instanceof TesseraError, String(error))
    assert.deepEqual([error.code, { ...error.detail }], [code, detail])
    return true
  }

test('requests stay on this server, carry its cookies, and the CSRF token when they change something', async () => {
  const { client, asked } = clientOf(json(200, { a: 1 }), json(201, {}))
  assert.deepEqual(await client.call('GET', '/api/session'), { a: 1 })
  await client.ask('POST', '/api/salt', { email: 'a@b' })
  const [get, post] = asked
  assert.equal(get?.init.credentials, 'same-origin')
  assert.equal(get?.init.mode, 'same-origin')
  assert.equal(get?.init.redirect, 'manual')
  assert.equal(new Headers(get?.init.headers).has('X-CSRFToken'), false)
  assert.equal(new Headers(post?.init.headers).get('X-CSRFToken'), 'the token')
  assert.equal(post?.init.body, '{"email":"a@b"}')
  for (const path of ['https://evil.example/', '//evil.example/', 'api']) {
    await assert.rejects(client.call('GET', path), TypeError)
  }
  assert.equal(asked.length, 2)
})

test('a token of before is renewed once when another tab has signed in since, and nothing else is sent twice', async () => {
  const csrf = json(403, { error: { code: 'csrf', detail: {} } })
  const { client, asked } = clientOf(csrf.clone(), json(200, { version: 2 }), csrf.clone(), csrf.clone(), json(403, {}))
  assert.deepEqual(await client.call('POST', '/api/vault/commit', { base: 1 }), { version: 2 })
  const sent = () => asked.map(({ init }) => [new Headers(init.headers).get('X-CSRFToken'), init.body])
  assert.deepEqual(sent(), [
    ['a token of before', '{"base":1}'],
    ['the token', '{"base":1}'],
  ])
  await assert.rejects(client.call('POST', '/api/vault/commit', {}), is('server-error'))
  assert.equal(asked.length, 4)
  await assert.rejects(client.call('POST', '/api/vault/commit', {}), is('server-error'))
  assert.equal(asked.length, 5)
})

test('requests name the account that they are made for; who asks whose session it is names none', async () => {
  const answers = [1, 2, 3, 4].map(() => json(200, { copies: [] }))
  const { client, asked, account } = clientOf(...answers)
  const accounts = createAccounts(client)
  await accounts.keyCopies()
  account.id = 'AAAA'
  await accounts.keyCopies()
  await createVaultApi(client).commit({ base: 1, head: '', items: [] })
  await accounts.session()
  assert.deepEqual(
    asked.map(({ init }) => new Headers(init.headers).get('X-Tessera-Account')),
    [null, 'AAAA', 'AAAA', null],
  )
})

test('the server’s codes are taken over, unknown ones and pages are not', async () => {
  for (const [answer, code, detail] of /** @type {[Response, string, object?][]} */ ([
    [json(409, { error: { code: 'conflict', detail: { version: 7 } } }), 'conflict', { version: 7 }],
    [json(422, { error: { code: 'bad-request', detail: ['x'] } }), 'bad-request'],
    [json(400, { error: { code: 'sesame', detail: {} } }), 'server-error'],
    [json(400, { error: { code: 'constructor' } }), 'server-error'],
    [json(429, { status: 429 }), 'slow-down'],
    [json(500, { error: { code: 'conflict' } }), 'server-error'],
    [json(503, { error: { code: 'unavailable', detail: {} } }), 'unavailable'],
    [new Response('<h1>Bad gateway</h1>', { status: 503 }), 'server-error'],
    [new Response('<h1>Forbidden</h1>', { status: 403 }), 'server-error'],
    [new Response('<h1>Welcome</h1>', { status: 200 }), 'server-error'],
    [json(403, null), 'server-error'],
  ])) {
    await assert.rejects(clientOf(answer).client.call('GET', '/api/account'), is(code, detail))
  }
  const redirected = /** @type {Response} */ (
    Object.create(Response.prototype, { type: { value: 'opaqueredirect' }, status: { value: 0 } })
  )
  await assert.rejects(clientOf(redirected).client.call('GET', '/api/account'), is('server-error'))
})

test('the time by the server’s clock is that of its last answer that tells it', async () => {
  const dated = (/** @type {string} */ date) => new Response('{}', { status: 403, headers: { Date: date } })
  const { client } = clientOf(
    dated('Sun, 06 Nov 1994 08:49:37 GMT'),
    json(200, {}),
    dated('soon'),
    dated('Mon, 07 Nov 1994 08:49:37 GMT'),
  )
  const vault = createVaultApi(client)
  assert.equal(vault.servedAt(), null)
  const moment = Date.UTC(1994, 10, 6, 8, 49, 37)
  for (let answers = 0; answers < 3; answers += 1) {
    await client.ask('GET', '/api/session')
    assert.equal(vault.servedAt(), moment)
  }
  await client.ask('GET', '/api/session')
  assert.equal(vault.servedAt(), moment + 24 * 60 * 60 * 1000)
})

test('no network and no patience are one thing: unreachable; faults of ours are not', async () => {
  for (const error of [new TypeError('Failed to fetch'), new DOMException('late', 'TimeoutError')]) {
    await assert.rejects(clientOf(error).client.call('GET', '/api/account'), is('unreachable'))
  }
  await assert.rejects(clientOf(new RangeError('a fault')).client.call('GET', '/api/account'), RangeError)
})

test('an answer that breaks off is unreachable, one without end is cut short', async () => {
  const broken = new ReadableStream({ start: (controller) => controller.error(new TypeError('network')) })
  await assert.rejects(clientOf(new Response(broken)).client.call('GET', '/api/account'), is('unreachable'))
  let cancelled = false
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(100_000).fill(0x20)),
    cancel: () => void (cancelled = true),
  })
  await assert.rejects(
    clientOf(new Response(endless)).client.call('GET', '/api/account'),
    is('too-large', { limit: 1024 * 1024 }),
  )
  assert.ok(cancelled)
})

test('a refusal that ends the session is told before the error is, and the error is what it comes to', async () => {
  for (const code of ['browser-revoked', 'signed-out']) {
    const { client, refusals } = clientOf(json(401, { error: { code, detail: {} } }))
    await assert.rejects(client.call('GET', '/api/account'), is(code))
    assert.deepEqual(refusals, [code])
  }
  const other = clientOf(json(401, { error: { code: 'browser-revoked', detail: {} } }))
  other.account.comesTo = 'signed-out' // another account's browser was revoked, not the one that was asked for
  await assert.rejects(other.client.call('GET', '/api/account'), is('signed-out'))
  const { client, refusals } = clientOf(json(403, { error: { code: 'key-not-taken', detail: {} } }))
  await assert.rejects(client.call('GET', '/api/account'), is('key-not-taken'))
  assert.deepEqual(refusals, [])
})

test('allauth’s answers become codes', async () => {
  const pending = { status: 401, data: { flows: [{ id: 'login' }, { id: 'verify_email', is_pending: true }] } }
  const sent = /** @type {import('../../../static/js/api/accounts.js').SignUp} */ ({})
  const login = { email: 'a@b', password: 'L' }
  await createAccounts(clientOf(json(401, pending)).client).signUp(sent)
  await createAccounts(clientOf(json(200, {})).client).login(login)
  await createAccounts(clientOf(json(401, {})).client).logout()
  assert.equal(await createAccounts(clientOf(json(200, {})).client).verifyEmail('1'), true)
  assert.equal(await createAccounts(clientOf(json(401, {})).client).verifyEmail('1'), false)

  /** @type {[number, unknown, 'signUp' | 'login' | 'verifyEmail' | 'resendCode' | 'logout', string, object?][]} */
  const refusals = [
    [401, { status: 401, data: { flows: [{ id: 'login' }] } }, 'signUp', 'wrong-password'],
    [409, { status: 409 }, 'signUp', 'conflict'],
    [400, { errors: [{ code: 'invalid', param: 'email' }] }, 'signUp', 'bad-email'],
    [400, { errors: [{ code: 'invalid', param: 'keyset' }] }, 'signUp', 'bad-request'],
    [429, { error: { code: 'slow-down', detail: { retry_after: 9 } } }, 'signUp', 'slow-down', { retry_after: 9 }],
    [400, { errors: [{ code: 'email_password_mismatch', param: 'password' }] }, 'login', 'wrong-password'],
    [400, { errors: [{ code: 'too_many_login_attempts' }] }, 'login', 'slow-down'],
    [401, pending, 'login', 'wrong-password'],
    [429, { status: 429 }, 'login', 'slow-down'],
    [409, { status: 409 }, 'login', 'conflict'],
    [400, { errors: [{ code: 'incorrect_code', param: 'key' }] }, 'verifyEmail', 'wrong-code'],
    [409, { status: 409 }, 'verifyEmail', 'wrong-code', { expired: true }],
    [409, { status: 409 }, 'resendCode', 'wrong-code', { expired: true }],
    [403, {}, 'resendCode', 'server-error'],
    [403, {}, 'logout', 'server-error'],
  ]
  for (const [status, body, route, code, detail] of refusals) {
    const accounts = createAccounts(clientOf(json(status, body)).client)
    await assert.rejects(accounts[route](/** @type {never} */ (login)), is(code, detail), `${route} ${status}`)
  }
})

test('ids are escaped in paths, and only the pull may be large', async () => {
  const { client, asked } = clientOf(json(200, {}), json(200, { next: null }), json(200, {}))
  await createAccounts(client).renameBrowser('../account', 'x')
  await createVaultApi(client).pull({ since: 3, headsAfter: 2, after: 'c/ursor' })
  await createVaultApi(client).pull({ since: 0 })
  assert.deepEqual(
    asked.map(({ path }) => path),
    ['/api/browsers/..%2Faccount', '/api/vault/pull?since=3&heads_after=2&after=c%2Fursor', '/api/vault/pull?since=0'],
  )
})
