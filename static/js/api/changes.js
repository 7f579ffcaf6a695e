/**
 * The routes of what changes or ends an account. docs/formats.md §9.
 */

/** @typedef {import('./client.js').Client} Client */
/** @typedef {import('./accounts.js').Signed} Signed */
/** @typedef {{login: string, salt: string, proof_key: string, keyset: string, carrier_record: string}} Renewal */

/** @param {Client} client */
export function changeRoutes(client) {
  return {
    /** @param {Renewal & Signed & {cancel: string[]}} body @throws {import('../errors.js').TesseraError} `proof-refused`, `not-found`, `copy-is-browser` */
    async changePassword(body) {
      await client.call('POST', '/api/password', body)
    },

    /** @param {Renewal & Signed & {email: string}} body @throws {import('../errors.js').TesseraError} `proof-refused`, `bad-email`, `slow-down` */
    async askForEmail(body) {
      await client.call('POST', '/api/email-change', body)
    },

    /** @throws {import('../errors.js').TesseraError} `not-found`, `slow-down` */
    async resendEmailCode() {
      await client.call('POST', '/api/email-change/resend')
    },

    /** @param {string} code @throws {import('../errors.js').TesseraError} `wrong-code`, `email-taken`, `slow-down` */
    async confirmEmail(code) {
      await client.call('POST', '/api/email-change/confirm', { code })
    },

    async withdrawEmail() {
      await client.call('DELETE', '/api/email-change')
    },

    /** @param {Signed} body @throws {import('../errors.js').TesseraError} `proof-refused` */
    async deleteAccount(body) {
      await client.call('POST', '/api/account/delete', body)
    },
  }
}
