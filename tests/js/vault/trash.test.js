/** Emptying the trash: nothing is left, unless somebody still wants it. */
import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { TRASH_TIME } from '../../../static/js/vault/trash.js'
import { refusal, textsOf } from './cast.js'
import { titlesOn, tokenOf, withItems } from './changing.js'

test('emptying the trash leaves nothing of an item: not here, not on the server, not in exports and backups', async () => {
  const { browser, alice, server, vault, ids } = await withItems('gone', 'kept', 'here')
  const [gone = '', kept = ''] = ids
  const edited = tokenOf(await vault.saveItem({ id: gone, notes: 'secret note' }))
  await vault.changeItems({ ids: [gone, kept], act: 'trash' })
  const before = server.items.get(gone)
  assert.deepEqual(await vault.emptyTrash({ ids: [gone, ids[2] ?? '', 'nobody'] }), { erased: 1 })
  assert.deepEqual(titlesOn(alice, 'trash'), ['kept'])
  assert.deepEqual(Object.keys(alice.shown), ['here'])
  assert.ok((server.items.get(gone)?.blob.length ?? 0) < (before?.blob.length ?? 0), 'the blob is overwritten')
  assert.equal(await refusal(() => vault.item({ id: gone })), 'not-found')
  assert.equal(await refusal(() => vault.restoreItem({ id: gone })), 'not-found')
  assert.deepEqual(await vault.undo(edited), {}, 'nothing to take back')
  for (const text of [await vault.exportVerified(), JSON.stringify(vault.content()), vault.exportItems({ ids })]) {
    assert.ok(!text.includes(gone) && !text.includes('secret note'))
  }
  await alice.reopen()
  assert.deepEqual(titlesOn(alice, 'trash'), ['kept'], 'out of the snapshot')
  const fresh = await browser().open()
  assert.deepEqual(titlesOn(fresh, 'trash'), ['kept'], 'off the server')
  assert.deepEqual(await vault.emptyTrash({}), { erased: 1 })
  assert.deepEqual(titlesOn(alice, 'trash'), [])
})

test('an edit elsewhere meanwhile beats emptying the trash', async () => {
  const { browser, vault, id, pass } = await withItems('mail')
  const other = await browser().open()
  await vault.trashItem({ id })
  await other.vault.sync()
  await vault.emptyTrash({})
  pass(60)
  await other.save({ id, notes: 'still needed' })
  await vault.sync()
  assert.equal(textsOf(vault.item({ id })).password, 'of mail')
  assert.equal(textsOf(vault.item({ id })).notes, 'still needed')
})

test('being restored elsewhere beats emptying the trash, whoever is first', async () => {
  const { browser, alice, vault, id } = await withItems('mail')
  const other = await browser().open()
  await vault.trashItem({ id })
  await other.vault.sync()
  await other.vault.restoreItem({ id })
  await vault.emptyTrash({})
  assert.deepEqual(alice.shown, { mail: 'ada' })
})

/** Lock and unlock, and wait until what is overdue is gone. @param {import('./cast.js').Browser} browser */
async function purged(browser) {
  mock.timers.enable({ apis: ['setTimeout'] })
  try {
    await browser.reopen()
    mock.timers.tick(250)
    await new Promise((resolve) => setImmediate(resolve))
    await browser.vault.sync()
  } finally {
    mock.timers.reset()
  }
  return titlesOn(browser, 'trash')
}

test('what has been in the trash for 30 days goes when the vault is opened, and nothing sooner', async () => {
  const { alice, vault, ids, pass } = await withItems('old', 'young', 'here')
  const [old = '', young = ''] = ids
  await vault.trashItem({ id: old })
  pass(TRASH_TIME - 10)
  await vault.trashItem({ id: young })
  assert.deepEqual(await purged(alice), ['old', 'young'])
  pass(10)
  assert.deepEqual(await purged(alice), ['young'])
  assert.deepEqual(Object.keys(alice.shown), ['here'])
})

test('neither a clock that is set ahead nor a server that says so empties the trash by itself', async () => {
  const { alice, server, vault, id, clock, pass } = await withItems('old')
  await vault.trashItem({ id })
  const [here, later] = [clock.now, clock.now + 1000 * TRASH_TIME]
  server.date = () => later
  assert.deepEqual(await purged(alice), ['old'], 'the server is ahead')
  pass(2 * TRASH_TIME)
  server.date = () => here
  assert.deepEqual(await purged(alice), ['old'], 'this browser is ahead')
  server.date = () => null
  assert.deepEqual(await purged(alice), ['old'], 'nobody but this browser says so')
  server.date = () => later
  assert.deepEqual(await purged(alice), [])
})
