/** One vault over two Account Keys, and servers that lie about which is which. ATTACKS V4. */
import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { newSession } from '../account/stored.js'
import { ALICE, FakeServer } from '../account/cast.js'
import { vaultOf } from '../account/vaults.js'
import { authorized, kept, livedIn, lockAll, login, PASSWORD, replace, TITLES } from './replacing.js'

/** @typedef {import('./replacing.js').Worker} Worker */

afterEach(lockAll)

/** Alice's first browser, and a second one that has seen her vault. @param {FakeServer} server */
async function twoBrowsers(server) {
  const alice = await livedIn(server)
  const { keyString } = await alice.call('issueCopy', { kind: 'file' })
  return { alice, other: await authorized(server, keyString), former: keyString }
}

/** @param {FakeServer} server */
const vaultIn = (server) => vaultOf(server, server.account(ALICE.email))

/** @param {FakeServer} server everything as it is, to be put back later */
function saved(server) {
  const { heads, rows } = vaultIn(server)
  const state = structuredClone({ account: server.account(ALICE.email), copies: server.copies, heads, rows })
  return () => {
    const proofKey = Buffer.from(state.account.proofKey)
    Object.assign(server.account(ALICE.email), state.account, { proofKey })
    Object.assign(vaultIn(server), { heads: state.heads, rows: state.rows })
    server.copies = state.copies
  }
}

/** @param {FakeServer} server @param {Worker} other @param {string} keyString in the browser that was cut off */
async function comeBack(server, other, keyString) {
  const again = other.reopened(server)
  await again.call('signIn', ALICE)
  assert.deepEqual(await again.call('authorizeWith', { keyString }), { next: 'vault' })
  return again
}

/** @param {Worker} worker @param {string} code */
async function blocked(worker, code) {
  assert.equal(await worker.refusal('sync'), code)
  assert.deepEqual((await worker.call('vaultInfo')).blocked, { code })
}

test('a pin of before is followed through commits of both generations', async () => {
  const server = new FakeServer()
  const { alice, other } = await twoBrowsers(server)
  await alice.call('saveItem', login('zebra'))
  await alice.call('saveItem', login('zoo'))
  const keyString = await replace(alice, 5)
  await alice.call('saveItem', login('zulu'))
  const again = await comeBack(server, other, keyString)
  assert.deepEqual(await again.titles(), [...TITLES, 'zebra', 'zoo', 'zulu'])
  const { pin } = await kept(server, again)
  assert.deepEqual([pin?.generation, pin?.version], [2, vaultIn(server).heads.length])
})

test('over two replacements as well', async () => {
  const server = new FakeServer()
  const { alice, other } = await twoBrowsers(server)
  await replace(alice)
  await alice.call('saveItem', login('zebra'))
  const again = await comeBack(server, other, await replace(alice, 4))
  assert.deepEqual(await again.titles(), [...TITLES, 'zebra'])
})

test('a server that goes back to the former key is rolled back, whoever has its copy', async () => {
  const server = new FakeServer()
  const { alice, former } = await twoBrowsers(server)
  const goBack = saved(server)
  await replace(alice)
  goBack()
  await alice.call('lock')
  assert.deepEqual((await alice.call('unlock', PASSWORD)).next, 'authorize')
  await alice.call('authorizeWith', { keyString: former })
  await blocked(alice, 'vault-rolled-back')
})

test('a fork from before a replacement does not become one vault by it', async () => {
  const server = new FakeServer()
  const { alice, other } = await twoBrowsers(server)
  const shared = saved(server)
  await other.call('saveItem', login('theirs')) // shown to the other browser alone
  const theirs = vaultIn(server).heads.at(-1)
  shared()
  await alice.call('saveItem', login('mine'))
  await alice.call('saveItem', login('mine, too'))
  const keyString = await replace(alice, 5)
  vaultIn(server).heads[/** @type {{version: number}} */ (theirs).version - 1] = /** @type {any} */ (theirs)
  await blocked(await comeBack(server, other, keyString), 'vault-forked')
})

test('without the vault key of before, or with another, nothing is taken', async () => {
  for (const lie of [undefined, Buffer.alloc(97, 1).toString('base64url')]) {
    const server = new FakeServer()
    const { alice, other } = await twoBrowsers(server)
    await alice.call('saveItem', login('zebra'))
    const keyString = await replace(alice, 4)
    const head = /** @type {{former?: string | undefined}} */ (vaultIn(server).heads.at(-1))
    if (lie === undefined) delete head.former
    else head.former = lie
    await blocked(await comeBack(server, other, keyString), 'vault-mismatch')
  }
})

test('a swap that this browser did not live to see is found at the next sign-in, and its old snapshot goes', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  await alice.call('lock') // writes the snapshot
  await alice.call('unlock', PASSWORD)
  const died = alice.dieAt('POST /api/vault/replacement/swap', 'after')
  void replace(alice)
  await died
  assert.equal((await kept(server, alice)).snapshot?.generation, 1)
  alice.browser.jar.session = newSession() // signed out everywhere, as well
  const again = alice.reopened(server)
  assert.deepEqual(await again.call('signIn', ALICE), { next: 'vault' })
  assert.deepEqual(await again.titles(), TITLES)
  const { own, generation, snapshot } = await kept(server, again)
  assert.deepEqual([own?.next, generation], [undefined, 2])
  assert.notEqual(snapshot?.generation, 1)
})
