/** What the editor has and has not saved, over the worker's own local records: tabs that live, are reloaded, and go. */
import 'fake-indexeddb/auto'
import assert from 'node:assert/strict'
import { beforeEach, mock, test } from 'node:test'
import { TesseraError } from '../../../static/js/errors.js'
import { Drafts } from '../../../static/js/pages/drafts.js'
import { makeBrowser } from '../vault/localcast.js'

/** @typedef {import('../../../static/js/pages/drafts.js').Kept} Kept */

/** @type {Awaited<ReturnType<typeof makeBrowser>>} */
let browser
/** @type {Set<string>} */
let open
/** @type {unknown[]} */
let reported

beforeEach(async () => {
  browser = await makeBrowser()
  open = new Set()
  reported = []
  Object.assign(globalThis, { reportError: (/** @type {unknown} */ error) => void reported.push(error) })
})

/** One page of a tab: a reload makes another of the same name. @param {string} name @param {object} [faulty] */
function page(name, faulty = {}) {
  open.add(name)
  const local = { ...browser.tab(), ...faulty }
  const call = /** @type {any} */ (
    (/** @type {keyof typeof local} */ method, /** @type {any} */ args) => local[method](args)
  )
  return new Drafts({ call, tab: { mine: Promise.resolve(name), open: async () => new Set(open) } })
}

/** @param {string} title @returns {Kept} */
function kept(title) {
  const fields = /** @type {any} */ ({ title, lines: [] })
  return { id: null, fields, was: fields, since: 0, at: 0 }
}

/** @param {Drafts} drafts @param {string} title */
async function typeAndKeep(drafts, title) {
  drafts.type(kept(title))
  await drafts.keep()
  assert.equal(drafts.unkept.value, false)
}

/** What a page finds, and takes up. @param {Drafts} drafts @returns {Promise<string | null>} its title */
async function found(drafts) {
  const one = await drafts.found()
  if (one) drafts.takeUp(one)
  return one?.draft.fields.title ?? null
}

test('each tab finds its own draft again, and drops no other', async () => {
  const [one, two] = [page('one'), page('two')]
  await typeAndKeep(one, 'of one')
  await typeAndKeep(two, 'of two')
  assert.equal(await found(page('one')), 'of one')
  const again = page('two')
  assert.equal(await found(again), 'of two')
  await again.drop()
  assert.equal(await found(page('two')), null)
  assert.equal(await found(page('one')), 'of one')
})

test('drafts of tabs that are gone are found one after the other, newest first', async () => {
  for (const name of ['one', 'two', 'three', 'four']) await typeAndKeep(page(name), `of ${name}`)
  for (const name of ['one', 'two', 'three']) open.delete(name)
  const next = page('next')
  for (const title of ['of three', 'of two', 'of one']) {
    assert.equal(await found(next), title)
    void next.drop()
  }
  assert.equal(await found(next), null)
})

test('of two tabs that open the vault together only one finds what was left', async () => {
  await typeAndKeep(page('gone'), 'left')
  open.delete('gone')
  const titles = await Promise.all(['one', 'two'].map((name) => found(page(name))))
  assert.deepEqual(titles.toSorted(), ['left', null])
})

test('what is typed before something found is taken up is kept beside it', async () => {
  await typeAndKeep(page('gone'), 'left')
  open.delete('gone')
  const one = page('one')
  const finding = one.found()
  one.type(kept('typed meanwhile'))
  await finding
  await one.keep()
  const again = page('one')
  assert.equal(await found(again), 'typed meanwhile')
  void again.drop()
  assert.equal(await found(again), 'left')
})

test('what is typed after a draft was dropped is another draft', async () => {
  const one = page('one')
  one.type(kept('first'))
  void one.keep()
  void one.drop()
  await typeAndKeep(one, 'second')
  assert.equal((await browser.local.drafts()).length, 1)
  assert.equal(await found(page('one')), 'second')
})

test('a draft of a form that nobody reads any more stands in no one’s way', async () => {
  await typeAndKeep(page('one'), 'whole')
  await browser.local.keepDraft({ name: null, tab: 'one', draft: { fields: 'of long ago' } })
  assert.equal(await found(page('one')), 'whole')
  assert.equal((await browser.local.drafts()).length, 1)
})

test('a fault is reported, and what comes later is kept all the same', async () => {
  const fault = new TypeError('a fault of this program')
  const keepDraft = mock.fn(browser.local.keepDraft)
  keepDraft.mock.mockImplementationOnce(async () => {
    throw fault
  })
  const one = page('one', { keepDraft })
  one.type(kept('first'))
  await one.keep()
  assert.deepEqual([one.unkept.value, reported], [true, [fault]])
  await typeAndKeep(one, 'second')
  assert.equal(await found(page('one')), 'second')
})

test('a refusal is no fault: what was typed stays unkept, so that the browser asks', async () => {
  const refused = async () => {
    throw new TesseraError('locked')
  }
  const one = page('one', { keepDraft: refused })
  one.type(kept('first'))
  await one.keep()
  assert.deepEqual([one.unkept.value, reported], [true, []])
})
