/** Two and more browsers on one vault, honest server: nobody's work is lost. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TesseraError } from '../../../static/js/errors.js'
import { login, makeTwo, refusal, textsOf } from './cast.js'

/** @typedef {import('./cast.js').Browser} Browser */

/** @param {Browser} browser @param {string} id */
const fieldsIn = ({ vault }, id) => textsOf(vault.item({ id }))

test('what one browser saves the other pulls', async () => {
  const { here, there, id, pass } = await makeTwo()
  pass(5)
  await here.save(login({ id, title: 'mail', username: 'ada', password: 'p1' }))
  await here.save(login({ title: 'bank' }))
  assert.equal(fieldsIn(there, id).password, 'p0')
  assert.deepEqual(await there.vault.sync(), { version: 4 })
  assert.equal(fieldsIn(there, id).password, 'p1')
  assert.deepEqual(Object.keys(there.shown), ['bank', 'mail'])
  assert.equal(there.events.filter(({ event }) => event === 'changed').length, 2)
})

test('a conflict on another item needs no person', async () => {
  const { server, here, there, id } = await makeTwo()
  await here.save(login({ title: 'bank' }))
  await there.save(login({ id, title: 'mail', username: 'eve', password: 'p0' }))
  assert.equal(server.version, 4)
  await here.vault.sync()
  assert.deepEqual(here.shown, there.shown)
  assert.deepEqual(here.shown, { bank: '', mail: 'eve' })
})

test('edits of different fields of one item are both kept', async () => {
  const { here, there, id, pass } = await makeTwo()
  await here.save(login({ id, title: 'mail', username: 'ada', password: 'new' }))
  pass(5)
  await there.save(login({ id, title: 'mail', username: 'eve', password: 'p0' }))
  await here.vault.sync()
  assert.deepEqual(here.vault.item({ id }), there.vault.item({ id }))
  const { username, password } = fieldsIn(here, id)
  assert.deepEqual([username, password], ['eve', 'new'])
})

test('of edits of one field the later stands and the other is in the history', async () => {
  const { here, there, id, pass } = await makeTwo()
  pass(5)
  await here.save(login({ id, title: 'mail', username: 'ada', password: 'first' }))
  pass(5)
  await there.save(login({ id, title: 'mail', username: 'ada', password: 'second' }))
  assert.equal(fieldsIn(there, id).password, 'second')
  assert.match(JSON.stringify(there.vault.item({ id }).history), /"first"/)
})

test('an item that one browser edits while the other throws it away is kept', async () => {
  const { here, there, id } = await makeTwo()
  await here.vault.trashItem({ id })
  await there.save(login({ id, title: 'mail', username: 'ada', password: 'new' }))
  await here.vault.sync()
  assert.equal(here.vault.item({ id }).trashedAt, null)
  assert.equal(fieldsIn(here, id).password, 'new')
})

test('an edit of what was thrown away elsewhere while the editor was open takes it out of the trash', async () => {
  const { here, there, id } = await makeTwo()
  const was = login(fieldsIn(here, id))
  await there.vault.trashItem({ id })
  await here.vault.sync()
  await here.save({ ...login({ ...fieldsIn(here, id), password: 'typed' }), id, was })
  assert.equal(here.vault.item({ id }).trashedAt, null)
  assert.deepEqual(here.shown, { mail: 'ada' })
})

test('what changed under an open editor stays, unless the same field was typed', async () => {
  const { here, there, id, pass } = await makeTwo()
  const was = login(fieldsIn(there, id))
  pass(5)
  await here.save(login({ id, title: 'mail', username: 'eve', password: 'p1' }))
  await there.vault.sync()
  pass(5)
  await there.save({ ...login({ ...fieldsIn(there, id), password: 'typed', username: 'ada' }), id, was })
  const { username, password } = fieldsIn(there, id)
  assert.deepEqual([username, password], ['eve', 'typed'])
  assert.match(JSON.stringify(there.vault.item({ id }).history), /"p1"/)
})

test('saving what is there already sends nothing', async () => {
  const { server, here, id } = await makeTwo()
  const { requests } = server
  assert.equal(await here.save(login({ id, title: 'mail', username: 'ada', password: 'p0' })), id)
  assert.equal(server.requests, requests)
})

test('one save sends one item and one head, below 4 kB', async () => {
  const { server, here, id } = await makeTwo()
  const { requests } = server
  await here.save(login({ id, title: 'mail', username: 'ada', password: 'p1', notes: 'x'.repeat(200) }))
  assert.equal(server.requests, requests + 1)
  assert.ok(server.bytesUp <= 4096, `${server.bytesUp} bytes`)
})

test('a vault that is closed before it is pulled asks the server for nothing', async () => {
  const { server, here } = await makeTwo()
  const { memory, vault } = here
  const read = memory.readPin.bind(memory)
  memory.readPin = async (...account) => {
    vault.close()
    return read(...account)
  }
  const { requests } = server
  assert.equal(await refusal(() => vault.sync()), 'locked')
  assert.equal(server.requests, requests)
})

test('nothing is told of a save while it is still being pinned', async () => {
  const { here } = await makeTwo()
  const { memory } = here
  const advance = memory.advancePin.bind(memory)
  const told = () => here.events.filter(({ event }) => event === 'changed').length
  const before = told()
  memory.advancePin = async (account, next) => {
    await advance(account, next)
    await new Promise(setImmediate)
    assert.equal(told(), before)
  }
  await here.save(login({ title: 'bank' }))
  assert.equal(told(), before + 1)
})

