/**
 * Puts the key worker together and answers its messages. Everything that touches the browser comes in as an argument, so
 * that tests run the same worker in Node.
 */
import { createAccounts } from '../api/accounts.js'
import { createBreachApi } from '../api/breaches.js'
import { createClient } from '../api/client.js'
import { createVaultApi } from '../api/vault.js'
import { browserName } from '../account/browsers.js'
import { Session } from '../account/session.js'
import { refused } from '../account/standing.js'
import { toBase64 } from '../crypto/bytes.js'
import { TesseraError } from '../errors.js'
import { createLocal } from '../vault/local.js'
import { accountMethods } from './accountmethods.js'
import { createAutoLock } from './autolock.js'
import { backupMethods } from './backupmethods.js'
import { healthMethods } from './healthmethods.js'
import { Keeper, noting } from './keeper.js'
import { Replacing } from './replacemethods.js'
import { joinTabs } from './tabs.js'
import { vaultMethods } from './vaultmethods.js'

/** @typedef {import('../account/context.js').Context} Context */
/** @typedef {import('./vaultmethods.js').Vault} Vault */
/** @typedef {import('./vaultmethods.js').VaultParts} VaultParts */
/**
 * @typedef {object} Surroundings
 * @property {typeof globalThis.fetch} fetch
 * @property {import('../api/client.js').Csrf} csrf the CSRF cookie's value, which only a page can read
 * @property {string} origin
 * @property {string} userAgent
 * @property {import('../account/keystore.js').Keystore} keystore
 * @property {import('../crypto/kdf.js').Argon2id} argon2id
 * @property {import('./rating.js').Rater} rater
 * @property {(parts: VaultParts) => Vault} createVault
 * @property {(event: string, detail: object) => void} emit
 * @property {import('./tabs.js').Channel} tabs to the other tabs of this browser
 * @property {(method: string, fault: unknown) => void} report a fault of this program, which nobody but its authors can mend
 */
/** @typedef {ReturnType<typeof compose>['methods']} Methods */
/** @typedef {{id: number, method: string, args?: unknown}} Request */
/** @typedef {{id: number, ok: true, value: unknown} | {id: number, ok: false, error: {code: string, detail: object}}} Reply */

const FLUSH_PATIENCE = 500 // ms

/** @param {Surroundings} surroundings */
export function compose(surroundings) {
  const { emit } = surroundings
  const { session, context, vault, local, vaultDoor, vaultsMethods, replacing, keeper } = wire(surroundings)
  const autoLock = createAutoLock({ isOpen: () => session.isOpen || session.isEntering, lock: () => lock('idle') })

  /** @param {'asked' | 'idle'} reason */
  function lock(reason) {
    const wasOpen = session.isOpen
    session.lock()
    // Without open keys there was only a sign-in under way, which begins again at the sign-in page.
    emit('locked', { reason: wasOpen || reason === 'asked' ? reason : 'signed-out' })
  }

  function afterAct() {
    autoLock.touch()
    // Opened ahead of being asked for; whoever asks gets the error, if there is one.
    if (session.isOpen && session.opened.keyTaken) vaultDoor.ready().catch(() => {})
    keeper.opened()
  }

  const { flush, ...localMethods } = local
  const settle = settler([() => vault.flush(), flush], surroundings.report)
  const accountDoor = accountMethods(context, afterAct)
  const methods = {
    ...accountDoor,
    ...vaultsMethods,
    ...localMethods,
    ...replacing.methods(afterAct),
    unlock: (/** @type {{password: string}} */ typed) => {
      if (session.identity) vault.expect(session.identity.accountId)
      return accountDoor.unlock(typed)
    },
    signOut: () => settle().then(accountDoor.signOut),
    lock: () => settle().then(() => lock('asked')),
    touch: async () => autoLock.touch(),
    setAutoLock: async (/** @type {{minutes: number}} */ choice) => autoLock.set(choice),
  }
  return { methods, answer: answerer(methods, surroundings.report, autoLock.check) }
}

/**
 * The parts, each with those that it needs. What the session's keys opened is closed with them.
 * @param {Surroundings} surroundings
 */
function wire(surroundings) {
  const { fetch, csrf, keystore, rater, emit, report } = surroundings
  const session = new Session({
    closed: () => [vaultDoor, backupDoor, healthDoor, replacing, keeper].forEach((door) => door.close()),
  })
  const account = () => session.holder && toBase64(session.holder)
  const browser = () => (session.isEntering && session.entry.rowToken ? toBase64(session.entry.rowToken) : null)
  const client = createClient({ fetch, csrf, account, browser, refused: (code) => refused(context, code) })
  const announce = joinTabs(
    surroundings.tabs,
    () => session.holder,
    () => {
      session.lock()
      emit('locked', { reason: 'asked' })
    },
  )
  const context = { ...contextOf(surroundings, session, createAccounts(client)), announce }
  const api = noting(createVaultApi(client), (count) => keeper.committed(count))
  const vault = surroundings.createVault({ session, api, keystore, emit })
  const local = createLocal({ session, keystore })
  const vaultDoor = vaultMethods(session, vault)
  const backupDoor = backupMethods(context, vault, vaultDoor.ready, emit)
  const breaches = createBreachApi(client)
  const healthDoor = healthMethods({ vault, door: vaultDoor, breaches, rater, emit, report })
  const replacing = new Replacing({ context, vault, api }, vaultDoor.ready, emit)
  const keeper = new Keeper({ context, make: backupDoor.makeKept, kept: () => emit('kept', {}), report })
  const vaultsMethods = { ...vaultDoor.methods, ...backupDoor.methods, ...healthDoor.methods }
  return { session, context, vault, local, vaultDoor, vaultsMethods, replacing, keeper }
}

/**
 * @param {Surroundings} surroundings
 * @param {Session} session
 * @param {import('../api/accounts.js').Accounts} accounts
 * @returns {Omit<Context, 'announce'>}
 */
function contextOf({ keystore, argon2id, origin, userAgent, emit }, session, accounts) {
  return { session, keystore, accounts, argon2id, origin, emit, browserName: browserName(userAgent) }
}

/**
 * Lets the vault write what it keeps for the next time; storage that fails or hangs holds up no lock.
 * @param {(() => Promise<void>)[]} flushes
 * @param {Surroundings['report']} report
 */
function settler(flushes, report) {
  return async () => {
    const flushed = Promise.all(flushes.map((flush) => flush().catch((reason) => report('flush', reason))))
    await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, FLUSH_PATIENCE))])
  }
}

/**
 * @param {object} methods
 * @param {Surroundings['report']} report
 * @param {() => void} before called before each request: a machine may have slept past the time to lock
 */
function answerer(methods, report, before) {
  const table = new Map(Object.entries(methods))
  /**
   * Only a code and its detail leave the worker: an unexpected error's message could hold anything.
   * @param {Request} request
   * @returns {Promise<Reply>}
   */
  return async ({ id, method, args }) => {
    try {
      before()
      const run = table.get(method)
      if (!run) throw new TesseraError('bad-request')
      return { id, ok: true, value: await run(args) }
    } catch (reason) {
      if (!(reason instanceof TesseraError)) report(method, reason)
      const { code, detail } = reason instanceof TesseraError ? reason : { code: 'server-error', detail: {} }
      return { id, ok: false, error: { code, detail } }
    }
  }
}
