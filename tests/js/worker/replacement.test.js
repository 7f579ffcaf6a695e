/** The Account Key replaced: by its owner in one go, beside others, and killed at every step. */
import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { parse } from '../../../static/js/crypto/accountkey.js'
import { ALICE, FakeServer } from '../account/cast.js'
import { authorized, kept, livedIn, lockAll, login, PASSWORD, replace, TITLES, Worker } from './replacing.js'

afterEach(lockAll)

test('a replaced key opens the same vault, here and where its new copy is brought', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const { keyString: old } = await alice.call('issueCopy', { kind: 'file' })
  const other = await authorized(server, old)
  const keyString = await replace(alice)

  assert.deepEqual(await alice.titles(), TITLES)
  await alice.call('saveItem', login('zebra'))
  const { account, own, pin, snapshot, generation, copyId } = await kept(server, alice)
  assert.deepEqual([account.generation, generation, pin?.generation, snapshot?.generation], [2, 2, 2, 2])
  assert.equal(own?.next, undefined)
  assert.equal(server.browsersOf(account)[0]?.copy, copyId)

  await alice.call('lock')
  assert.deepEqual(await alice.call('unlock', PASSWORD), { next: 'vault' })
  assert.deepEqual(await alice.titles(), [...TITLES, 'zebra'])

  assert.equal(await other.refusal('sync'), 'session-ended')
  const again = other.reopened(server)
  assert.deepEqual(await again.call('signIn', ALICE), { next: 'authorize' })
  assert.equal(await again.refusal('authorizeWith', { keyString: old }), 'key-replaced')
  assert.deepEqual(await again.call('authorizeWith', { keyString }), { next: 'vault' })
  assert.deepEqual(await again.titles(), [...TITLES, 'zebra'], 'its pin of before is followed into the new generation')
})

test('words of the former key are refused, those taken of the next one authorize', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const former = await alice.call('words')
  await alice.call('beginReplacement', PASSWORD)
  const words = await alice.call('words', { next: true })
  assert.notEqual(words, former)
  await alice.call('finishReplacement', { mail: false })
  assert.equal(await alice.call('words'), words, 'the kit taken for the replacement is the kit')
  const other = new Worker(server)
  await other.call('signIn', ALICE)
  assert.equal(await other.refusal('authorizeWithWords', { words: former }), 'words-refused')
  assert.deepEqual(await other.call('authorizeWithWords', { words }), { next: 'vault' })
})

test('the new key is mailed when that is wished, and the replacement stands when it cannot be', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  await alice.call('beginReplacement', PASSWORD)
  await alice.call('kit', { next: true })
  assert.deepEqual(await alice.call('finishReplacement', { mail: true }), { mailed: true })
  const [mailed] = server.copiesOf(ALICE.email, 'email')
  assert.equal((await parse(mailed?.keyString ?? ''))?.generation, 2)

  await alice.call('beginReplacement', PASSWORD)
  await alice.call('kit', { next: true })
  server.broken.add('/api/key-copies/mail')
  assert.deepEqual(await alice.call('finishReplacement', { mail: true }), { mailed: false })
  assert.equal(server.account(ALICE.email).generation, 3)
})

test('another password than the account’s begins nothing', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const requests = alice.log.length
  assert.equal(await alice.refusal('beginReplacement', { password: 'tinfoil umbrella seven' }), 'wrong-password')
  assert.deepEqual(alice.log.slice(requests), [])
  assert.equal(await alice.refusal('finishReplacement', { mail: false }), 'replacement-lost')
})

test('nothing is swapped before a copy of the next key has been taken', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  await alice.call('beginReplacement', PASSWORD)
  await alice.call('issueCopy', { kind: 'file' }) // of the present key
  assert.deepEqual(await alice.call('replacement'), { count: 3, taken: false })
  assert.equal(await alice.refusal('finishReplacement', { mail: false }), 'key-not-taken')
  assert.equal(server.account(ALICE.email).generation, 1)
  await alice.call('issueCopy', { kind: 'picture', next: true })
  assert.deepEqual(await alice.call('replacement'), { count: 3, taken: true })
  await alice.call('finishReplacement', { mail: false })
  assert.equal(await alice.call('replacement'), null)
})

