/**
 * The server in memory, its part in resets and in the recovery key.
 */
import { randomBytes } from 'node:crypto'
import { bytes, newSession, ok, provedBy, refuse, sha } from './stored.js'

/** @typedef {import('./stored.js').Account} Account */
/** @typedef {import('./stored.js').Answer} Answer */
/** @typedef {import('./stored.js').Asked} Asked */
/** @typedef {import('./stored.js').Stored} Stored */
/** @typedef {{token: string, kind: string, stage: 'asked' | 'waiting' | 'ready'}} Reset */
/** @typedef {{record: string, proofKey: Buffer, used: boolean}} Recovery */

export const READY_AT = '2026-05-06T09:00:00Z'

/**
 * @param {Stored} server
 * @returns {[RegExp, 'open' | 'named', (asked: Asked) => Answer][]}
 */
export function resetRoutes(server) {
  return [
    [/^POST \/api\/reset$/, 'open', ({ body }) => ask(server, body)],
    [/^POST \/api\/reset\/read$/, 'open', ({ body }) => read(server, body.token)],
    [/^POST \/api\/reset\/begin$/, 'open', ({ body }) => begin(server, body.token)],
    [/^POST \/api\/reset\/cancel$/, 'named', (asked) => cancel(server, asked)],
    [/^POST \/api\/recovery$/, 'named', (asked) => setUp(server, asked)],
    [/^POST \/api\/recovery\/remove$/, 'named', (asked) => remove(server, asked)],
    [/^POST \/api\/recovery\/use$/, 'open', ({ body }) => use(server, body)],
  ]
}

/**
 * What `GET /api/account` says of both.
 * @param {Account} account
 */
export function wayBackOf({ reset, recovery }) {
  return {
    reset: reset && reset.stage !== 'asked' ? { kind: reset.kind, begun_at: READY_AT, ready_at: READY_AT } : null,
    recovery: recovery ? { made_at: READY_AT, used_at: recovery.used ? READY_AT : null } : null,
  }
}

/** The 72 hours are over: another token is mailed. @param {Account} account */
export function makeReady({ reset }) {
  if (reset?.stage !== 'waiting') throw new Error('no reset has begun')
  return Object.assign(reset, { stage: 'ready', token: randomBytes(32).toString('base64url') }).token
}

/** @param {Stored} server @param {{email: string, kind: string}} body @returns {Answer} */
function ask(server, { email, kind }) {
  const account = [...server.accounts.values()].find((one) => one.email === email)
  if (account) account.reset = { token: randomBytes(32).toString('base64url'), kind, stage: 'asked' }
  return { status: 202, body: {} }
}

/** @param {Stored} server @param {string} token */
const holderOf = (server, token) => [...server.accounts.values()].find(({ reset }) => reset?.token === token)

/** @param {Stored} server @param {string} token @returns {Answer} */
function read(server, token) {
  const account = holderOf(server, token)
  if (!account?.reset) return refuse(409, 'reset-refused')
  const { kind, stage } = account.reset
  const { id, generation, recovery } = account
  const sealed = recovery && stage === 'ready' ? { account_id: id, generation, record: recovery.record } : null
  return ok({ stage, kind, email: account.email, ready_at: stage === 'asked' ? null : READY_AT, recovery: sealed })
}

/** @param {Stored} server @param {string} token @returns {Answer} */
function begin(server, token) {
  const reset = holderOf(server, token)?.reset
  if (reset?.stage === 'asked') reset.stage = 'waiting'
  return read(server, token)
}

/** @param {Stored} server @param {Asked} asked @returns {Answer} */
function cancel(server, asked) {
  if (!server.proves('cancel-reset', asked, Buffer.alloc(0))) return refuse(403, 'proof-refused')
  if (!asked.account.reset) return refuse(404, 'not-found')
  delete asked.account.reset
  return ok()
}

/** @param {Stored} server @param {Asked} asked @returns {Answer} */
function setUp(server, asked) {
  const { account, body } = asked
  const kept = Buffer.concat([bytes(body.record), bytes(body.proof_key)])
  if (!server.proves('set-recovery', asked, kept)) return refuse(403, 'proof-refused')
  account.recovery = { record: body.record, proofKey: bytes(body.proof_key), used: false }
  return ok()
}

/** @param {Stored} server @param {Asked} asked @returns {Answer} */
function remove(server, asked) {
  if (!server.proves('remove-recovery', asked, Buffer.alloc(0))) return refuse(403, 'proof-refused')
  if (!asked.account.recovery) return refuse(404, 'not-found')
  delete asked.account.recovery
  return ok()
}

/** @param {Stored} server @param {any} body @returns {Answer} */
function use(server, body) {
  const account = holderOf(server, body.token)
  if (!account?.recovery || account.reset?.stage !== 'ready') return refuse(409, 'reset-refused')
  const sealed = [body.proof_key, body.keyset, body.carrier_record, body.own.copy_id, body.own.share].map(bytes)
  const signed = Buffer.concat([bytes(body.salt), Buffer.from(body.login), ...sealed])
  const nonce = sha(bytes(body.token))
  if (!provedBy(account.recovery.proofKey, 'recover', account, nonce, signed, bytes(body.signature)))
    return refuse(403, 'proof-refused')
  cutOff(server, account)
  const { login, salt, keyset, carrier_record: carrierRecord } = body
  Object.assign(account, { login, salt, keyset, carrierRecord, proofKey: bytes(body.proof_key) })
  const own = { id: body.own.copy_id, account: account.id, kind: 'browser', share: body.own.share, cancelledAt: null }
  server.copies.set(own.id, own)
  account.recovery.used = true
  delete account.reset
  return ok()
}

/** @param {Stored} server @param {Account} account */
function cutOff(server, account) {
  for (const { id, session } of server.browsersOf(account)) {
    server.browsers.delete(id)
    Object.assign(session, newSession(), { ended: { account: account.id, why: 'recovered' } })
  }
  for (const { id } of server.copiesOf(account.email)) {
    server.cancel(id)
    Object.assign(server.copies.get(id) ?? {}, { former: true })
  }
}
