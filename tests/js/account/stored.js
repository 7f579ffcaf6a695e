/**
 * What the server in memory keeps, how tests look into it, and how it judges a signed act.
 */
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto'
import { wayBackOf } from './resets.js'

/** @typedef {{id: string, email: string, login: string, salt: string, suite: number, proofKey: Buffer, keyset: string, carrierRecord: string, head: string, generation: number, confirmed: boolean, replacedAt: string | null, reset?: import('./resets.js').Reset, recovery?: import('./resets.js').Recovery, change?: any}} Account */
/** @typedef {{id: string, account: string, kind: string, share: string | null, cancelledAt: string | null, keyString?: string, former?: boolean, staged?: boolean}} Copy `former`: of an Account Key before this one; `staged`: of the one to be */
/** @typedef {{id: string, account: string, name: string, token: string, copy: string, session: Session}} Browser */
/** @typedef {{key: string, user: string | null, browser: string | null, ended: {account: string, why: string} | null, pending: {account: string | null, code: string} | null}} Session */
/** @typedef {{session: Session}} Jar */
/** @typedef {{status: number, body: unknown}} Answer */
/** @typedef {{session: Session, body: any, id: string, query: URLSearchParams, account: Account, browser: Browser}} Asked */
export const DATE = '2026-05-03T09:00:00Z'
export const ORIGIN = 'https://vault.example'

/** @param {number} status @param {string} code @param {object} [detail] */
export const refuse = (status, code, detail = {}) => ({ status, body: { error: { code, detail } } })
/** @param {unknown} [body] @returns {Answer} */
export const ok = (body = {}) => ({ status: 200, body })
/** @param {string} text */
export const bytes = (text) => Buffer.from(text, 'base64url')
/** @param {Buffer} data */
export const sha = (data) => createHash('sha256').update(data).digest()
export const id = () => randomBytes(16).toString('base64url')

export class Stored {
  /** @type {Map<string, Account>} */
  accounts = new Map()
  /** @type {Map<string, Copy>} */
  copies = new Map()
  /** @type {Map<string, Browser>} */
  browsers = new Map()
  /** @type {Map<string, {session: string, account: string, generation: number}>} */
  nonces = new Map()
  /** By account. @type {Map<string, import('./vaults.js').Vault>} */
  vaults = new Map()
  /** When a copy was last proved, and who wants no drills, by account. @type {Map<string, string>} */
  proved = new Map()
  /** @type {Set<string>} */
  declined = new Set()
  /** Every request that arrived, as "POST /api/salt". @type {string[]} */
  log = []
  /** Bodies of every request, for looking for what must never be sent. @type {string[]} */
  sent = []
  /** Rewrites answers, as a malicious server would. @type {(route: string, answer: Answer) => Answer} */
  rewrite = (_route, answer) => answer
  /** Breaks the line before requests to these paths. @type {Set<string>} */
  broken = new Set()

  /** @param {string} email @returns {Account} */
  account(email) {
    const found = [...this.accounts.values()].find((account) => account.email === email)
    if (!found) throw new Error(`no account of ${email}`)
    return found
  }

  /** @param {string} email @param {string} [kind] @returns {Copy[]} oldest first */
  copiesOf(email, kind) {
    const { id: account } = this.account(email)
    return [...this.copies.values()].filter((copy) => copy.account === account && (!kind || copy.kind === kind))
  }

  /** @param {Account} account */
  browsersOf(account) {
    return [...this.browsers.values()].filter((browser) => browser.account === account.id)
  }

  /** @param {string} copyId */
  cancel(copyId) {
    const copy = this.copies.get(copyId)
    if (copy) Object.assign(copy, { share: null, cancelledAt: DATE })
  }

  /** @param {Account} account @param {string} copyId */
  release(account, copyId) {
    const copy = this.copies.get(copyId)
    if (copy?.account !== account.id || copy.staged) return { state: 'unknown' }
    return copy.share ? { state: 'good', share: copy.share } : { state: 'cancelled', at: copy.cancelledAt }
  }

  /** @param {Asked} asked @returns {Answer} */
  accountAnswer({ account, browser }) {
    const { email, id, suite, salt, generation, keyset } = account
    const taken = this.copiesOf(email).some(({ kind, former, staged }) => kind !== 'browser' && !former && !staged)
    return ok({
      email,
      account_id: id,
      suite,
      salt,
      generation,
      keyset,
      key_taken: taken,
      browser: { id: browser.id, name: browser.name },
      mailed_at: DATE,
      pending_email: account.change?.email ?? null,
      proved_at: this.proved.get(id) ?? null,
      drills_declined: this.declined.has(id),
      ...wayBackOf(account),
    })
  }

  /** @param {Asked} asked @returns {Answer} */
  receipt({ account, body }) {
    const copy = this.copies.get(body.copy_id ?? '')
    if (body.copy_id !== null && copy?.account !== account.id) return refuse(404, 'not-found')
    this.proved.set(account.id, DATE)
    return ok({ proved_at: DATE })
  }

  /** @param {Asked} asked @returns {Answer} */
  drills({ account, body }) {
    this.declined[body.declined ? 'add' : 'delete'](account.id)
    return ok()
  }

  /** @param {string} act @param {Asked} asked @param {Buffer} signedBody @returns {boolean} */
  proves(act, { session, account, body }, signedBody) {
    const held = this.nonces.get(body.nonce)
    this.nonces.delete(body.nonce)
    if (held?.session !== session.key || held.account !== account.id || held.generation !== account.generation)
      return false
    return provedBy(account.proofKey, act, account, bytes(body.nonce), signedBody, bytes(body.signature))
  }
}

/**
 * Whether this key has signed the act.
 * @param {Buffer} proofKey
 * @param {string} act
 * @param {Account} account
 * @param {Buffer} nonce
 * @param {Buffer} signedBody
 * @param {Buffer} signature
 */
export function provedBy(proofKey, act, account, nonce, signedBody, signature) {
  const origin = Buffer.from(ORIGIN)
  const numbers = Buffer.alloc(6)
  numbers.writeUInt32BE(account.generation, 0)
  numbers.writeUInt16BE(origin.length, 4)
  const message = Buffer.concat([
    Buffer.from(`tessera1/${act}\0`),
    bytes(account.id),
    numbers.subarray(0, 4),
    nonce,
    numbers.subarray(4),
    origin,
    sha(signedBody),
  ])
  const x = proofKey.toString('base64url')
  return verify(null, message, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature)
}

/** @returns {Session} */
export function newSession() {
  return { key: id(), user: null, browser: null, ended: null, pending: null }
}
