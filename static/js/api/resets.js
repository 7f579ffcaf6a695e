/** The routes of resets and of the recovery key, by name. docs/formats.md §9. */
import { errorOf } from './client.js'

/** @typedef {import('./client.js').Client} Client */
/** @typedef {{nonce: string, signature: string}} Signed */
/** @typedef {'erase' | 'recover'} ResetKind */
/** @typedef {{account_id: string, generation: number, record: string}} SealedRecovery */
/** @typedef {{stage: 'asked' | 'waiting' | 'ready', kind: ResetKind, email: string, ready_at: string | null, recovery: SealedRecovery | null}} Stage */
/** @typedef {{token: string, login: string, salt: string, proof_key: string, keyset: string, carrier_record: string, own: {copy_id: string, share: string}, signature: string}} Recovered */

/** @param {Client} client */
export function resetRoutes(client) {
  return { ...linkRoutes(client), ...ownerRoutes(client) }
}

/**
 * In nobody's name: whoever resets an account is signed in to none, or to another one.
 * @param {Client} client
 */
function linkRoutes(client) {
  /** @type {(path: string, body: object) => Promise<unknown>} */
  const post = async (path, body) => {
    const answer = await client.ask('POST', path, body)
    if (answer.status < 200 || answer.status > 299) throw errorOf(answer)
    return answer.body
  }
  return {
    /** @param {{email: string, kind: ResetKind}} body @throws {import('../errors.js').TesseraError} `slow-down` */
    async askReset(body) {
      await post('/api/reset', body)
    },

    /** @param {string} token @returns {Promise<Stage>} @throws {import('../errors.js').TesseraError} `reset-refused` */
    async readReset(token) {
      return /** @type {Stage} */ (await post('/api/reset/read', { token }))
    },

    /** @param {string} token @returns {Promise<Stage>} @throws {import('../errors.js').TesseraError} `reset-refused` */
    async beginReset(token) {
      return /** @type {Stage} */ (await post('/api/reset/begin', { token }))
    },

    /** @param {Recovered} body @throws {import('../errors.js').TesseraError} `reset-refused`, `proof-refused` */
    async useRecovery(body) {
      await post('/api/recovery/use', body)
    },
  }
}

/**
 * Signed by somebody at an authorized browser.
 * @param {Client} client
 */
function ownerRoutes(client) {
  return {
    /** @param {Signed} body @throws {import('../errors.js').TesseraError} `proof-refused`, `not-found` */
    async cancelReset(body) {
      await client.call('POST', '/api/reset/cancel', body)
    },

    /** @param {Signed & {record: string, proof_key: string}} body @throws {import('../errors.js').TesseraError} `proof-refused` */
    async setRecovery(body) {
      await client.call('POST', '/api/recovery', body)
    },

    /** @param {Signed} body @throws {import('../errors.js').TesseraError} `proof-refused`, `not-found` */
    async removeRecovery(body) {
      await client.call('POST', '/api/recovery/remove', body)
    },
  }
}
