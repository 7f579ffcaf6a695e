/** Generated values, and what is true of every local record, in a database as browsers have it. docs/formats.md §8. */
import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { openDB } from 'idb'
import { random } from '../../../static/js/crypto/bytes.js'
import { importKey } from '../../../static/js/crypto/envelope.js'
import { TesseraError } from '../../../static/js/errors.js'
import { createLocal, LONGEST, MOST, resealLocals } from '../../../static/js/vault/local.js'
import { refusal } from './cast.js'
import { DRAFT, drafts, makeBrowser, stored, TYPED } from './localcast.js'

/** @type {import('./localcast.js').Browser} */
let browser

/** A session with other keys. @param {Partial<{generation: number, vaultKey: CryptoKey}>} keys */
const sessionWith = (keys) => ({ ...browser.session, opened: { ...browser.session.opened, ...keys } })

beforeEach(async () => {
  browser = await makeBrowser()
})

test('nothing of it lies in the database in the clear', async () => {
  const { local } = browser
  await local.keepDraft(TYPED)
  await local.keepGenerated({ value: 'canary value' })
  const { text, records } = await stored(browser)
  assert.equal(records.length, 2)
  assert.ok(text.length > 500, 'the dump is empty')
  for (const canary of ['canary', 'title', 'secret', 'value']) assert.ok(!text.includes(canary), canary)
})

test('what was asked for before a lock is written by the flush, and nothing after it', async () => {
  const { local, session } = browser
  void local.keepDraft(TYPED)
  const { opened } = session
  Object.defineProperty(session, 'opened', {
    configurable: true,
    get: () => {
      throw new TesseraError('locked')
    },
  })
  await local.flush()
  for (const act of [() => local.drafts(), () => local.keepDraft(TYPED), () => local.generated()])
    assert.equal(await refusal(act), 'locked')
  Object.defineProperty(session, 'opened', { value: opened })
  assert.deepEqual(await drafts(local), [DRAFT])
})

test('the newest fifty values are kept with their dates, each once', async () => {
  const { local, clock } = browser
  for (let at = 0; at < MOST + 5; at += 1) {
    clock.now += 1000
    await local.keepGenerated({ value: `value ${at}` })
  }
  await local.keepGenerated({ value: 'value 20' })
  const values = await local.generated()
  assert.equal(values.length, MOST)
  assert.deepEqual(values[0], { value: 'value 20', at: Math.floor(clock.now / 1000) })
  assert.deepEqual(values[1], { value: 'value 54', at: Math.floor(clock.now / 1000) })
  assert.equal(new Set(values.map(({ value }) => value)).size, MOST)
  await local.dropGenerated()
  assert.deepEqual(await local.generated(), [])
})

test('two tabs that keep values at once lose none', async () => {
  const tabs = [browser.tab(), browser.tab(), browser.tab()]
  await Promise.all(tabs.flatMap((tab, at) => [0, 1, 2].map((n) => tab.keepGenerated({ value: `${at}-${n}` }))))
  const values = (await browser.local.generated()).map(({ value }) => value)
  assert.deepEqual(values.toSorted(), ['0-0', '0-1', '0-2', '1-0', '1-1', '1-2', '2-0', '2-1', '2-2'])
})

test('values that are no text, empty or too long are mistakes of this program', async () => {
  const { local } = browser
  await assert.rejects(local.keepGenerated({ value: /** @type {never} */ (7) }), TypeError)
  await assert.rejects(local.keepGenerated({ value: '' }), RangeError)
  await assert.rejects(local.keepGenerated({ value: 'x'.repeat(LONGEST + 1) }), RangeError)
})

test('a record under another key counts as none and is dropped', async () => {
  const { local, keystore } = browser
  await local.keepDraft(TYPED)
  const other = createLocal({ session: sessionWith({ vaultKey: await importKey(random(32)) }), keystore })
  assert.deepEqual(await other.drafts(), [])
  assert.deepEqual((await stored(browser)).keys, [])
})

