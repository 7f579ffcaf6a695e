/** Three browsers, whatever they do and in whatever order: no saved value is lost, and in the end all agree. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { login, makeTwo, textsOf } from './cast.js'

/** @typedef {import('./cast.js').Browser} Browser */

/** @param {Browser} browser @param {string} id */
const fieldsIn = ({ vault }, id) => textsOf(vault.item({ id }))

const FIELD = fc.constantFrom('title', 'username', 'password', 'notes')
const ACT = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('edit'), who: fc.nat(2), item: fc.nat(3), field: FIELD }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constantFrom('new', 'trash', 'restore', 'tag', 'copy', 'undo', 'undo', 'sync', 'reopen', 'forget'),
      who: fc.nat(2),
      item: fc.nat(3),
      field: FIELD,
    }),
  },
)
/** @typedef {{act: string, who: number, item: number, field: string}} Act */

/** What each browser may take back. @type {WeakMap<Browser, number[]>} */
const UNDOS = new WeakMap()

/** @param {Browser} browser @param {{undo?: number}} answer */
function note(browser, { undo }) {
  if (undo !== undefined) UNDOS.set(browser, [...(UNDOS.get(browser) ?? []), undo])
}

/** @param {Browser} browser @param {boolean} snapshot */
async function reopen(browser, snapshot) {
  UNDOS.delete(browser) // a session's
  await browser.reopen({ snapshot })
}

/** @param {Browser} browser */
async function takeBack(browser) {
  const undo = UNDOS.get(browser)?.pop()
  if (undo !== undefined) await browser.vault.undo({ undo })
}

/**
 * @param {Browser} browser
 * @param {Act} act
 * @param {string} value
 * @returns {Promise<string | null>} the value that was saved
 */
async function perform(browser, { act, item, field }, value) {
  const { rows } = browser.vault.list({ query: '', shelf: act === 'restore' ? 'trash' : 'all', start: 0, end: 9 })
  const id = rows[item % Math.max(1, rows.length)]?.id
  const { vault } = browser
  if (act === 'new') await browser.save(login({ title: value }))
  else if (act === 'undo') await takeBack(browser)
  else if (act === 'sync') await browser.vault.sync()
  else if (act === 'reopen') await reopen(browser, true)
  else if (act === 'forget') await reopen(browser, false)
  else if (!id) return null
  else if (act === 'trash') note(browser, await vault.trashItem({ id }))
  else if (act === 'restore') note(browser, await vault.restoreItem({ id }))
  else if (act === 'tag') note(browser, await vault.changeItems({ ids: rows.map((row) => row.id), act, tags: [value] }))
  else if (act === 'copy') note(browser, await vault.duplicateItem({ id }))
  else note(browser, await vault.saveItem(login({ ...fieldsIn(browser, id), id, [field]: value })))
  return act === 'new' || act === 'edit' ? value : null
}

/** @param {Browser[]} browsers */
async function expectAgreement(browsers) {
  for (const { vault } of browsers) await vault.sync()
  const [first, ...others] = await Promise.all(
    browsers.map(async ({ vault }) => JSON.parse(await vault.exportVerified()).items),
  )
  /** @param {{id: string}[]} items */
  const byId = (items) => items.toSorted((a, b) => a.id.localeCompare(b.id))
  for (const other of others) assert.deepEqual(byId(other), byId(first))
  return JSON.stringify(first)
}

for (const parallel of [false, true]) {
  test(`three browsers, any interleaving${parallel ? ', two acts at a time' : ''}: no saved value is lost and all agree`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(ACT, { minLength: 2, maxLength: 14 }), async (acts) => {
        const { here, there, browser, pass } = await makeTwo()
        const browsers = [here, there, await browser().open()]
        /** @type {string[]} */
        const saved = ['p0', 'ada']
        for (let at = 0; at < acts.length; at += parallel ? 2 : 1) {
          pass(at % 3)
          const some = /** @type {Act[]} */ (acts.slice(at, at + (parallel ? 2 : 1)))
          // One browser does one thing at a time: a locked one has nothing to edit.
          const whos = new Set(some.map(({ who }) => who))
          const now = whos.size === some.length ? some : some.slice(0, 1)
          const done = await Promise.all(
            now.map((act, nth) => perform(/** @type {Browser} */ (browsers[act.who]), act, `v${at}-${nth}`)),
          )
          saved.push(...done.filter((value) => value !== null))
        }
        const kept = await expectAgreement(browsers)
        for (const value of saved) assert.ok(kept.includes(`"${value}"`), `${value} is lost`)
      }),
      { numRuns: 60 },
    )
  })
}
