/**
 * Key workers for the tests of the worker: the real one, with a vault that only notes what was asked of it.
 */
import { strict as assert } from 'node:assert'
import { Keystore } from '../../../static/js/account/keystore.js'
import { compose } from '../../../static/js/worker/compose.js'
import { ALICE, CODE, FakeServer, quickArgon2id } from '../account/cast.js'
import { ORIGIN } from '../account/stored.js'

/** A vault that notes what was asked of it. */
function noteVault() {
  /** @type {string[]} */
  const calls = []
  /** @type {(Error | null)[]} */
  const failures = []
  const note = (/** @type {string} */ name) => async () => void calls.push(name)
  const vault = {
    open: async () => {
      calls.push('open')
      const failure = failures.shift()
      if (failure) throw failure
    },
    flush: note('flush'),
    expect: () => {},
    close: () => void calls.push('close'),
    ...Object.fromEntries(
      ['list', 'item', 'saveItem', 'trashItem', 'restoreItem', 'sync', 'vaultInfo', 'exportVerified'].map((name) => [
        name,
        note(name),
      ]),
    ),
  }
  return { vault, calls, failures }
}

/** What this tab tells the others, and a way for them to be heard. */
function noteTabs() {
  /** @type {((event: {data: unknown}) => void)[]} */
  const listeners = []
  /** @type {object[]} */
  const told = []
  return {
    told,
    hear: (/** @type {unknown} */ data) => listeners.forEach((listener) => listener({ data })),
    postMessage: (/** @type {object} */ message) => void told.push(message),
    addEventListener: (/** @type {'message'} */ _, /** @type {(event: {data: unknown}) => void} */ listener) =>
      void listeners.push(listener),
  }
}

let count = 0
/** @type {(() => Promise<unknown>)[]} */
const open = []

/** The clock of an open vault ticks for ever. */
export async function closeWorkers() {
  for (const lock of open.splice(0)) await lock()
}

/** @param {FakeServer} server @param {string} [database] */
export function openWorker(server, database = `worker-${++count}`) {
  const { fetch, jar } = server.connect()
  const { vault, calls, failures } = noteVault()
  /** @type {[string, object][]} */
  const events = []
  /** @type {[string, unknown][]} */
  const faults = []
  const tabs = noteTabs()
  const worker = compose({
    fetch,
    csrf: async () => 'csrf',
    origin: ORIGIN,
    userAgent: 'Firefox/140.0 Linux',
    keystore: new Keystore(database),
    argon2id: quickArgon2id,
    rater: { rate: async (asked) => asked.map(() => 4), end: () => {} },
    createVault: () => /** @type {never} */ (vault),
    emit: (event, detail) => void events.push([event, detail]),
    tabs,
    report: (method, fault) => void faults.push([method, fault]),
  })
  let id = 0
  /** @param {string} method @param {unknown} [args] @returns {Promise<any>} the value, or the error */
  const call = async (method, args) => {
    const reply = await worker.answer({ id: ++id, method, args })
    return reply.ok ? reply.value : reply.error
  }
  open.push(async () => {
    await call('lock')
    await call('touch')
  })
  return { call, vault, jar, calls, failures, events, faults, tabs, worker }
}

/** @param {FakeServer} server */
export async function unlockedWorker(server) {
  const worker = openWorker(server)
  await worker.call('signUp', { ...ALICE, mailKey: true })
  assert.deepEqual(await worker.call('confirmCode', { code: CODE }), { next: 'welcome' })
  return worker
}
