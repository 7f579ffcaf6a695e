/**
 * The server's side of the API contract in memory: sessions, challenges checked with node:crypto, key copies, browsers.
 * It is the oracle of the flow tests, so it shares no code with what it judges but for base64url.
 */
import { randomBytes } from 'node:crypto'
import { changeRoutes } from './changes.js'
import { resetRoutes } from './resets.js'
import { vaultRoutes } from './vaults.js'
import { bytes, DATE, id, newSession, ok, ORIGIN, refuse, sha, Stored } from './stored.js'

/** @typedef {import('./stored.js').Account} Account */
/** @typedef {import('./stored.js').Copy} Copy */
/** @typedef {import('./stored.js').Browser} Browser */
/** @typedef {import('./stored.js').Session} Session */
/** @typedef {import('./stored.js').Answer} Answer */
/** @typedef {import('./stored.js').Asked} Asked */
/** @typedef {'open' | 'signed in' | 'authorized' | 'named'} Gate `named`: the request has to say whose it is */

export class FakeServer extends Stored {
  /** A browser's way to this server: one cookie jar, which its tabs share. */
  connect(jar = { session: newSession() }) {
    /** @type {typeof globalThis.fetch} */
    const fetch = async (input, init = {}) => {
      const url = new URL(String(input), ORIGIN)
      const route = `${init.method} ${url.pathname}`
      this.log.push(route)
      this.sent.push(String(init.body ?? ''))
      if (this.broken.has(url.pathname)) throw new TypeError('Failed to fetch')
      const given = new Headers(init.headers)
      if (init.method !== 'GET' && given.get('X-CSRFToken') !== 'csrf')
        return new Response('<h1>Forbidden</h1>', { status: 403 })
      const body = init.body ? JSON.parse(String(init.body)) : {}
      const { status, body: answer } = this.rewrite(
        route,
        this.#route(route, jar.session, body, given, url.searchParams),
      )
      return new Response(JSON.stringify(answer), { status, headers: { 'Content-Type': 'application/json' } })
    }
    return { fetch, jar }
  }

