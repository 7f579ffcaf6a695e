/**
 * The server in memory, its part in changes of password and address and in deletion.
 */
import { bytes, id, newSession, ok, refuse } from './stored.js'

/** @typedef {import('./stored.js').Account} Account */
/** @typedef {import('./stored.js').Answer} Answer */
/** @typedef {import('./stored.js').Asked} Asked */
/** @typedef {import('./stored.js').Stored} Stored */

export const CHANGE_CODE = '314159'

/**
 * @param {Stored} server
 * @returns {[RegExp, 'named', (asked: Asked) => Answer][]}
 */
export function changeRoutes(server) {
  return [
    [/^POST \/api\/password$/, 'named', (asked) => changePassword(server, asked)],
    [/^POST \/api\/email-change$/, 'named', (asked) => askForEmail(server, asked)],
    [
      /^POST \/api\/email-change\/resend$/,
      'named',
      ({ account }) => (account.change ? ok() : refuse(404, 'not-found')),
    ],
    [/^POST \/api\/email-change\/confirm$/, 'named', (asked) => confirmEmail(server, asked)],
    [/^DELETE \/api\/email-change$/, 'named', ({ account }) => (delete account.change, ok())],
    [/^POST \/api\/account\/delete$/, 'named', (asked) => deleteAccount(server, asked)],
  ]
}

/** @param {any} body */
const renewal = ({ salt, login, proof_key, keyset, carrier_record }) => [
  bytes(salt),
  Buffer.from(login),
  ...[proof_key, keyset, carrier_record].map(bytes),
]

/** @param {Account} account @param {any} body */
function install(account, { salt, login, proof_key: proofKey, keyset, carrier_record: carrierRecord }) {
  Object.assign(account, { salt, login, proofKey: bytes(proofKey), keyset, carrierRecord })
  delete account.change
}

/** @param {Stored} server @param {Asked} asked @returns {Answer} */
function changePassword(server, asked) {
  const { account, session, body } = asked
  const cancelled = [...body.cancel].map(bytes).sort(Buffer.compare)
  if (!server.proves('change-password', asked, Buffer.concat([...renewal(body), ...cancelled])))
    return refuse(403, 'proof-refused')
  for (const copyId of body.cancel) server.cancel(copyId)
  install(account, body)
  endOthers(server, account, session, 'password')
  session.key = id()
  return ok()
}

/** @param {Stored} server @param {Asked} asked @returns {Answer} */
function askForEmail(server, asked) {
  const { account, body } = asked
  if (!server.proves('change-email', asked, Buffer.concat([...renewal(body), Buffer.from(body.email)])))
    return refuse(403, 'proof-refused')
  account.change = { ...body, code: CHANGE_CODE }
  return ok()
}

/** @param {Stored} server @param {Asked} asked @returns {Answer} */
function confirmEmail(server, { account, body }) {
  const { change } = account
  if (!change || body.code !== change.code) return refuse(403, 'wrong-code')
  account.email = change.email
  install(account, change)
  endOthers(server, account, null, 'email')
  return ok()
}

/** @param {Stored} server @param {Asked} asked @returns {Answer} */
function deleteAccount(server, asked) {
  const { account } = asked
  if (!server.proves('delete-account', asked, bytes(account.id))) return refuse(403, 'proof-refused')
  endOthers(server, account, null, 'deleted')
  server.accounts.delete(account.id)
  return ok()
}

/** @param {Stored} server @param {Account} account @param {object | null} keep @param {string} why */
export function endOthers(server, account, keep, why) {
  for (const { session } of server.browsersOf(account))
    if (session !== keep) Object.assign(session, newSession(), { ended: { account: account.id, why } })
}
