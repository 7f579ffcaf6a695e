/** Whole key workers over the server in memory, vault included, which can be killed at any request. */
import assert from 'node:assert/strict'
import { Keystore } from '../../../static/js/account/keystore.js'
import { createVault } from '../../../static/js/vault/vault.js'
import { compose } from '../../../static/js/worker/compose.js'
import { parse } from '../../../static/js/crypto/accountkey.js'
import { toBase64 } from '../../../static/js/crypto/bytes.js'
import { ALICE, CODE, FakeServer, quickArgon2id } from '../account/cast.js'
import { ORIGIN } from '../account/stored.js'

/** @typedef {import('../account/stored.js').Jar} Jar */
/** @typedef {'before' | 'after'} Moment before a request reaches the server, or after that and before its answer */
/** @typedef {{at: number | string, moment: Moment, reached: PromiseWithResolvers<void>, released: PromiseWithResolvers<void>}} Stop */

/** In the order of a list. */
export const TITLES = ['one', 'three', 'two']
export const PASSWORD = { password: ALICE.password }
/** @type {Promise<never>} */
const NEVER = new Promise(() => {})
let count = 0
/** @type {Worker[]} */
const running = []

/** One key worker with a browser's database and cookies. `kill` is what closing the tab does to it. */
export class Worker {
  /** @type {[string, any][]} */
  events = []
  /** @type {[string, unknown][]} */
  faults = []
  /** Requests to the vault and to the account, in their order. @type {string[]} */
  log = []
  #dead = false
  #composed
  #id = 0
  /** @type {Stop | null} */
  #stop = null

  /** @param {FakeServer} server @param {{database?: string, jar?: Jar}} [browser] that it is a tab of */
  constructor(server, { database = `replacing-${++count}`, jar } = {}) {
    const connected = server.connect(jar)
    this.browser = { database, jar: connected.jar }
    this.keystore = new Keystore(database)
    this.#composed = compose({
      fetch: (input, init) => this.#fetch(connected.fetch, input, init),
      csrf: async () => 'csrf',
      origin: ORIGIN,
      userAgent: 'Firefox/140.0 Linux',
      keystore: this.keystore,
      argon2id: quickArgon2id,
      rater: { rate: async (asked) => asked.map(() => 4), end: () => {} },
      createVault,
      emit: (event, detail) => void this.events.push([event, detail]),
      tabs: { postMessage: () => {}, addEventListener: () => {} },
      report: (method, fault) => void this.faults.push([method, fault]),
    })
    running.push(this)
  }

  /** @param {string} method @param {unknown} [args] @returns {Promise<any>} the value */
  async call(method, args) {
    const reply = await this.#composed.answer({ id: ++this.#id, method, args })
    assert.ok(reply.ok, `${method}: ${JSON.stringify(reply)}`)
    return reply.value
  }

  /** @param {string} method @param {unknown} [args] @returns {Promise<string>} the code that it is refused with */
  async refusal(method, args) {
    const reply = await this.#composed.answer({ id: ++this.#id, method, args })
    assert.ok(!reply.ok, `${method} was not refused`)
    return reply.error.code
  }

  /**
   * Die at the request of that number from now, or of that name.
   * @param {number | string} at
   * @param {Moment} moment
   * @returns {Promise<void>} dead
   */
  dieAt(at, moment) {
    return this.#stopAt(at, moment).reached.then(() => void (this.#dead = true))
  }

  /**
   * Hold that request back.
   * @param {number} at
   * @returns {{reached: Promise<void>, release: () => void}}
   */
  holdAt(at) {
    return this.#stopAt(at, 'before')
  }

  /** The same browser, opened again. @param {FakeServer} server */
  reopened(server) {
    return new Worker(server, this.browser)
  }

  /** @returns {Promise<string[]>} titles, in their order */
  async titles() {
    const { rows } = await this.call('list', { query: '', shelf: 'all', start: 0, end: 1e6 })
    return rows.map((/** @type {{title: string}} */ { title }) => title)
  }

  async lock() {
    this.#dead = true
    await this.#composed.answer({ id: 0, method: 'lock' })
  }

  /** @param {number | string} at @param {Moment} moment */
  #stopAt(at, moment) {
    const reached = Promise.withResolvers()
    const released = Promise.withResolvers()
    this.#stop = { at: typeof at === 'number' ? this.log.length + at : at, moment, reached, released }
    return { reached: reached.promise, release: () => released.resolve(undefined) }
  }

  /** @param {typeof globalThis.fetch} send @param {RequestInfo | URL} input @param {RequestInit | undefined} init */
  async #fetch(send, input, init) {
    if (this.#dead) return NEVER
    const request = `${init?.method} ${new URL(String(input), ORIGIN).pathname}`
    const mine = this.log.push(request)
    const stop = this.#stop?.at === mine || this.#stop?.at === request ? this.#stop : null
    if (stop?.moment === 'before') await this.#wait(stop)
    const answer = await send(input, init)
    if (stop?.moment === 'after') await this.#wait(stop)
    return answer
  }

  /** @param {Stop} stop */
  #wait({ reached, released }) {
    reached.resolve(undefined)
    return released.promise
  }
}

/** The clock of an open vault ticks for ever. */
export async function lockAll() {
  for (const worker of running.splice(0)) await worker.lock()
}

/**
 * Alice's vault of three items, in a browser that has taken a copy of her key.
 * @param {FakeServer} server
 */
export async function livedIn(server) {
  const worker = new Worker(server)
  await worker.call('signUp', { ...ALICE, mailKey: false })
  await worker.call('confirmCode', { code: CODE })
  await worker.call('issueCopy', { kind: 'file' })
  for (const title of TITLES) await worker.call('saveItem', login(title))
  return worker
}

/** @param {string} title */
export const login = (title) => ({ type: 'login', title, username: '', password: '', url: '', notes: '' })

/** A browser that has been authorized with a key file's key string. @param {FakeServer} server @param {string} keyString */
export async function authorized(server, keyString) {
  const worker = new Worker(server)
  assert.deepEqual(await worker.call('signIn', ALICE), { next: 'authorize' })
  assert.deepEqual(await worker.call('authorizeWith', { keyString }), { next: 'vault' })
  return worker
}

/** From the password to the end. @param {Worker} worker @param {number} [count] of items */
export async function replace(worker, count = 3) {
  assert.deepEqual(await worker.call('beginReplacement', PASSWORD), { count })
  const { keyString } = await worker.call('issueCopy', { kind: 'file', next: true })
  await worker.call('finishReplacement', { mail: false })
  return keyString
}

/** What this browser keeps, and the account as the server has it. @param {FakeServer} server @param {Worker} worker */
export async function kept(server, worker) {
  const account = server.account(ALICE.email)
  const accountId = new Uint8Array(Buffer.from(account.id, 'base64url'))
  const own = await worker.keystore.readOwn(accountId)
  const pin = await worker.keystore.readPin(accountId)
  const snapshot = await worker.keystore.readSnapshot(accountId)
  const keyString = await parse(own?.keyString ?? '')
  return {
    account,
    own,
    pin,
    snapshot,
    generation: keyString?.generation,
    copyId: toBase64(keyString?.copyId ?? new Uint8Array()),
  }
}
