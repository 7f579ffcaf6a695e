/**
 * The second factor: showing one at sign-in, and managing them. allauth's routes but for the list and the removal, which
 * are Tessera's own.
 */
import { TesseraError, isCode } from '../errors.js'
import { member } from './client.js'
import { ALLAUTH, entryError } from './entry.js'

/** @typedef {import('./client.js').Client} Client */
/** @typedef {import('./client.js').Answer} Answer */
/** @typedef {import('./client.js').Method} Method */
/** @typedef {{id: number, kind: 'totp' | 'webauthn', name: string | null, made_at: string, last_used_at: string | null}} Factor `name` is a security key's; an app has none */
/** @typedef {{factors: Factor[], codes: {left: number, total: number} | null}} Factors */
/** @typedef {object} Ceremony options of WebAuthn, or what a security key answered, as JSON */

const MANAGING = '/_allauth/browser/v1/account/authenticators'

/** @param {Client} client */
export function factorRoutes(client) {
  return { ...showingRoutes(client), ...appRoutes(client), ...keyRoutes(client), ...ownRoutes(client) }
}

/**
 * At sign-in, after the password.
 * @param {Client} client
 */
function showingRoutes(client) {
  /** @param {Method} method @param {string} path @param {object} [body] */
  const ask = async (method, path, body) => {
    const answer = await client.ask(method, `${ALLAUTH}/${path}`, body)
    if (answer.status === 200) return answer.body
    // No sign-in of this session waits for a factor (any more).
    if (answer.status === 401) throw new TesseraError('signed-out')
    throw factorError(answer)
  }
  return {
    /** @param {string} code of an app, or a recovery code @throws {TesseraError} `factor-refused`, `slow-down`, `signed-out` */
    async showCode(code) {
      await ask('POST', '2fa/authenticate', { code })
    },

    /** @returns {Promise<Ceremony>} for `navigator.credentials.get` */
    async keyRequest() {
      return readOptions(await ask('GET', 'webauthn/authenticate'), 'request_options')
    },

    /** @param {Ceremony} credential @throws {TesseraError} as `showCode` */
    async showKey(credential) {
      await ask('POST', 'webauthn/authenticate', { credential })
    },
  }
}

/**
 * allauth's routes for Settings, with the password typed again.
 * @param {Client} client
 * @returns {(method: Method, path: string, body?: object) => Promise<unknown>}
 */
function managing(client) {
  return async (method, path, body) => {
    const answer = await client.ask(method, path, body, { named: true })
    if (answer.status === 200) return answer.body
    if (isCode(member(member(answer.body, 'error'), 'code'))) throw await client.refusal(answer)
    throw answer.status === 401 ? new TesseraError('retype-password') : factorError(answer)
  }
}

/**
 * The password, an authenticator app, recovery codes.
 * @param {Client} client
 */
function appRoutes(client) {
  const ask = managing(client)
  return {
    /** @param {string} login L @throws {TesseraError} `wrong-password`, `slow-down` */
    async confirmPassword(login) {
      await ask('POST', `${ALLAUTH}/reauthenticate`, { password: login })
    },

    /** @returns {Promise<{secret: string, address: string}>} the new secret, and as the address that an app's camera reads @throws {TesseraError} `factor-known` */
    async newApp() {
      const answer = await client.ask('GET', `${MANAGING}/totp`, undefined, { named: true })
      if (answer.status === 200) throw new TesseraError('factor-known')
      const secret = member(member(answer.body, 'meta'), 'secret')
      const address = member(member(answer.body, 'meta'), 'totp_url')
      if (answer.status === 404 && typeof secret === 'string' && typeof address === 'string') return { secret, address }
      throw await client.refusal(answer)
    },

    /** @param {string} code @throws {TesseraError} `factor-refused`, `retype-password` */
    async addApp(code) {
      await ask('POST', `${MANAGING}/totp`, { code })
    },

    /** @returns {Promise<string[]>} those of a first factor just added; nobody is shown them twice @throws {TesseraError} `retype-password` */
    async recoveryCodes() {
      return readCodes(await ask('GET', `${MANAGING}/recovery-codes`))
    },

    /** @returns {Promise<string[]>} @throws {TesseraError} `retype-password` */
    async newRecoveryCodes() {
      return readCodes(await ask('POST', `${MANAGING}/recovery-codes`))
    },
  }
}

/**
 * Security keys.
 * @param {Client} client
 */
function keyRoutes(client) {
  const ask = managing(client)
  return {
    /** @returns {Promise<Ceremony>} for `navigator.credentials.create` @throws {TesseraError} `retype-password` */
    async newKey() {
      return readOptions(await ask('GET', `${MANAGING}/webauthn`), 'creation_options')
    },

    /** @param {{name: string, credential: Ceremony}} body @throws {TesseraError} `factor-refused`, `retype-password` */
    async addKey(body) {
      await ask('POST', `${MANAGING}/webauthn`, body)
    },

    /** @param {{id: number, name: string}} body @throws {TesseraError} `retype-password` */
    async renameKey(body) {
      await ask('PUT', `${MANAGING}/webauthn`, body)
    },
  }
}

/** @param {Client} client */
function ownRoutes(client) {
  return {
    /** @returns {Promise<Factors>} */
    async factors() {
      return /** @type {Factors} */ (await client.call('GET', '/api/factors'))
    },

    /** @param {number} id @param {import('./accounts.js').Signed} body @throws {TesseraError} `proof-refused`, `not-found` */
    async removeFactor(id, body) {
      await client.call('POST', `/api/factors/${id}/remove`, body)
    },
  }
}

/** @param {Answer} answer */
function factorError(answer) {
  const error = entryError(answer)
  return error.code === 'wrong-code' ? new TesseraError('factor-refused') : error
}

/** @param {unknown} body @param {string} name @returns {Ceremony} */
function readOptions(body, name) {
  const options = member(member(member(body, 'data'), name), 'publicKey')
  if (typeof options !== 'object' || options === null) throw new TesseraError('server-error')
  return /** @type {Ceremony} */ (options)
}

/** @param {unknown} body */
function readCodes(body) {
  const codes = member(member(body, 'data'), 'unused_codes')
  if (!Array.isArray(codes)) throw new TesseraError('not-found')
  return /** @type {string[]} */ (codes)
}