  /** @param {string} route @param {Session} session @param {any} body @param {Headers} given @param {URLSearchParams} query @returns {Answer} */
  #route(route, session, body, given, query) {
    for (const [pattern, gate, run] of this.#routes) {
      const match = pattern.exec(route)
      if (!match) continue
      const account = /** @type {Account} */ (this.accounts.get(session.user ?? ''))
      const browser = /** @type {Browser} */ (this.browsers.get(session.browser ?? ''))
      const refusal =
        gate === 'open' ? null : this.#gate(gate, session, account, browser, given.get('X-Tessera-Account'))
      return refusal ?? run({ session, body, id: decodeURIComponent(match[1] ?? ''), query, account, browser })
    }
    return refuse(404, 'not-found')
  }

  /** @param {Exclude<Gate, 'open'>} gate @param {Session} session @param {Account | undefined} account @param {Browser | undefined} browser @param {string | null} claim */
  #gate(gate, session, account, browser, claim) {
    const whose = session.ended?.account ?? session.user
    if (claim === null ? gate === 'named' : claim !== whose) return refuse(401, 'signed-out')
    if (session.ended) return refuse(401, session.ended.why === 'revoked' ? 'browser-revoked' : 'session-ended')
    if (!account) return refuse(401, 'signed-out')
    return gate !== 'signed in' && !browser ? refuse(403, 'browser-not-authorized') : null
  }

  /** @type {[RegExp, Gate, (asked: Asked) => Answer][]} */
  #routes = [
    [/^POST \/_allauth\/browser\/v1\/auth\/signup$/, 'open', (asked) => this.#signUp(asked)],
    [/^POST \/_allauth\/browser\/v1\/auth\/email\/verify$/, 'open', (asked) => this.#verify(asked)],
    [
      /^POST \/_allauth\/browser\/v1\/auth\/email\/verify\/resend$/,
      'open',
      ({ session }) => (session.pending ? ok({ status: 200 }) : { status: 409, body: { status: 409 } }),
    ],
    [/^POST \/_allauth\/browser\/v1\/auth\/login$/, 'open', (asked) => this.#login(asked)],
    [
      /^DELETE \/_allauth\/browser\/v1\/auth\/session$/,
      'open',
      ({ session }) => (Object.assign(session, newSession()), { status: 401, body: { status: 401 } }),
    ],
    [/^POST \/api\/salt$/, 'open', ({ body }) => this.#salt(body)],
    [/^GET \/api\/session$/, 'open', (asked) => this.#session(asked)],
    [/^POST \/api\/challenge$/, 'signed in', (asked) => this.#challenge(asked)],
    [/^POST \/api\/authorize$/, 'signed in', (asked) => this.#authorize(asked)],
    [/^POST \/api\/continue$/, 'signed in', (asked) => this.#continue(asked)],
    [/^GET \/api\/account$/, 'authorized', (asked) => this.accountAnswer(asked)],
    [/^POST \/api\/unlock$/, 'authorized', (asked) => this.#unlock(asked)],
    [
      /^GET \/api\/key-copies$/,
      'authorized',
      ({ account }) =>
        ok({
          copies: this.copiesOf(account.email)
            .reverse()
            .map(({ id, kind, cancelledAt }) => ({ id, kind, cancelled_at: cancelledAt })),
        }),
    ],
    [
      /^POST \/api\/key-copies$/,
      'named',
      ({ account, body }) => (this.#issue(account, body.kind, body), { status: 201, body: {} }),
    ],
    [
      /^POST \/api\/key-copies\/mail$/,
      'named',
      ({ account, body }) => (
        Object.assign(this.#issue(account, 'email', body), { keyString: body.key_string }),
        { status: 202, body: {} }
      ),
    ],
    [/^POST \/api\/key-copies\/([^/]+)\/cancel$/, 'named', (asked) => this.#cancel(asked)],
    ...changeRoutes(this),
    [/^POST \/api\/receipt$/, 'named', (asked) => this.receipt(asked)],
    [/^POST \/api\/drills$/, 'named', (asked) => this.drills(asked)],
    [
      /^GET \/api\/browsers$/,
      'authorized',
      (asked) =>
        ok({
          browsers: this.browsersOf(asked.account).map(({ id, name }) => ({
            id,
            name,
            current: id === asked.browser.id,
          })),
        }),
    ],
    [/^PATCH \/api\/browsers\/([^/]+)$/, 'authorized', ({ account, id, body }) => this.#rename(account, id, body.name)],
    [/^POST \/api\/browsers\/([^/]+)\/revoke$/, 'authorized', (asked) => this.#revoke(asked)],
    ...resetRoutes(this),
    ...vaultRoutes(this),
  ]

  /** @param {Asked} asked @returns {Answer} */
  #signUp({ session, body }) {
    if (session.user) return { status: 409, body: { status: 409 } }
    const taken = [...this.accounts.values()].find(({ email }) => email === body.email)
    if (!taken?.confirmed) {
      if (taken) this.accounts.delete(taken.id)
      const { email, password: login, account_id: id, salt, suite, keyset, carrier_record: carrierRecord, head } = body
      this.accounts.set(id, {
        id,
        email,
        login,
        salt,
        suite,
        keyset,
        carrierRecord,
        head,
        proofKey: bytes(body.proof_key),
        generation: 1,
        confirmed: false,
        replacedAt: null,
      })
      this.copies.set(body.copy_id, {
        id: body.copy_id,
        account: id,
        kind: 'browser',
        share: body.share,
        cancelledAt: null,
      })
    }
    session.pending = { account: taken?.confirmed ? null : body.account_id, code: '271828' }
    return {
      status: 401,
      body: { status: 401, data: { flows: [{ id: 'login' }, { id: 'verify_email', is_pending: true }] } },
    }
  }

  /** @param {Asked} asked @returns {Answer} */
  #verify({ session, body }) {
    if (!session.pending) return { status: 409, body: { status: 409 } }
    const account = this.accounts.get(session.pending.account ?? '')
    if (!account || body.key !== session.pending.code)
      return { status: 400, body: { status: 400, errors: [{ code: 'incorrect_code', param: 'key' }] } }
    account.confirmed = true
    Object.assign(session, newSession(), { user: account.id })
    return ok({ status: 200 })
  }

  /** @param {Asked} asked @returns {Answer} */
  #login({ session, body }) {
    if (session.user) return { status: 409, body: { status: 409 } }
    const account = [...this.accounts.values()].find(({ email, confirmed }) => confirmed && email === body.email)
    if (!account || account.login !== body.password)
      return { status: 400, body: { status: 400, errors: [{ code: 'email_password_mismatch', param: 'password' }] } }
    Object.assign(session, newSession(), { user: account.id })
    return ok({ status: 200 })
  }

  /** @param {{email: string}} body @returns {Answer} */
  #salt({ email }) {
    const account = [...this.accounts.values()].find((one) => one.confirmed && one.email === email)
    return ok({ suite: 1, salt: account?.salt ?? sha(Buffer.from(email)).subarray(0, 16).toString('base64url') })
  }

  /** @param {Asked} asked @returns {Answer} */
  #session({ session, account, browser }) {
    if (session.ended)
      return ok({ state: 'ended', why: session.ended.why, at: DATE, account_id: session.ended.account })
    if (!account) return ok({ state: 'anonymous' })
    const { email, id, suite, salt } = account
    return ok({ state: browser ? 'authorized' : 'unauthorized', email, account_id: id, suite, salt })
  }

  /** @param {Asked} asked @returns {Answer} */
  #challenge({ session, account, browser, body }) {
    const nonce = randomBytes(32).toString('base64url')
    this.nonces.set(nonce, { session: session.key, account: account.id, generation: account.generation })
    const asked = {
      account_id: account.id,
      generation: account.generation,
      nonce,
      mailed_at: DATE,
      replaced_at: account.replacedAt,
    }
    if (browser) return ok({ ...asked, carrier_record: null, copy: null })
    return ok({
      ...asked,
      carrier_record: account.carrierRecord,
      copy: body.copy_id === undefined ? null : this.release(account, body.copy_id),
    })
  }

  /** @param {Asked} asked @returns {Answer} */
  #authorize(asked) {
    const { session, account, body } = asked
    if (!this.proves('authorize', asked, sha(bytes(body.token)))) return refuse(403, 'proof-refused')
    if (!this.copies.has(body.own.copy_id)) this.#issue(account, 'browser', body.own)
    const browser = {
      id: id(),
      account: account.id,
      name: body.name,
      token: sha(bytes(body.token)).toString('hex'),
      copy: body.own.copy_id,
      session,
    }
    this.browsers.set(browser.id, browser)
    Object.assign(session, { key: id(), browser: browser.id })
    return ok({ browser_id: browser.id })
  }

  /** @param {Asked} asked @returns {Answer} */
  #continue(asked) {
    const { session, account, body } = asked
    if (!this.proves('continue', asked, sha(bytes(body.token)))) return refuse(403, 'proof-refused')
    const token = sha(bytes(body.token)).toString('hex')
    const browser = this.browsersOf(account).find((one) => one.token === token)
    if (!browser) return refuse(409, 'browser-unknown')
    Object.assign(browser, { session })
    Object.assign(session, { key: id(), browser: browser.id })
    return ok({ browser_id: browser.id })
  }

  /** @param {Asked} asked @returns {Answer} */
  #unlock({ account, browser, body }) {
    if (body.login !== account.login) return refuse(403, 'wrong-password')
    const copy = this.copies.get(browser.copy)
    if (copy?.id !== body.copy_id || !copy?.share) return refuse(409, 'copy-unknown')
    return ok({ carrier_record: account.carrierRecord, share: copy.share })
  }

  /** @param {Account} account @param {string} kind @param {{copy_id: string, share: string, generation?: number}} own @returns {Copy} */
  #issue(account, kind, { copy_id: copyId, share, generation = account.generation }) {
    const staged = generation > account.generation
    const copy = { id: copyId, account: account.id, kind, share, cancelledAt: null, ...(staged && { staged }) }
    this.copies.set(copyId, copy)
    return copy
  }

  /** @param {Asked} asked @returns {Answer} */
  #cancel(asked) {
    if (!this.proves('cancel-copy', asked, bytes(asked.id))) return refuse(403, 'proof-refused')
    const copy = this.copies.get(asked.id)
    if (copy?.account !== asked.account.id) return refuse(404, 'not-found')
    if (copy.kind === 'browser') return refuse(409, 'copy-is-browser')
    this.cancel(asked.id)
    return ok()
  }

  /** @param {Account} account @param {string} browserId @param {string} name @returns {Answer} */
  #rename(account, browserId, name) {
    const browser = this.browsersOf(account).find((one) => one.id === browserId)
    return browser ? (Object.assign(browser, { name }), ok()) : refuse(404, 'not-found')
  }

  /** @param {Asked} asked @returns {Answer} */
  #revoke(asked) {
    if (!this.proves('revoke-browser', asked, bytes(asked.id))) return refuse(403, 'proof-refused')
    const browser = this.browsersOf(asked.account).find((one) => one.id === asked.id)
    if (!browser) return refuse(404, 'not-found')
    this.browsers.delete(browser.id)
    this.cancel(browser.copy)
    Object.assign(browser.session, newSession(), { ended: { account: asked.account.id, why: 'revoked' } })
    return ok()
  }
}
