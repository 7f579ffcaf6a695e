/** New items, whose commit got no answer: saved again they do not become more. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random, toBase64 } from '../../../static/js/crypto/bytes.js'
import { TesseraError } from '../../../static/js/errors.js'
import { login, refusal, textsOf } from './cast.js'
import { titlesOn, tokenOf, withItems } from './changing.js'

/** @typedef {import('./server.js').Server} Server */

const unreachable = () => {
  throw new TesseraError('unreachable')
}

/** @returns {string} as an editor makes it for its draft */
const makeId = () => toBase64(random(16))

/**
 * The server takes the next commit, and no answer comes back, to that or to anything else.
 * @param {Server} server
 */
function loseAnswers(server) {
  server.after = () => {
    server.before = unreachable
    unreachable()
  }
}

/** @param {Server} server */
function answerAgain(server) {
  server.before = () => {}
  server.after = () => {}
}

test('a draft whose save was cut by a lock is saved again as the same item, as it is then', async () => {
  const { alice, server } = await withItems()
  const fresh = makeId()
  const typed = login({ title: 'once', notes: 'a note', url: 'https://a.example' })
  loseAnswers(server)
  assert.equal(await refusal(() => alice.vault.saveItem({ ...typed, fresh })), 'unreachable')
  answerAgain(server)
  await alice.reopen()
  assert.deepEqual(titlesOn(alice, 'all'), ['once'], 'the server had taken it')
  const saved = await alice.vault.saveItem({ ...login({ title: 'twice' }), fresh })
  assert.equal(saved.id, fresh)
  assert.deepEqual(titlesOn(alice, 'all'), ['twice'])
  const { notes, url } = textsOf(alice.vault.item({ id: fresh }))
  assert.deepEqual([notes, url], ['', ''], 'what was taken out again since is not there')
  await alice.vault.undo(tokenOf(saved))
  assert.deepEqual(titlesOn(alice, 'trash'), ['twice'], 'taking the new item back')
})

test('one that was not taken before the lock is new', async () => {
  const { alice, server } = await withItems()
  const fresh = makeId()
  server.before = unreachable
  assert.equal(await refusal(() => alice.vault.saveItem({ ...login({ title: 'once' }), fresh })), 'unreachable')
  answerAgain(server)
  await alice.reopen()
  assert.deepEqual(await alice.save({ ...login({ title: 'once' }), fresh }), fresh)
  assert.deepEqual(titlesOn(alice, 'all'), ['once'])
})

test('without a lock as well, and also when it was typed on in between', async () => {
  const { alice, server } = await withItems()
  const fresh = makeId()
  loseAnswers(server)
  const first = login({ title: 'once', notes: 'gone', url: 'https://a.example' })
  assert.equal(await refusal(() => alice.vault.saveItem({ ...first, fresh })), 'unreachable')
  answerAgain(server)
  await alice.save({ ...login({ title: 'twice' }), fresh })
  assert.deepEqual(titlesOn(alice, 'all'), ['twice'])
  const item = alice.vault.item({ id: fresh })
  assert.deepEqual([textsOf(item).notes, item.scope.urls], ['', []])
})

test('the same draft saved as it was is no change, and can still be taken back', async () => {
  const { alice, server } = await withItems()
  const typed = { ...login({ title: 'once', username: 'ada' }), fresh: makeId() }
  loseAnswers(server)
  assert.equal(await refusal(() => alice.vault.saveItem(typed)), 'unreachable')
  answerAgain(server)
  await alice.vault.sync()
  const { version } = server
  const saved = await alice.vault.saveItem(typed)
  assert.equal(server.version, version)
  assert.deepEqual(alice.vault.item(saved).history, [])
  await alice.vault.undo(tokenOf(saved))
  assert.deepEqual(titlesOn(alice, 'trash'), ['once'])
})

test('a new item that was thrown away or deleted for good elsewhere meanwhile is wanted', async () => {
  for (const erased of [false, true]) {
    const { alice, browser, server } = await withItems()
    const fresh = makeId()
    loseAnswers(server)
    assert.equal(await refusal(() => alice.vault.saveItem({ ...login({ title: 'x' }), fresh })), 'unreachable')
    answerAgain(server)
    const other = await browser().open()
    await other.vault.trashItem({ id: fresh })
    if (erased) await other.vault.emptyTrash({})
    await alice.save({ ...login({ title: 'x' }), fresh })
    assert.deepEqual([titlesOn(alice, 'all'), titlesOn(alice, 'trash')], [['x'], []])
    await other.vault.sync()
    assert.deepEqual(titlesOn(other, 'all'), ['x'])
  }
})

test('an id for a new item is 16 bytes in base64url', async () => {
  const { vault } = await withItems()
  for (const fresh of ['', 'AAAA', 'A'.repeat(23), `${'A'.repeat(21)}B`, `${'A'.repeat(21)}=`])
    await assert.rejects(vault.saveItem({ ...login({ title: 'x' }), fresh }), RangeError, fresh)
  await assert.rejects(vault.saveItem({ title: 'x', fresh: /** @type {never} */ (7) }), TypeError)
})

test('many new items whose commit got no answer are added once, whether the server took them or not', async () => {
  for (const lose of [loseAnswers, (/** @type {Server} */ server) => void (server.before = unreachable)]) {
    for (const between of ['sync', 'nothing']) {
      const { alice, server, vault } = await withItems()
      const all = ['a', 'b', 'a'].map((title) => login({ title }))
      lose(server)
      assert.equal(await refusal(() => vault.addItems(all)), 'unreachable')
      answerAgain(server)
      if (between === 'sync') await vault.sync()
      const added = await vault.addItems(all)
      assert.deepEqual(titlesOn(alice, 'all'), ['a', 'a', 'b'])
      assert.deepEqual(
        added.ids.map((id) => vault.item({ id }).title),
        ['a', 'b', 'a'],
      )
      await vault.undo(tokenOf(added))
      assert.deepEqual(titlesOn(alice, 'trash'), ['a', 'a', 'b'])
      assert.deepEqual((await vault.addItems(all)).ids.length, 3)
      assert.deepEqual(titlesOn(alice, 'all'), ['a', 'a', 'b'], 'and that was another time')
    }
  }
})

test('a copy whose commit got no answer is made once', async () => {
  const { alice, server, vault, id } = await withItems('mail')
  loseAnswers(server)
  assert.equal(await refusal(() => vault.duplicateItem({ id })), 'unreachable')
  answerAgain(server)
  await vault.duplicateItem({ id })
  assert.deepEqual(titlesOn(alice, 'all'), ['mail', 'mail 2'])
})

test('what was taken and then changed is not what is added next', async () => {
  const { alice, server, vault } = await withItems()
  loseAnswers(server)
  assert.equal(await refusal(() => vault.addItems([login({ title: 'a' })])), 'unreachable')
  answerAgain(server)
  await vault.sync()
  const { rows } = vault.list({ query: '', shelf: 'all', start: 0, end: 9 })
  await vault.trashItem({ id: rows[0]?.id ?? '' })
  await vault.addItems([login({ title: 'a' })])
  assert.deepEqual([titlesOn(alice, 'all'), titlesOn(alice, 'trash')], [['a'], ['a']])
})
