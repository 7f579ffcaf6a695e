import assert from 'node:assert/strict'
import { test } from 'node:test'
import { backUpIfDue, countChanges } from '../../../../static/js/account/keeping/backups.js'
import {
  chooseFolder,
  dropKept,
  keptFiles,
  leaveFolder,
  readKept,
} from '../../../../static/js/account/keeping/files.js'
import { folderName } from '../../../../static/js/account/keeping/place.js'
import { revokeBrowser } from '../../../../static/js/account/browsers.js'
import { unlock } from '../../../../static/js/account/unlock.js'
import { utf8 } from '../../../../static/js/crypto/bytes.js'
import { ALICE, FakeServer, enrolled, openBrowser, refusedWith } from '../cast.js'
import { FakeDirectory, handle, letHandlesThrough } from '../disk.js'

letHandlesThrough()
const DAY = 24 * 60 * 60_000
const START = Date.UTC(2026, 4, 3)

/** Alice's browser with private files, a clock, and a maker of backups that notes what it was given. */
async function keeping() {
  const server = new FakeServer()
  const disk = new FakeDirectory()
  const browser = await enrolled(server, ALICE, { disk: handle(disk) })
  const { context } = browser
  const { accountId } = context.session.known
  const clock = { now: START }
  /** @type {string[]} */
  const keyStrings = []
  /** @type {import('../../../../static/js/account/keeping/backups.js').Make} */
  const make = async ({ keyString }) => {
    keyStrings.push(keyString)
    const day = new Date(clock.now).toISOString().slice(0, 10)
    return { name: `tessera-backup-${day}.tesserabackup`, bytes: utf8(`vault of ${day}`) }
  }
  const change = (count = 5) => countChanges(context, accountId, count)
  const backUp = (by = context) => backUpIfDue(by, make, () => clock.now)
  const own = `${folderName(accountId)}/backups`
  return { server, disk, browser, context, accountId, clock, keyStrings, make, change, backUp, own }
}

test('five changes make a backup, with this browser’s own key string; the count outlives the page', async () => {
  const { browser, context, disk, keyStrings, change, backUp, own, accountId } = await keeping()
  await change(4)
  assert.equal(await backUp(), false)
  browser.reload()
  await unlock(context, { password: ALICE.password })
  await change(1)
  assert.equal(await backUp(), true)
  assert.deepEqual(keyStrings, [(await browser.keystore.readOwn(accountId))?.keyString])
  assert.equal(await disk.text(`${own}/tessera-backup-2026-05-03.tesserabackup`), 'vault of 2026-05-03')
  assert.equal(await backUp(), false)
})

test('at most one a day, and ten are kept: the oldest go, other files stay', async () => {
  const { context, disk, clock, change, backUp, own, accountId } = await keeping()
  for (let day = 0; day < 12; day += 1) {
    await change()
    assert.equal(await backUp(), true)
    await change()
    assert.equal(await backUp(), false, 'a second one on the same day')
    if (day === 0) await addByHand(disk, accountId)
    clock.now += DAY
  }
  const { places, madeAt } = await keptFiles(context)
  const names = places[0]?.files.map(({ name }) => name) ?? []
  const automatic = names.filter((name) => name.startsWith('tessera-backup-2026'))
  assert.equal(automatic.length, 10)
  assert.deepEqual(
    [automatic[0], automatic[9]],
    ['tessera-backup-2026-05-14.tesserabackup', 'tessera-backup-2026-05-05.tesserabackup'],
  )
  assert.ok(disk.paths.includes(`${own}/by-hand.tesserabackup`))
  assert.equal(madeAt, clock.now - DAY)
})

/** @param {FakeDirectory} disk @param {import('../../../../static/js/crypto/bytes.js').Bytes} accountId */
async function addByHand(disk, accountId) {
  const backups = await (await disk.getDirectoryHandle(folderName(accountId))).getDirectoryHandle('backups')
  ;(await backups.getFileHandle('by-hand.tesserabackup', { create: true })).put(utf8('of my own'))
}

test('two tabs at once make one backup, and lose no change', async () => {
  const { server, browser, disk, keyStrings, change, backUp, context, accountId } = await keeping()
  const other = openBrowser(server, { database: browser.database, jar: browser.jar, disk: handle(disk) })
  await unlock(other.context, { password: ALICE.password })
  await Promise.all([change(2), countChanges(other.context, accountId, 3)])
  assert.deepEqual((await Promise.all([backUp(context), backUp(other.context)])).sort(), [false, true])
  assert.equal(keyStrings.length, 1)
  assert.equal((await browser.keystore.readLedger(accountId))?.changes, 0)
})

test('a disk that refuses is told, keeps the changes, and is tried again later', async () => {
  const { context, disk, clock, change, backUp } = await keeping()
  await change()
  disk.medium.refusal = 'QuotaExceededError'
  await refusedWith(backUp(), 'no-room')
  assert.deepEqual((await keptFiles(context)).failure, { code: 'no-room', detail: {}, at: START })
  disk.medium.refusal = null
  assert.equal(await backUp(), false, 'not at once')
  clock.now += 10 * 60_000
  assert.equal(await backUp(), true)
  assert.equal((await keptFiles(context)).failure, null)
})

