import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { keyRequest, showCode, showKey } from '../../../static/js/account/secondfactor.js'
import { signIn } from '../../../static/js/account/signin.js'
import { ALICE, BOB, FakeServer, enrolled, openBrowser, refusedWith } from './cast.js'

const LOGIN = 'POST /_allauth/browser/v1/auth/login'
const CODE = 'POST /_allauth/browser/v1/auth/2fa/authenticate'
const KEY = '/_allauth/browser/v1/auth/webauthn/authenticate'
const AWAITED = { app: true, key: true, codes: false }
const pending = {
  status: 401,
  body: {
    data: { flows: [{ id: 'login' }, { id: 'mfa_authenticate', is_pending: true, types: ['totp', 'webauthn'] }] },
  },
}
const wrong = { status: 400, body: { errors: [{ code: 'incorrect_code', param: 'code' }] } }

/**
 * A server that asks Alice for a second factor: the right code is 111111.
 * @param {Record<string, {status: number, body: object}>} [answers] by route, in place of its own
 */
async function asking(answers = {}) {
  const server = new FakeServer()
  const home = await enrolled(server)
  server.rewrite = (route, answer) => {
    if (route === LOGIN && answer.status === 200) return pending
    if (route === CODE) return server.sent.at(-1) === '{"code":"111111"}' ? { status: 200, body: {} } : wrong
    return answers[route] ?? answer
  }
  return { server, home }
}

test('after the password nothing is asked for until the factor is shown', async () => {
  const { server } = await asking()
  const { context } = openBrowser(server)
  server.log.length = 0
  assert.deepEqual(await signIn(context, ALICE), { next: 'factor', factor: AWAITED })
  assert.deepEqual(server.log, ['POST /api/salt', LOGIN])
  assert.equal(context.session.isEntering, true)
  assert.deepEqual(await showCode(context, { code: '111111' }), { next: 'authorize' })
})

test('a wrong code leaves the sign-in as it was', async () => {
  const { server } = await asking()
  const { context } = openBrowser(server)
  await signIn(context, ALICE)
  server.log.length = 0
  await refusedWith(showCode(context, { code: '222222' }), 'factor-refused')
  assert.deepEqual(server.log, [CODE])
  assert.deepEqual(await showCode(context, { code: '111111' }), { next: 'authorize' })
})

test('a known browser goes on to the vault after its factor', async () => {
  const { server, home } = await asking()
  home.jar.session = openBrowser(server).jar.session
  home.reload()
  assert.equal((await signIn(home.context, ALICE)).next, 'factor')
  assert.deepEqual(await showCode(home.context, { code: '111111' }), { next: 'vault' })
})

test('a security key is asked with the server’s options, and its answer handed on', async () => {
  const { server } = await asking({
    [`GET ${KEY}`]: { status: 200, body: { data: { request_options: { publicKey: { challenge: 'AAAA' } } } } },
    [`POST ${KEY}`]: { status: 200, body: {} },
  })
  const { context } = openBrowser(server)
  await signIn(context, ALICE)
  assert.deepEqual(await keyRequest(context), { challenge: 'AAAA' })
  assert.deepEqual(await showKey(context, { credential: { id: 'AAAA' } }), { next: 'authorize' })
  assert.ok(server.sent.includes('{"credential":{"id":"AAAA"}}'))
})

test('a sign-in that the server has forgotten begins anew, and its keys go', async () => {
  const { server } = await asking({ [`POST ${KEY}`]: { status: 401, body: { data: { flows: [] } } } })
  const { context } = openBrowser(server)
  await signIn(context, ALICE)
  await refusedWith(showKey(context, { credential: {} }), 'signed-out')
  assert.equal(context.session.isEntering, false)
})

test('without the password’s half no factor is shown', async () => {
  const { server } = await asking()
  const { context } = openBrowser(server)
  server.log.length = 0
  await refusedWith(showCode(context, { code: '111111' }), 'signed-out')
  await refusedWith(keyRequest(context), 'signed-out')
  assert.deepEqual(server.log, [])
})

test('a lock while the code is on its way wins', async () => {
  const { server } = await asking()
  const { context } = openBrowser(server)
  await signIn(context, ALICE)
  const shown = showCode(context, { code: '111111' })
  context.session.lock()
  await refusedWith(shown, 'locked')
  assert.equal(context.session.isEntering, false)
})

test('a browser finds its row token by the address that was typed, and no other account’s', async () => {
  const server = new FakeServer()
  const { context, keystore } = await enrolled(server)
  const record = await keystore.readOwn(context.session.known.accountId)
  assert.deepEqual(await keystore.tokenOf(ALICE.email), record?.rowToken)
  assert.equal(await keystore.tokenOf(BOB.email), null)
})