test('what another browser commits meanwhile is sealed anew, and nothing else a second time', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const { keyString } = await alice.call('issueCopy', { kind: 'file' })
  const other = await authorized(server, keyString)
  await alice.call('beginReplacement', PASSWORD)
  await alice.call('issueCopy', { kind: 'picture', next: true })
  await other.call('saveItem', login('from elsewhere'))
  const sent = server.sent.length
  await alice.call('finishReplacement', { mail: false })
  const staged = server.sent
    .slice(sent)
    .filter((body) => body.includes('"items"'))
    .map((body) => JSON.parse(body))
  assert.deepEqual(
    staged.map(({ items }) => items.length),
    [1],
  )
  assert.deepEqual(await alice.titles(), ['from elsewhere', ...TITLES])
})

test('a commit between the last look and the swap is a conflict, and the next try has it', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const { keyString } = await alice.call('issueCopy', { kind: 'file' })
  const other = await authorized(server, keyString)
  await alice.call('beginReplacement', PASSWORD)
  await alice.call('issueCopy', { kind: 'picture', next: true })
  const swapping = alice.holdAt(3) // after the last pull, and the challenge of the swap
  const finished = alice.call('finishReplacement', { mail: false })
  await swapping.reached
  assert.equal(alice.log.at(-1), 'POST /api/vault/replacement/swap')
  await other.call('saveItem', login('at the last moment'))
  swapping.release()
  await finished
  assert.equal(alice.log.filter((request) => request.endsWith('/swap')).length, 2)
  assert.deepEqual(await alice.titles(), ['at the last moment', ...TITLES])
})

test('given up, it leaves key, copies and vault as they were', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const { keyString: old } = await alice.call('issueCopy', { kind: 'file' })
  await alice.call('beginReplacement', PASSWORD)
  const { keyString } = await alice.call('issueCopy', { kind: 'file', next: true })
  assert.deepEqual(await alice.call('stopReplacement'), { replaced: false })
  assert.equal(await alice.call('replacement'), null)
  const { own, account } = await kept(server, alice)
  assert.deepEqual([own?.next, account.generation], [undefined, 1])
  assert.equal(server.copiesOf(ALICE.email).filter(({ staged }) => staged).length, 0)
  const other = await authorized(server, old)
  assert.deepEqual(await other.titles(), TITLES)
  const third = new Worker(server)
  await third.call('signIn', ALICE)
  assert.equal(await third.refusal('authorizeWith', { keyString }), 'key-unfinished')
})

test('a change of the password gives it up, also after a swap that did not arrive; it can be begun again', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  const changed = { password: 'a quite different password' }
  await alice.call('beginReplacement', PASSWORD)
  await alice.call('issueCopy', { kind: 'picture', next: true })
  server.broken.add('/api/vault/replacement/swap')
  assert.equal(await alice.refusal('finishReplacement', { mail: false }), 'unreachable')
  server.broken.clear()
  await alice.call('changePassword', { ...PASSWORD, next: changed.password, cancel: [] })
  assert.equal(await alice.call('replacement'), null)
  assert.equal(await alice.refusal('finishReplacement', { mail: false }), 'replacement-lost')
  assert.deepEqual(await alice.call('stopReplacement'), { replaced: false })
  await alice.call('beginReplacement', changed)
  await alice.call('issueCopy', { kind: 'picture', next: true })
  await alice.call('finishReplacement', { mail: false })
  assert.equal(server.account(ALICE.email).generation, 2)
})