test('with others always first it gives up with its name, and nothing is changed here', async () => {
  const { server, here, there, id, pass } = await makeTwo()
  let turn = 0
  let busy = false
  server.before = async () => {
    if (busy) return
    busy = true
    pass(1)
    await there.save(login({ id, title: 'mail', username: `u${(turn += 1)}`, password: 'p0' }))
    busy = false
  }
  assert.equal(
    await refusal(() => here.save(login({ id, title: 'mail', username: 'ada', password: 'mine' }))),
    'conflict',
  )
  assert.equal(server.requests < 40, true)
  server.before = () => {}
  await here.vault.sync()
  assert.equal(fieldsIn(here, id).password, 'p0')
})

test('a failed save leaves nothing behind, and the next one works', async () => {
  const { server, here, id } = await makeTwo()
  server.before = () => {
    throw new TesseraError('unreachable')
  }
  assert.equal(
    await refusal(() => here.save(login({ id, title: 'mail', username: 'ada', password: 'lost' }))),
    'unreachable',
  )
  assert.equal(fieldsIn(here, id).password, 'p0')
  server.before = () => {}
  await here.save(login({ id, title: 'mail', username: 'ada', password: 'kept' }))
  assert.equal(server.version, 3)
})

test('a commit whose answer got lost is found, not made twice', async () => {
  const { server, here, id } = await makeTwo()
  server.after = () => {
    server.after = () => {}
    throw new TesseraError('unreachable')
  }
  await here.save(login({ id, title: 'mail', username: 'ada', password: 'once' }))
  assert.equal(server.version, 3)
  assert.equal(fieldsIn(here, id).password, 'once')
})

test('a new item whose commit was cut off does not become two when it is saved again', async () => {
  const { server, here } = await makeTwo()
  let cut = 0
  server.after = () => {
    cut += 1
    throw new TesseraError('unreachable')
  }
  assert.equal(await refusal(() => here.save(login({ title: 'bank' }))), 'unreachable')
  assert.equal(cut, 2, 'the commit was taken, and looking for it failed as well')
  server.after = () => {}
  const id = await here.save(login({ title: 'bank' }))
  await here.vault.sync()
  assert.equal(here.vault.vaultInfo().count, 2)
  assert.equal(server.items.get(id)?.revision, 1)
})

test('another error of a commit is passed on, without a second try', async () => {
  const { server, here, id } = await makeTwo()
  const { requests } = server
  server.before = () => {
    throw new TesseraError('slow-down', { retry_after: 5 })
  }
  assert.equal(await refusal(() => here.save(login({ id, title: 'x' }))), 'slow-down')
  assert.equal(server.requests, requests + 1)
})

test('two tabs of one browser do not call each other’s progress a rollback', async () => {
  const { browser, server, here } = await makeTwo()
  const tab = browser()
  tab.share(here)
  await tab.open()
  await Promise.all([
    here.save(login({ title: 'from one tab' })),
    tab.save(login({ title: 'from the other' })),
    here.vault.sync(),
    tab.vault.sync(),
  ])
  await here.vault.sync()
  await tab.vault.sync()
  assert.equal(here.vault.vaultInfo().blocked, null)
  assert.deepEqual(Object.keys(here.shown), ['from one tab', 'from the other', 'mail'])
  assert.equal(here.memory.pin?.version, server.version)
})

test('a pin that another tab moved while the server answered is no rollback', async () => {
  const { browser, server, here, there } = await makeTwo()
  const tab = browser()
  tab.share(here)
  await tab.open()
  await there.save(login({ title: 'bank' }))
  // The first answer to `here` is overtaken by a commit of its other tab, which moves the pin that they share.
  server.after = () => {
    server.after = () => {}
    return tab.save(login({ title: 'overtakes' }))
  }
  await here.vault.sync()
  assert.equal(here.vault.vaultInfo().blocked, null)
  assert.deepEqual(Object.keys(here.shown), ['bank', 'mail', 'overtakes'])
})

test('pages put together are the vault', async () => {
  const { server, browser, here } = await makeTwo()
  for (let at = 0; at < 12; at += 1) await here.save(login({ title: `t${String(at).padStart(2, '0')}` }))
  server.pageSize = 5
  const fresh = await browser().open()
  assert.deepEqual(fresh.shown, here.shown)
  assert.equal(fresh.vault.vaultInfo().count, 13)
})

test('what was pulled on the way to a save that failed is in the list and in the snapshot', async () => {
  const { server, here, there, id, pass } = await makeTwo()
  pass(5)
  await there.save(login({ id, title: 'post', username: 'eve', password: 'p1' }))
  const requests = server.requests
  server.before = () => {
    // The commit meets a conflict, what is new is pulled, and then the line is cut.
    if (server.requests === requests + 3) throw new TesseraError('unreachable')
  }
  assert.equal(await refusal(() => here.save(login({ title: 'bank' }))), 'unreachable')
  assert.deepEqual(here.shown, { post: 'eve' })
  await here.reopen()
  assert.equal(fieldsIn(here, id).password, 'p1')
})

test('a change made on a snapshot, the first pull having failed, is put together with what others saved', async () => {
  const { server, here, there, id, pass } = await makeTwo()
  await here.lock()
  pass(5)
  await there.save(login({ id, title: 'mail', username: 'ada', password: 'p1' }))
  server.before = () => {
    throw new TesseraError('unreachable')
  }
  await here.open()
  assert.equal(await refusal(() => here.vault.sync()), 'unreachable')
  server.before = () => {}
  await here.save({ ...login({ ...fieldsIn(here, id), username: 'eve' }), id, was: login(fieldsIn(here, id)) })
  const { username, password } = fieldsIn(here, id)
  assert.deepEqual([username, password], ['eve', 'p1'])
})
