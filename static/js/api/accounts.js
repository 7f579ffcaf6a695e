/**
 * The routes of the account side, by name. Sealed values and ids travel as base64url; nothing here opens anything.
 *
 * allauth's headless routes keep their own answers, which become codes in `entry.js` and nowhere else.
 */
import { TesseraError } from '../errors.js'
import { changeRoutes } from './changes.js'
import { errorOf } from './client.js'
import { ALLAUTH, awaitedFactor, entryError, pendingFlow } from './entry.js'
import { factorRoutes } from './factors.js'
import { receiptRoutes } from './receipts.js'
import { resetRoutes } from './resets.js'

/** @typedef {import('./client.js').Client} Client */
/** @typedef {import('./client.js').Answer} Answer */
/** @typedef {{suite: number, salt: string}} Salt */
/** @typedef {'revoked' | 'password' | 'email' | 'replaced' | 'recovered' | 'deleted'} Why */
/** @typedef {{state: 'anonymous' | 'unauthorized' | 'authorized' | 'ended', why?: Why, at?: string, email?: string, suite?: number, salt?: string, account_id?: string}} SessionAnswer */
/** @typedef {{state: 'good', share: string} | {state: 'cancelled', at: string} | {state: 'unknown'}} CopyState */
/** @typedef {{account_id: string, generation: number, nonce: string, carrier_record: string | null, copy: CopyState | null, mailed_at: string | null, replaced_at: string | null}} Challenge */
/** @typedef {{email: string, account_id: string, suite: number, salt: string, generation: number, keyset: string, key_taken: boolean, browser: {id: string, name: string}, mailed_at: string | null, pending_email: string | null, proved_at: string | null, drills_declined: boolean, reset: {kind: import('./resets.js').ResetKind, begun_at: string, ready_at: string} | null, recovery: {made_at: string, used_at: string | null} | null}} Account */
/** @typedef {{email: string, password: string, account_id: string, suite: number, salt: string, proof_key: string, keyset: string, carrier_record: string, head: string, copy_id: string, share: string, reset?: string}} SignUp `reset` is the token of a reset's second link */
/** @typedef {{copy_id: string, share: string}} OwnCopy */
/** @typedef {{nonce: string, signature: string}} Signed */
/** @typedef {'picture' | 'file' | 'kit' | 'backup'} TakenKind */
/** @typedef {{state: 'waiting' | 'sending' | 'sent' | 'expired', sent_at: string | null, attempts: number, last_error: string}} Delivery */
/** @typedef {{id: string, kind: 'email' | 'picture' | 'file' | 'kit' | 'backup' | 'browser', made_at: string, last_used_at: string | null, cancelled_at: string | null, browser: string | null, authorized: string[], delivery: Delivery | null}} KeyCopy `authorized`: names of the browsers that it let in */
/** @typedef {{id: string, name: string, first_used_at: string, last_used_at: string, current: boolean, authorized_by: {kind: string, made_at: string} | null}} Browser */
/** @typedef {{id: number, browser: string | null, user_agent: string, address: string, begun_at: string, last_used_at: string, current: boolean}} SessionRow */
/** @typedef {import('./entry.js').Awaited} Awaited */
/** @typedef {ReturnType<typeof createAccounts>} Accounts */

/** @param {Client} client */
export function createAccounts(client) {
  return {
    ...signUpRoutes(client),
    ...signInRoutes(client),
    ...factorRoutes(client),
    ...proofRoutes(client),
    ...settingsRoutes(client),
    ...sessionRoutes(client),
    ...receiptRoutes(client),
    ...resetRoutes(client),
    ...changeRoutes(client),
  }
}

/**
 * allauth's: sign-up and the address's code.
 * @param {Client} client
 */
function signUpRoutes(client) {
  return {
    /** @param {SignUp} body @throws {TesseraError} `conflict` for a session that is signed in, `slow-down`, … */
    async signUp(body) {
      const answer = await client.ask('POST', `${ALLAUTH}/signup`, body)
      if (answer.status !== 401 || pendingFlow(answer) !== 'verify_email') throw entryError(answer)
    },

    /** @param {string} code @returns {Promise<boolean>} whether the session is signed in now @throws {TesseraError} `wrong-code` */
    async verifyEmail(code) {
      const answer = await client.ask('POST', `${ALLAUTH}/email/verify`, { key: code })
      // 409: no sign-up of this session waits for a code (any more): too late, or too many tries.
      if (answer.status === 409) throw new TesseraError('wrong-code', { expired: true })
      if (answer.status !== 200 && answer.status !== 401) throw entryError(answer)
      return answer.status === 200
    },

    /** @throws {TesseraError} `slow-down`; `wrong-code` {expired: true} when no sign-up waits for a code */
    async resendCode() {
      const answer = await client.ask('POST', `${ALLAUTH}/email/verify/resend`)
      if (answer.status === 409) throw new TesseraError('wrong-code', { expired: true })
      if (answer.status !== 200) throw entryError(answer)
    },
  }
}