test('a lock gives it up: the next unlock has the present key', async () => {
  const server = new FakeServer()
  const alice = await livedIn(server)
  await alice.call('beginReplacement', PASSWORD)
  assert.notEqual((await kept(server, alice)).own?.next, undefined)
  await alice.call('lock')
  assert.deepEqual(await alice.call('unlock', PASSWORD), { next: 'vault' })
  assert.equal((await kept(server, alice)).own?.next, undefined)
  assert.equal(await alice.call('replacement'), null)
  assert.deepEqual(await alice.titles(), TITLES)
})

test('a swap whose answer is lost is found to be done, by trying again or by giving up', async () => {
  for (const [method, expected] of [
    ['finishReplacement', { mailed: false }],
    ['stopReplacement', { replaced: true }],
  ]) {
    const server = new FakeServer()
    const alice = await livedIn(server)
    await alice.call('beginReplacement', PASSWORD)
    await alice.call('issueCopy', { kind: 'picture', next: true })
    server.rewrite = (route, answer) => {
      if (route === 'POST /api/vault/replacement/swap') server.broken.add('/api/account')
      return route === 'POST /api/vault/replacement/swap' ? { status: 500, body: {} } : answer
    }
    assert.equal(await alice.refusal('finishReplacement', { mail: false }), 'unreachable')
    assert.equal(server.account(ALICE.email).generation, 2)
    server.broken.clear()
    assert.deepEqual(await alice.call(String(method), { mail: false }), expected)
    assert.deepEqual(await alice.titles(), TITLES)
    assert.equal((await kept(server, alice)).generation, 2)
  }
})

test('two tabs of one browser: the later beginning counts, and the earlier one swaps nothing', async () => {
  const server = new FakeServer()
  const first = await livedIn(server)
  const second = first.reopened(server)
  await second.call('unlock', PASSWORD)
  await first.call('beginReplacement', PASSWORD)
  await first.call('issueCopy', { kind: 'picture', next: true })
  const keyString = await replace(second)
  assert.equal(await first.refusal('finishReplacement', { mail: false }), 'key-replaced')
  assert.equal(server.account(ALICE.email).generation, 2)
  const other = await authorized(server, keyString)
  assert.deepEqual(await other.titles(), TITLES)
})

test('killed at any request, it is as if it had not begun or was finished, and can be gone through again', async () => {
  const steps = await requestsOf(async (worker) => void (await replace(worker)))
  const swap = steps.indexOf('POST /api/vault/replacement/swap')
  assert.ok(swap > 0, steps.join())
  for (const [index, step] of steps.entries()) {
    for (const moment of /** @type {const} */ (['before', 'after'])) {
      const server = new FakeServer()
      const alice = await livedIn(server)
      const died = alice.dieAt(index + 1, moment)
      void replace(alice).catch(() => {}) // an answer that never comes
      await died
      const isSwapped = index > swap || (index === swap && moment === 'after')
      await goOn(server, alice, isSwapped ? 2 : 1, `${moment} ${step}`)
    }
  }
})

/** @param {(worker: Worker) => Promise<void>} work @returns {Promise<string[]>} the requests that it makes */
async function requestsOf(work) {
  const worker = await livedIn(new FakeServer())
  const before = worker.log.length
  await work(worker)
  return worker.log.slice(before)
}

/**
 * The next day, in the same browser.
 * @param {FakeServer} server
 * @param {Worker} dead
 * @param {number} generation
 * @param {string} when it died
 */
async function goOn(server, dead, generation, when) {
  assert.equal(server.account(ALICE.email).generation, generation, when)
  const alice = dead.reopened(server)
  assert.deepEqual(await alice.call('unlock', PASSWORD), { next: 'vault' }, when)
  assert.deepEqual(await alice.titles(), TITLES, when)
  const found = await kept(server, alice)
  assert.deepEqual([found.own?.next, found.generation], [undefined, generation], when)
  const keyString = await replace(alice)
  assert.equal(server.account(ALICE.email).generation, generation + 1, when)
  const other = await authorized(server, keyString)
  assert.deepEqual(await other.titles(), TITLES, when)
}
