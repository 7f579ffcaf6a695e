/** What a person does to items, and taking it back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random, toBase64 } from '../../../static/js/crypto/bytes.js'
import { TesseraError } from '../../../static/js/errors.js'
import { fieldsOf, makeLine, valueAt } from '../../../static/js/vault/fields.js'
import { UNDOS } from '../../../static/js/vault/undo.js'
import { login, refusal, textsOf } from './cast.js'
import { titlesOn, tokenOf, withItems } from './changing.js'

test('an edit, the trash and being restored are taken back, and what is undone can be done again', async () => {
  const { alice, vault, id } = await withItems('mail')
  const edited = await vault.saveItem(login({ id, title: 'mail', username: 'eve', password: 'of mail' }))
  const undone = await vault.undo(tokenOf(edited))
  assert.deepEqual(alice.shown, { mail: 'ada' })
  assert.match(JSON.stringify(vault.item({ id }).history[0]), /"eve"/, 'the state that was undone is kept')
  await vault.undo(tokenOf(undone))
  assert.deepEqual(alice.shown, { mail: 'eve' })
  await vault.undo(tokenOf(await vault.trashItem({ id })))
  assert.deepEqual(alice.shown, { mail: 'eve' })
  await vault.trashItem({ id })
  await vault.undo(tokenOf(await vault.restoreItem({ id })))
  assert.deepEqual([alice.shown, titlesOn(alice, 'trash')], [{}, ['mail']])
})

test('taking a new item back puts it in the trash', async () => {
  const { alice, vault } = await withItems()
  const made = await vault.saveItem(login({ title: 'new' }))
  await vault.undo(tokenOf(made))
  assert.deepEqual(titlesOn(alice, 'trash'), ['new'])
})

test('an undo takes back its own change and nothing that came after it', async () => {
  const { browser, alice, vault, id, pass } = await withItems('mail')
  const other = await browser().open()
  const edited = await vault.saveItem(login({ id, title: 'mail', username: 'eve', password: 'of mail' }))
  await other.vault.sync()
  pass(60)
  await other.save(login({ id, title: 'post', username: 'eve', password: 'of mail', notes: 'theirs' }))
  await vault.undo(tokenOf(edited))
  const { title, username, notes } = textsOf(vault.item({ id }))
  assert.deepEqual([title, username, notes], ['post', 'ada', 'theirs'])
  await other.vault.sync()
  assert.deepEqual(other.vault.item({ id }), alice.vault.item({ id }))
})

test('a member that was changed again since stays as it is now', async () => {
  const { vault, id, pass } = await withItems('mail')
  const first = await vault.saveItem({ id, title: 'first' })
  pass(60)
  await vault.saveItem({ id, title: 'second' })
  await vault.undo(tokenOf(first))
  assert.equal(vault.item({ id }).title, 'second')
})

test('a change that found another browser’s in its way is taken back without it', async () => {
  const { browser, vault, id, pass } = await withItems('mail')
  const other = await browser().open()
  await other.save({ id, notes: 'theirs' })
  pass(60)
  const edited = await vault.saveItem({ id, title: 'mine' })
  await vault.undo(tokenOf(edited))
  const { title, notes } = textsOf(vault.item({ id }))
  assert.deepEqual([title, notes], ['mail', 'theirs'])
})

test('a token is good for once, for a hundred changes, and until the vault is locked', async () => {
  const { alice, vault, id } = await withItems('mail')
  const first = tokenOf(await vault.saveItem({ id, title: 'a' }))
  await vault.undo(first)
  assert.equal(await refusal(() => vault.undo(first)), 'not-found')
  const old = tokenOf(await vault.trashItem({ id }))
  const restored = tokenOf(await vault.restoreItem({ id }))
  for (let at = 2; at < UNDOS + 1; at += 1) {
    await vault.changeItems({ ids: [id], act: at % 2 ? 'favorite' : 'unfavorite' })
  }
  assert.equal(await refusal(() => vault.undo(old)), 'nothing refused')
  await vault.saveItem({ id, title: 'b' })
  await vault.saveItem({ id, title: 'c' })
  assert.equal(await refusal(() => vault.undo(restored)), 'not-found')
  const last = tokenOf(await vault.saveItem({ id, title: 'd' }))
  await alice.reopen()
  assert.equal(await refusal(() => alice.vault.undo(last)), 'not-found')
})

test('a failed undo can be tried again', async () => {
  const { server, vault, id } = await withItems('mail')
  const token = tokenOf(await vault.saveItem({ id, title: 'x' }))
  server.before = () => {
    throw new TesseraError('unreachable')
  }
  assert.equal(await refusal(() => vault.undo(token)), 'unreachable')
  server.before = () => {}
  await vault.undo(token)
  assert.equal(vault.item({ id }).title, 'mail')
})

test('what changes nothing has no token', async () => {
  const { vault, id } = await withItems('mail')
  assert.deepEqual(await vault.saveItem({ id, title: 'mail' }), { id })
  assert.deepEqual(await vault.restoreItem({ id }), { id })
})

test('many items change in one commit, and are taken back in one', async () => {
  const { alice, server, vault, ids } = await withItems('a', 'b', 'c')
  const { version } = server
  const tagged = await vault.changeItems({ ids: [...ids, 'nobody'], act: 'tag', tags: [' Work /  Mail '] })
  assert.equal(tagged.changed, 3)
  assert.equal(server.version, version + 1)
  assert.deepEqual(titlesOn(alice, 'tag:Work'), ['a', 'b', 'c'])
  assert.deepEqual(vault.item({ id: ids[0] ?? '' }).tags, ['Work/Mail'])
  assert.equal((await vault.changeItems({ ids, act: 'tag', tags: ['Work/Mail'] })).changed, 0)
  const both = await vault.changeItems({ ids, act: 'tag', tags: ['a', 'Work/Mail', 'b'] })
  assert.deepEqual(vault.item({ id: ids[0] ?? '' }).tags, ['Work/Mail', 'a', 'b'])
  await vault.undo(tokenOf(both))
  assert.deepEqual(vault.item({ id: ids[0] ?? '' }).tags, ['Work/Mail'])
  await vault.changeItems({ ids: ids.slice(0, 1), act: 'untag', tags: ['Work'] })
  assert.deepEqual(titlesOn(alice, 'tag:Work'), ['b', 'c'])
  await vault.undo(tokenOf(tagged))
  assert.deepEqual(titlesOn(alice, 'tag:Work'), [])
  const trashed = await vault.changeItems({ ids, act: 'trash' })
  assert.deepEqual(alice.shown, {})
  await vault.undo(tokenOf(trashed))
  assert.deepEqual(Object.keys(alice.shown), ['a', 'b', 'c'])
  await vault.changeItems({ ids, act: 'favorite' })
  await vault.changeItems({ ids: ids.slice(1), act: 'unfavorite' })
  assert.deepEqual(titlesOn(alice, 'favorites'), ['a'])
})

test('a bulk change that there is not, or without its tag, is refused', async () => {
  const { vault, ids } = await withItems('a')
  const wrong = /** @type {never} */ ('constructor')
  await assert.rejects(vault.changeItems({ ids, act: wrong }), RangeError)
  await assert.rejects(vault.changeItems({ ids, act: 'tag', tags: [' / '] }), RangeError)
})