test('a browser without private files and without a folder says that nothing could be kept', async () => {
  const { server, clock, make } = await keeping()
  const { context } = await enrolled(server, { ...ALICE, email: 'ada@example.org' })
  await countChanges(context, context.session.known.accountId, 5)
  await refusedWith(
    backUpIfDue(context, make, () => clock.now),
    'folder-failed',
  )
})

test('a maker that fails is a failure as well, and one that met a lock is not', async () => {
  const { context, accountId, clock, browser, change } = await keeping()
  await change()
  const broken = async () => Promise.reject(new TypeError('a fault of ours'))
  await assert.rejects(
    backUpIfDue(context, broken, () => clock.now),
    TypeError,
  )
  assert.equal((await browser.keystore.readLedger(accountId))?.failure?.code, 'folder-failed')
  clock.now += DAY
  const locked = async () => {
    context.session.lock()
    return { name: 'tessera-backup-2026-05-04.tesserabackup', bytes: utf8('x') }
  }
  await refusedWith(
    backUpIfDue(context, locked, () => clock.now),
    'locked',
  )
  const ledger = await browser.keystore.readLedger(accountId)
  assert.deepEqual([ledger?.changes, ledger?.making, ledger?.madeAt], [5, undefined, undefined])
})

test('a picked folder comes first, and gets backups with the key string of its own key file', async () => {
  const { server, context, disk, keyStrings, change, backUp } = await keeping()
  const picked = new FakeDirectory('Documents')
  await chooseFolder(context, { folder: handle(picked) })
  await change()
  assert.equal(await backUp(), true)
  assert.equal(picked.paths.length, 2)
  assert.equal(disk.paths.filter((path) => path.includes('backups')).length, 0)
  const path = picked.paths.find((name) => name.endsWith('tessera.tesserakey')) ?? ''
  assert.match(await picked.text(path), new RegExp(`^Key: ${keyStrings[0]}$`, 'm'))
  assert.equal(server.copiesOf(ALICE.email, 'file').length, 1)
  assert.equal(server.copiesOf(ALICE.email, 'backup').length, 0, 'no row for every backup')
})

test('while the folder is closed or gone, backups go into the private files; it is said, too', async () => {
  const { context, disk, clock, change, backUp } = await keeping()
  const picked = new FakeDirectory('Documents')
  await chooseFolder(context, { folder: handle(picked) })
  picked.medium.permission = 'prompt'
  await change()
  assert.equal(await backUp(), true)
  assert.deepEqual((await keptFiles(context)).folder, { name: 'Documents', permission: 'prompt' })
  picked.medium.permission = 'granted'
  picked.isGone = true
  clock.now += DAY
  await change()
  assert.equal(await backUp(), true)
  assert.equal((await keptFiles(context)).failure?.code, 'folder-gone')
  assert.equal(disk.paths.filter((path) => path.includes('backups')).length, 2)
})

test('kept files can be read and deleted; a folder that is left keeps its own', async () => {
  const { context, change, backUp } = await keeping()
  const picked = new FakeDirectory('Documents')
  await chooseFolder(context, { folder: handle(picked) })
  await change()
  await backUp()
  const which = { place: /** @type {const} */ ('folder'), name: 'tessera-backup-2026-05-03.tesserabackup' }
  assert.equal(await (await readKept(context, which)).text(), 'vault of 2026-05-03')
  await dropKept(context, which)
  await refusedWith(readKept(context, which), 'not-found')
  await leaveFolder(context)
  await refusedWith(readKept(context, which), 'folder-closed')
  assert.equal((await keptFiles(context)).folder, null)
  assert.equal(picked.paths.length, 1)
})

test('a revocation wipes the private files and forgets the folder, whose files stay', async () => {
  const { context, browser, disk, change, backUp, accountId } = await keeping()
  const picked = new FakeDirectory('Documents')
  await chooseFolder(context, { folder: handle(picked) })
  picked.medium.permission = 'prompt'
  await change()
  await backUp()
  assert.equal(disk.paths.length, 2)
  await revokeBrowser(context, { id: context.session.opened.browserId })
  assert.deepEqual(disk.paths, [])
  assert.equal(await browser.keystore.readLedger(accountId), null)
  assert.equal(picked.paths.length, 1)
})

test('a backup that another tab was writing during a revocation does not stay', async () => {
  const { context, browser, disk, clock, make, change, accountId } = await keeping()
  await change()
  /** @type {typeof make} */
  const late = async (from) => {
    await browser.keystore.wipe(accountId) // as the other tab does
    return make(from)
  }
  await backUpIfDue(context, late, () => clock.now)
  assert.deepEqual(disk.paths, [])
})
