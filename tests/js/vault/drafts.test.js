/** Drafts of several tabs over one database: none takes the place of another's. docs/formats.md §8. */
import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { sealLocal } from '../../../static/js/crypto/localrecord.js'
import { MOST_DRAFTS } from '../../../static/js/vault/drafts.js'
import { refusal } from './cast.js'
import { DRAFT, drafts, makeBrowser, stored, TYPED } from './localcast.js'

/** @type {import('./localcast.js').Browser} */
let browser

beforeEach(async () => {
  browser = await makeBrowser()
})

/** @param {string} tab @param {number} version @param {string | null} [name] */
const typed = (tab, version, name = null) => ({ name, tab, draft: { version } })

/** Under a name, as somebody wrote it. @param {string} name @param {object} value */
async function plant(name, value) {
  const { accountId, keystore } = browser
  const { generation, vaultKey } = browser.session.opened
  const sealed = await sealLocal(vaultKey, { accountId, generation, name }, value)
  await keystore.writeLocal(accountId, name, { generation, sealed })
}

test('a draft comes back as it was kept, also after the tab was closed, until it is dropped', async () => {
  const { local, keystore } = browser
  assert.deepEqual(await local.drafts(), [])
  const { kept, name } = await local.keepDraft(TYPED)
  assert.equal(kept, true)
  await keystore.close()
  const next = browser.tab()
  assert.deepEqual(await next.drafts(), [{ name, tab: 'one' }])
  assert.deepEqual(await next.takeDraft({ name, from: 'one', tab: 'two' }), DRAFT)
  await next.dropDraft({ name, tab: 'two' })
  assert.deepEqual((await stored(browser)).keys, [])
})

test('what is typed on takes the place of what was kept, and a dropped one does not come back', async () => {
  const { local } = browser
  const { name } = await local.keepDraft(typed('one', 1))
  void local.keepDraft(typed('one', 2, name))
  assert.equal((await local.keepDraft(typed('one', 3, name))).name, name)
  assert.deepEqual(await drafts(local), [{ version: 3 }])
  void local.keepDraft(typed('one', 4, name))
  await local.dropDraft({ name, tab: 'one' })
  assert.deepEqual(await local.drafts(), [])
})

test('tabs that keep drafts at once keep each their own, and drop no other', async () => {
  const tabs = ['one', 'two', 'three'].map((tab) => ({ tab, local: browser.tab() }))
  const kept = await Promise.all(tabs.map(({ tab, local }, at) => local.keepDraft(typed(tab, at))))
  assert.equal(new Set(kept.map(({ name }) => name)).size, 3)
  await Promise.all(tabs.map(({ tab, local }, at) => local.keepDraft(typed(tab, at + 10, kept[at]?.name))))
  const [one, two] = kept
  await browser.local.dropDraft({ name: String(one?.name), tab: 'one' })
  await browser.local.dropDraft({ name: String(two?.name), tab: 'one' })
  const left = await browser.local.drafts()
  assert.deepEqual(left.map(({ tab }) => tab).toSorted(), ['three', 'two'])
  const versions = (await drafts(browser.local)).map((draft) => Object(draft).version)
  assert.deepEqual(versions.toSorted(), [11, 12])
})

test('of tabs that want one draft a single one gets it', async () => {
  const { name } = await browser.local.keepDraft(TYPED)
  const wanting = ['two', 'three', 'four'].map((tab) => browser.tab().takeDraft({ name, from: 'one', tab }))
  const taken = (await Promise.all(wanting)).filter((draft) => draft !== null)
  assert.deepEqual(taken, [DRAFT])
  assert.equal(await browser.local.takeDraft({ name, from: 'one', tab: 'one' }), null)
})

test('a tab whose draft was taken goes on in a record of its own', async () => {
  const { local } = browser
  const { name } = await local.keepDraft(typed('one', 1))
  const other = browser.tab()
  await other.takeDraft({ name, from: 'one', tab: 'two' })
  const again = await local.keepDraft(typed('one', 2, name))
  assert.notEqual(again.name, name)
  await other.keepDraft(typed('two', 3, name))
  assert.deepEqual(await local.drafts(), [
    { name, tab: 'two' },
    { name: again.name, tab: 'one' },
  ])
  assert.deepEqual(await drafts(local), [{ version: 3 }, { version: 2 }])
})

test('of more than ten the oldest goes, and only then', async () => {
  const { local } = browser
  for (let version = 0; version < MOST_DRAFTS; version += 1) await local.keepDraft(typed(`tab ${version}`, version))
  const [oldest] = (await local.drafts()).slice(-1)
  assert.equal(oldest?.tab, 'tab 0')
  await local.keepDraft(typed('tab 0', 100, oldest?.name))
  assert.equal((await local.drafts()).length, MOST_DRAFTS)
  await local.keepDraft(typed('late', 200))
  const versions = (await drafts(local)).map((draft) => Object(draft).version)
  assert.deepEqual(versions, [200, 100, 9, 8, 7, 6, 5, 4, 3, 2])
})

test('a record of the former form is the draft of no tab, and can be taken', async () => {
  const { local } = browser
  await plant('draft', DRAFT)
  assert.deepEqual(await local.drafts(), [{ name: 'draft', tab: '' }])
  assert.deepEqual(await local.takeDraft({ name: 'draft', from: '', tab: 'one' }), DRAFT)
  assert.deepEqual(await local.drafts(), [{ name: 'draft', tab: 'one' }])
  await local.keepDraft(typed('one', 2, 'draft'))
  assert.deepEqual(await drafts(local), [{ version: 2 }])
})

test('a record of another form, or that does not open, counts as none and hides no other', async () => {
  const { local, keystore, accountId } = browser
  await local.keepDraft(TYPED)
  for (const [at, odd] of [{}, { tab: 'one' }, { tab: 1, at: 1, draft: {} }, { tab: 'x', at: 1, draft: 7 }].entries())
    await plant(`draftodd${'abcd'[at]}`, odd)
  await keystore.writeLocal(accountId, 'draftbroken', { generation: 1, sealed: new Uint8Array(300) })
  await keystore.writeLocal(accountId, 'draft of nobody', { generation: 1, sealed: new Uint8Array(300) })
  assert.deepEqual(await drafts(local), [DRAFT])
})

test('a draft that is too large takes nothing away', async () => {
  const { local } = browser
  const { name } = await local.keepDraft(TYPED)
  const large = { name, tab: 'one', draft: { x: 'x'.repeat(5e6) } }
  assert.equal(await refusal(() => local.keepDraft(large)), 'too-large')
  assert.deepEqual(await drafts(local), [DRAFT])
})