test('a record of another form, or another shape inside, counts as none', async () => {
  const { local, accountId, name } = browser
  await local.keepGenerated({ value: 'x' })
  const database = await openDB(name)
  const [key = ''] = await database.getAllKeys('locals')
  for (const odd of [null, 7, { generation: 1 }, { generation: 1, sealed: 'text' }, { sealed: new Uint8Array(9) }]) {
    await database.put('locals', odd, key)
    assert.deepEqual(await local.generated(), [])
  }
  database.close()
  const { keystore, session } = browser
  const { sealLocal } = await import('../../../static/js/crypto/localrecord.js')
  for (const shape of [{}, { values: 7 }, { values: [null] }, { values: [{ value: 1, at: 1 }] }]) {
    const { generation, vaultKey } = session.opened
    const sealed = await sealLocal(vaultKey, { accountId, generation, name: 'generated' }, shape)
    await keystore.writeLocal(accountId, 'generated', { generation, sealed })
    assert.deepEqual(await local.generated(), [])
  }
})

test('a browser that was revoked in another tab takes nothing more', async () => {
  const { local, keystore, accountId } = browser
  await local.keepDraft(TYPED)
  await keystore.wipe(accountId)
  assert.deepEqual((await stored(browser)).keys, [])
  assert.equal(await refusal(() => local.keepDraft(TYPED)), 'locked')
  assert.equal(await refusal(() => local.keepGenerated({ value: 'x' })), 'locked')
  assert.deepEqual((await stored(browser)).keys, [])
})

test('after a replacement the records open under the new key, and a tab of before writes nothing', async () => {
  const { local, keystore, accountId, session } = browser
  await local.keepDraft(TYPED)
  await local.keepDraft({ ...TYPED, tab: 'two' })
  await local.keepGenerated({ value: 'x' })
  await keystore.writeLocal(accountId, 'not of ours', { generation: 1, sealed: new Uint8Array(80) })
  const former = { accountId, ...session.opened }
  const next = { accountId, generation: 2, vaultKey: await importKey(random(32)) }
  const locals = await resealLocals(keystore, former, next)
  const pin = { generation: 2, version: 5, head: new Uint8Array(32) }
  await keystore.succeed(accountId, 'next', pin, {
    snapshot: { generation: 2, version: 5, sealed: new Uint8Array(80) },
    locals,
  })
  const after = createLocal({ session: sessionWith(next), keystore })
  assert.deepEqual(await drafts(after), [DRAFT, DRAFT])
  assert.equal((await after.generated()).length, 1)
  assert.equal(await refusal(() => local.keepDraft(TYPED)), 'locked')
  assert.deepEqual(await local.drafts(), [])
  assert.deepEqual(await drafts(after), [DRAFT, DRAFT])
})

test('a record from before a replacement that was cut off is dropped unread', async () => {
  const { local, keystore, session } = browser
  await local.keepDraft(TYPED)
  const after = createLocal({ session: sessionWith({ generation: 2, vaultKey: session.opened.vaultKey }), keystore })
  assert.deepEqual(await after.drafts(), [])
  assert.deepEqual((await stored(browser)).keys, [])
})

test('a browser without room says so, and a draft that is too large is told apart', async () => {
  const { keystore, session, local } = browser
  assert.equal(await refusal(() => local.keepDraft({ ...TYPED, draft: { x: 'x'.repeat(5e6) } })), 'too-large')
  const full = Object.create(keystore, {
    writeLocal: {
      value: async () => {
        throw new DOMException('no room', 'QuotaExceededError')
      },
    },
    readLocal: { value: async () => null },
  })
  const tab = createLocal({ session, keystore: full })
  assert.equal((await tab.keepDraft(TYPED)).kept, false)
  assert.deepEqual(await tab.keepGenerated({ value: 'x' }), { kept: false })
})