/**
 * The password's half: the salt, then allauth's sign-in and sign-out.
 * @param {Client} client
 */
function signInRoutes(client) {
  return {
    /** @param {string} email @returns {Promise<Salt>} */
    async salt(email) {
      return /** @type {Salt} */ (await client.call('POST', '/api/salt', { email }))
    },

    /**
     * @param {{email: string, password: string}} body L as password
     * @returns {Promise<Awaited | null>} the second factor that has to be shown now, if there is one
     * @throws {TesseraError} `wrong-password`, `slow-down`, `conflict`
     */
    async login(body) {
      const answer = await client.ask('POST', `${ALLAUTH}/login`, body)
      const awaited = awaitedFactor(answer)
      if (answer.status !== 200 && !awaited) throw entryError(answer)
      return awaited
    },

    /** End the session, if there is one. */
    async logout() {
      const answer = await client.ask('DELETE', `${ALLAUTH}/session`)
      if (answer.status !== 401 && answer.status !== 200) throw entryError(answer)
    },
  }
}

/**
 * From the session to the open account.
 * @param {Client} client
 */
function proofRoutes(client) {
  return {
    /** Whose session it is: asked in nobody's name. @returns {Promise<SessionAnswer>} */
    async session() {
      const answer = await client.ask('GET', '/api/session')
      if (answer.status !== 200) throw errorOf(answer)
      return /** @type {SessionAnswer} */ (answer.body)
    },

    /** @param {string} [copyId] of the key copy whose release share is wanted @returns {Promise<Challenge>} */
    async challenge(copyId) {
      const body = copyId === undefined ? {} : { copy_id: copyId }
      return /** @type {Challenge} */ (await client.call('POST', '/api/challenge', body))
    },

    /** @param {Signed & {token: string, name: string, own: OwnCopy}} body @throws {TesseraError} `proof-refused` */
    async authorize(body) {
      return /** @type {{browser_id: string}} */ (await client.call('POST', '/api/authorize', body))
    },

    /** @param {Signed & {token: string}} body @throws {TesseraError} `browser-unknown`, `proof-refused` */
    async continue(body) {
      return /** @type {{browser_id: string}} */ (await client.call('POST', '/api/continue', body))
    },

    /** @param {{login: string, copy_id: string}} body @throws {TesseraError} `wrong-password`, `copy-unknown`, `slow-down` */
    async unlock(body) {
      return /** @type {{carrier_record: string, share: string}} */ (await client.call('POST', '/api/unlock', body))
    },

    /** @returns {Promise<Account>} */
    async account() {
      return /** @type {Account} */ (await client.call('GET', '/api/account'))
    },
  }
}

/**
 * Key copies and browsers.
 * @param {Client} client
 */
function settingsRoutes(client) {
  return {
    /** @returns {Promise<KeyCopy[]>} newest first */
    async keyCopies() {
      return /** @type {{copies: KeyCopy[]}} */ (await client.call('GET', '/api/key-copies')).copies
    },

    /** @param {OwnCopy & {kind: TakenKind, generation?: number}} body `generation` of the key in it @throws {TesseraError} `key-replaced` {at}, `replacement-lost` */
    async recordCopy(body) {
      await client.call('POST', '/api/key-copies', body)
    },

    /** @param {OwnCopy & {key_string: string}} body @throws {TesseraError} `key-string-refused`, `slow-down` */
    async mailCopy(body) {
      await client.call('POST', '/api/key-copies/mail', body)
    },

    /** @param {string} id @param {Signed} body @throws {TesseraError} `copy-is-browser`, `not-found` */
    async cancelCopy(id, body) {
      await client.call('POST', `/api/key-copies/${encodeURIComponent(id)}/cancel`, body)
    },

    /** @returns {Promise<Browser[]>} */
    async browsers() {
      return /** @type {{browsers: Browser[]}} */ (await client.call('GET', '/api/browsers')).browsers
    },

    /** @param {string} id @param {string} name */
    async renameBrowser(id, name) {
      await client.call('PATCH', `/api/browsers/${encodeURIComponent(id)}`, { name })
    },

    /** @param {string} id @param {Signed} body */
    async revokeBrowser(id, body) {
      await client.call('POST', `/api/browsers/${encodeURIComponent(id)}/revoke`, body)
    },
  }
}

/**
 * The account's sessions.
 * @param {Client} client
 */
function sessionRoutes(client) {
  return {
    /** @returns {Promise<SessionRow[]>} newest first */
    async sessions() {
      return /** @type {{sessions: SessionRow[]}} */ (await client.call('GET', '/api/sessions')).sessions
    },

    /** @param {number} id @throws {TesseraError} `not-found` */
    async endSession(id) {
      await client.call('POST', `/api/sessions/${id}/end`)
    },

    /** @returns {Promise<{ended: number}>} */
    async endOtherSessions() {
      return /** @type {{ended: number}} */ (await client.call('POST', '/api/sessions/end-others'))
    },
  }
}