test('a copy has all that the item has, but its history and its place', async () => {
  const { alice, vault, id } = await withItems('mail')
  await vault.changeItems({ ids: [id], act: 'favorite' })
  await vault.saveItem({ id, notes: 'n', tags: ['t'] })
  const copy = await vault.duplicateItem({ id })
  const again = await vault.duplicateItem({ id: copy.id })
  assert.deepEqual(Object.keys(alice.shown), ['mail', 'mail 2', 'mail 3'])
  const { history, favorite, ...texts } = { ...vault.item(copy), ...textsOf(vault.item(copy)) }
  assert.deepEqual([history, favorite, texts.password, texts.notes, texts.tags], [[], false, 'of mail', 'n', ['t']])
  await vault.undo(tokenOf(again))
  assert.deepEqual(Object.keys(alice.shown), ['mail', 'mail 2'])
})

test('an earlier state comes back, and the present one goes into the history', async () => {
  const { alice, vault, id, pass } = await withItems('mail')
  const { modifiedAt } = vault.item({ id })
  const own = { ...makeLine('Mine', 'text'), value: 'kept' }
  await vault.saveItem({ id, title: 'post', lines: [...fieldsOf(vault.item({ id })).lines, own] })
  await vault.changeItems({ ids: [id], act: 'favorite' })
  pass(60)
  const turned = await vault.restoreState({ id, modifiedAt })
  const item = vault.item({ id })
  assert.deepEqual([item.title, valueAt(fieldsOf(item), own.key), item.favorite], ['mail', '', true])
  assert.match(JSON.stringify(item.history[0]), /"post".*"kept"/)
  await vault.undo(tokenOf(turned))
  assert.deepEqual(alice.shown, { post: 'ada' })
  assert.equal(valueAt(fieldsOf(vault.item({ id })), own.key), 'kept')
  assert.equal(await refusal(() => vault.restoreState({ id, modifiedAt: 7 })), 'not-found')
})

test('of states of the same second the one that is meant comes back', async () => {
  const { vault, id } = await withItems('mail')
  for (const title of ['one', 'two', 'three']) await vault.saveItem({ id, title })
  const { history } = vault.item({ id })
  const at = history.findIndex(({ item }) => item['title'] === 'one')
  await vault.restoreState({ id, modifiedAt: history[at]?.modifiedAt ?? 0, at })
  assert.equal(vault.item({ id }).title, 'one')
})

test('a new item whose commit got no answer does not become two when it is tried again', async () => {
  const { alice, server, vault } = await withItems()
  server.before = () => {
    throw new TesseraError('unreachable')
  }
  assert.equal(await refusal(() => vault.saveItem(login({ title: 'once' }))), 'unreachable')
  server.before = () => {}
  const { id } = await vault.saveItem(login({ title: 'once' }))
  assert.deepEqual(titlesOn(alice, 'all'), ['once'])
  await Promise.all([vault.saveItem(login({ title: 'once' })), vault.saveItem(login({ title: 'once' }))])
  assert.equal(titlesOn(alice, 'all').length, 3)
  assert.ok(vault.item({ id }))
  assert.equal(await refusal(() => vault.item({ id: toBase64(random(16)) })), 'not-found')
})

test('an edit of what another browser threw away brings it back and says so, before and after that was known here', async () => {
  for (const isKnown of [true, false]) {
    const { vault, browser, id } = await withItems('mail')
    const other = await browser().open()
    await other.vault.trashItem({ id })
    if (isKnown) await vault.sync()
    const saved = await vault.saveItem({ id, title: 'post' })
    assert.equal(saved.revived, true)
    assert.equal(vault.item({ id }).trashedAt, null)
    assert.equal((await vault.saveItem({ id, title: 'letters' })).revived, undefined)
  }
})
