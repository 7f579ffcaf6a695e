import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { createClient } from '../../../static/js/api/client.js'
import { factorRoutes } from '../../../static/js/api/factors.js'
import { TesseraError } from '../../../static/js/errors.js'

/** @param {number} status @param {unknown} body @param {string | null} [browser] */
function answering(status, body, browser = null) {
  /** @type {Headers[]} */
  const headers = []
  const client = createClient({
    fetch: async (_path, init) => {
      headers.push(new Headers(init?.headers))
      return new Response(JSON.stringify(body), { status })
    },
    csrf: async () => 'csrf',
    account: () => 'the account',
    browser: () => browser,
    refused: async (code) => new TesseraError(code, { acted: true }),
  })
  return { routes: factorRoutes(client), headers }
}

/** @param {Promise<unknown>} work @param {string} code @param {object} [detail] */
const refused = (work, code, detail = {}) =>
  assert.rejects(work, (error) => {
    assert.ok(error instanceof TesseraError)
    assert.deepEqual([error.code, { ...error.detail }], [code, detail])
    return true
  })

const allauth = (/** @type {string} */ code) => ({ errors: [{ code }] })
const ours = (/** @type {string} */ code, detail = {}) => ({ error: { code, detail } })

test('showing a factor is asked in nobody’s name, with the row token of a known browser', async () => {
  const { routes, headers } = answering(200, {}, 'the token')
  await routes.showCode('123456')
  assert.equal(headers[0]?.get('X-Tessera-Account'), null)
  assert.equal(headers[0]?.get('X-Tessera-Browser'), 'the token')
})

test('refusals while showing a factor are codes of ours', async () => {
  await refused(answering(400, allauth('incorrect_code')).routes.showCode('1'), 'factor-refused')
  await refused(answering(403, ours('factor-refused')).routes.showCode('1'), 'factor-refused')
  await refused(answering(401, { data: { flows: [] } }).routes.showCode('1'), 'signed-out')
  await refused(answering(429, ours('slow-down', { retry_after: 7 })).routes.showCode('1'), 'slow-down', {
    retry_after: 7,
  })
  await refused(answering(503, ours('unavailable')).routes.showKey({}), 'unavailable')
})

test('managing is asked in the account’s name; a session that ended is acted upon', async () => {
  const { routes, headers } = answering(200, {})
  await routes.addApp('123456')
  assert.equal(headers[0]?.get('X-Tessera-Account'), 'the account')
  await refused(answering(401, ours('browser-revoked')).routes.addApp('1'), 'browser-revoked', { acted: true })
  await refused(answering(401, { data: { flows: [{ id: 'reauthenticate' }] } }).routes.addApp('1'), 'retype-password')
  await refused(answering(400, allauth('incorrect_password')).routes.confirmPassword('L'), 'wrong-password')
  await refused(answering(409, ours('factor-known')).routes.addApp('1'), 'factor-known')
})

test('a new app comes with its secret, and none where there is one', async () => {
  const found = { meta: { secret: 'ABCD', totp_url: 'otpauth://totp/x' } }
  assert.deepEqual(await answering(404, found).routes.newApp(), { secret: 'ABCD', address: 'otpauth://totp/x' })
  await refused(answering(200, { data: { type: 'totp' } }).routes.newApp(), 'factor-known')
  await refused(answering(403, ours('browser-not-authorized')).routes.newApp(), 'browser-not-authorized')
})

test('recovery codes that were shown before are not there', async () => {
  assert.deepEqual(await answering(200, { data: { unused_codes: ['1', '2'] } }).routes.recoveryCodes(), ['1', '2'])
  await refused(answering(200, { data: {} }).routes.recoveryCodes(), 'not-found')
})

test('options of another shape than promised are the server’s fault', async () => {
  await refused(answering(200, { data: {} }).routes.keyRequest(), 'server-error')
  await refused(answering(200, { data: { creation_options: { publicKey: null } } }).routes.newKey(), 'server-error')
})
