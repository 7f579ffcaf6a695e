/**
 * The cast of the flow tests: browsers that talk to the server in memory, each with a database and cookies of its own.
 */
import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { argon2id } from 'hash-wasm'
import { createAccounts } from '../../../static/js/api/accounts.js'
import { createClient } from '../../../static/js/api/client.js'
import { authorizeWith } from '../../../static/js/account/authorize.js'
import { issueCopy } from '../../../static/js/account/delivery.js'
import { confirmCode, signUp } from '../../../static/js/account/enroll.js'
import { Keystore } from '../../../static/js/account/keystore.js'
import { Session } from '../../../static/js/account/session.js'
import { signIn } from '../../../static/js/account/signin.js'
import { refused } from '../../../static/js/account/standing.js'
import { toBase64 } from '../../../static/js/crypto/bytes.js'
import { TesseraError } from '../../../static/js/errors.js'
import { FakeServer } from './server.js'
import { ORIGIN } from './stored.js'

/** @typedef {import('../../../static/js/account/context.js').Context} Context */

export const ALICE = { email: 'alice@example.org', password: 'correct horse battery' }
export const BOB = { email: 'bob@example.org', password: 'tinfoil umbrella seven' }
export const CODE = '271828'

let databases = 0

/** The real function at a fraction of its cost: the figures of suite 1 have tests of their own. @type {import('../../../static/js/crypto/kdf.js').Argon2id} */
export const quickArgon2id = async ({ password, salt }) => {
  const hash = await argon2id({
    password,
    salt,
    memorySize: 64,
    iterations: 1,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  })
  return new Uint8Array(hash)
}

/**
 * A browser, as its key worker sees the world.
 * @param {FakeServer} server
 * @param {{name?: string, database?: string, jar?: import('./stored.js').Jar, disk?: FileSystemDirectoryHandle}} [options]
 *   `database`, `jar` and `disk`, its private files: of a tab that is open already
 */
export function openBrowser(server, options = {}) {
  const { name = 'Firefox on Linux', database = `tessera-${++databases}` } = options
  const { fetch, jar } = server.connect(options.jar)
  /** @type {{event: string, detail: object}[]} */
  const events = []
  /** @type {string[]} whose secrets the other tabs were told of */
  const announced = []
  const keystore = new Keystore(database, async () => options.disk ?? null)
  const account = () => context.session.holder && toBase64(context.session.holder)
  const client = createClient({ fetch, csrf: async () => 'csrf', account, refused: (code) => refused(context, code) })
  /** @type {Context} */
  const context = {
    session: new Session(),
    keystore,
    accounts: createAccounts(client),
    argon2id: quickArgon2id,
    origin: ORIGIN,
    browserName: name,
    emit: (event, detail) => void events.push({ event, detail }),
    announce: () => void announced.push(context.session.known.email),
  }
  /** The page is closed and opened again: keys gone, cookies and database stay. */
  const reload = () => Object.assign(context, { session: new Session() })
  return { context, keystore, events, announced, jar, database, reload }
}

/**
 * Alice has signed up in a browser and taken the key string of a picture.
 * @param {FakeServer} server
 * @param {{email: string, password: string}} [person]
 * @param {Parameters<typeof openBrowser>[1]} [options]
 */
export async function enrolled(server, person = ALICE, options = {}) {
  const browser = openBrowser(server, options)
  await signUp(browser.context, { ...person, mailKey: false })
  assert.deepEqual(await confirmCode(browser.context, { code: CODE }), { next: 'welcome' })
  const { keyString } = await issueCopy(browser.context, { kind: 'picture' })
  return { ...browser, keyString }
}

/**
 * A browser that has never held the key, after e-mail and password.
 * @param {FakeServer} server
 * @param {{email: string, password: string}} [person]
 */
export async function entering(server, person = ALICE) {
  const browser = openBrowser(server, { name: 'Chrome on Android' })
  assert.deepEqual(await signIn(browser.context, person), { next: 'authorize' })
  return browser
}

/**
 * A second browser, authorized with a key string.
 * @param {FakeServer} server
 * @param {string} keyString
 */
export async function authorizedBrowser(server, keyString) {
  const browser = await entering(server)
  assert.deepEqual(await authorizeWith(browser.context, { keyString }), { next: 'vault' })
  return browser
}

/**
 * Expects a refusal by its code; returns its detail.
 * @param {Promise<unknown>} work
 * @param {import('../../../static/js/errors.js').Code} code
 */
export async function refusedWith(work, code) {
  const error = await work.then(
    () => assert.fail(`expected ${code}, nothing was refused`),
    (reason) => reason,
  )
  assert.ok(error instanceof TesseraError, String(error.stack))
  assert.equal(error.code, code)
  return error.detail
}

export { FakeServer }
