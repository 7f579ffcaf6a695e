import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDB } from 'idb'
import { makeCopy } from '../../../../static/js/account/admission.js'
import { revokeBrowser } from '../../../../static/js/account/browsers.js'
import { cancelCopy } from '../../../../static/js/account/copies.js'
import { chooseFolder, keptFolder } from '../../../../static/js/account/keeping/files.js'
import { authorizeFromFolder } from '../../../../static/js/account/keeping/found.js'
import { keepKeyFiles } from '../../../../static/js/account/keeping/keyfiles.js'
import { folderName } from '../../../../static/js/account/keeping/place.js'
import { signIn } from '../../../../static/js/account/signin.js'
import { signOut } from '../../../../static/js/account/standing.js'
import { unlock } from '../../../../static/js/account/unlock.js'
import { read } from '../../../../static/js/carriers/keyfile.js'
import { parse } from '../../../../static/js/crypto/accountkey.js'
import { seal } from '../../../../static/js/crypto/backup.js'
import { writeContent } from '../../../../static/js/crypto/backuptext.js'
import { toBase64, utf8 } from '../../../../static/js/crypto/bytes.js'
import { ALICE, BOB, FakeServer, authorizedBrowser, enrolled, refusedWith } from '../cast.js'
import { FakeDirectory, handle, letHandlesThrough } from '../disk.js'

letHandlesThrough()
const KEY = 'tessera.tesserakey'

/** Alice's browser, whose key file lies in its private files, and in a picked folder if there is to be one. */
async function keeping({ folder = false } = {}) {
  const server = new FakeServer()
  const disk = new FakeDirectory()
  const picked = new FakeDirectory('Documents')
  const browser = await enrolled(server, ALICE, { disk: handle(disk) })
  const { context, keystore } = browser
  const { accountId } = context.session.known
  if (folder) await chooseFolder(context, { folder: handle(picked) })
  else await keepKeyFiles(context)
  return { server, disk, picked, browser, context, keystore, accountId, path: `${folderName(accountId)}/${KEY}` }
}

/** @param {FakeDirectory} disk @param {string} path @param {string | Uint8Array} content */
async function overwrite(disk, path, content) {
  const [folder = '', name = ''] = path.split('/')
  const file = await (await disk.getDirectoryHandle(folder)).getFileHandle(name)
  file.put(typeof content === 'string' ? utf8(content) : content)
}

/** @param {FakeDirectory} disk @param {string} path */
async function copyIdIn(disk, path) {
  const keyString = await parse((await read(utf8(await disk.text(path)))) ?? '')
  return keyString ? toBase64(keyString.copyId) : null
}

test('the private key file is this browser’s own key string, so that it ends with it; nothing new is issued', async () => {
  const { server, disk, path, keystore, accountId } = await keeping()
  const [own] = server.copiesOf(ALICE.email, 'browser')
  assert.equal(await copyIdIn(disk, path), own?.id)
  assert.equal(await read(utf8(await disk.text(path))), (await keystore.readOwn(accountId))?.keyString)
  assert.equal(server.copiesOf(ALICE.email).length, 2, 'the browser’s own and the picture')
})

test('a browser that has lost its record is authorized with the copy that it finds, without a question', async () => {
  const { server, context, keystore, accountId } = await keeping()
  await signOut(context)
  await keystore.dropOwn(accountId)
  server.log.length = 0
  assert.deepEqual(await signIn(context, ALICE), { next: 'vault' })
  assert.ok(server.log.includes('POST /api/authorize'), 'with the notice of every other way')
  assert.ok(await keystore.readOwn(accountId))
})

for (const [damage, changes] of /** @type {const} */ ([
  ['text', { keyString: 'TSRK1:' }],
  ['form', { rowToken: 'lost' }],
])) {
  test(`a record that is damaged in its ${damage} is made good by the copy that is found`, async () => {
    const { context, browser, accountId } = await keeping()
    await signOut(context)
    await damageRecord(browser.database, accountId, changes)
    assert.deepEqual(await signIn(context, ALICE), { next: 'vault' })
    await signOut(context)
    assert.deepEqual(await signIn(context, ALICE), { next: 'vault' }, 'the new record is good')
  })
}

/** @param {string} database @param {import('../../../../static/js/crypto/bytes.js').Bytes} accountId @param {object} changes */
async function damageRecord(database, accountId, changes) {
  const stores = await openDB(database)
  const held = await stores.get('keys', toBase64(accountId))
  await stores.put('keys', { ...held, ...changes }, toBase64(accountId))
  stores.close()
}

test('a lock meets a damaged record while unlocking: the found copy serves there as well', async () => {
  const { context, keystore, accountId } = await keeping()
  const own = await keystore.readOwn(accountId)
  assert.ok(own)
  context.session.lock()
  await keystore.writeOwn(accountId, { ...own, keyString: 'TSRK1:' })
  assert.deepEqual(await unlock(context, { password: ALICE.password }), { next: 'vault' })
})

test('what was revoked is not let in by its own files, even if it never heard of it', async () => {
  const { server, context, keystore, accountId, browser, disk, path } = await keeping()
  const text = await disk.text(path)
  const other = await authorizedBrowser(server, browser.keyString)
  const row = [...server.browsers.values()].find(({ name }) => name === 'Firefox on Linux')
  await signOut(context)
  await revokeBrowser(other.context, { id: row?.id ?? '' })
  assert.equal((await signIn(context, ALICE)).reason?.code, 'own-copy-stale')
  await keystore.dropOwn(accountId)
  assert.equal(await disk.text(path), text)
  assert.deepEqual(await signIn(context, ALICE), { next: 'authorize' })
})

test('a stale record is not made good by the folder without a question: as a rule, this browser was revoked', async () => {
  const { context, keystore, accountId } = await keeping({ folder: true })
  const own = await keystore.readOwn(accountId)
  assert.ok(own)
  await keystore.writeOwn(accountId, { ...own, rowToken: new Uint8Array(32) })
  assert.equal((await signIn(context, ALICE)).reason?.code, 'own-copy-stale')
  assert.deepEqual(await authorizeFromFolder(context), { next: 'vault' })
})

test('the folder’s copy serves where the private one does not, and the newest backup where no key file does', async () => {
  const { server, context, keystore, accountId, disk, picked, path } = await keeping({ folder: true })
  const keyString = (await read(utf8(await picked.text(path)))) ?? ''
  const { generation, salt, keyset, vaultKey } = context.session.opened
  const text = writeContent({ date: 1, version: 1, items: [] })
  const backup = await seal(vaultKey, { ...context.session.known, generation, salt, keyset, keyString }, text, null)
  for (const spoil of [() => overwrite(disk, path, 'nonsense'), () => overwrite(picked, path, 'nonsense')]) {
    await spoil()
    const own = await picked.getDirectoryHandle(folderName(accountId))
    const backups = await own.getDirectoryHandle('backups', { create: true })
    ;(await backups.getFileHandle('tessera-backup-2026-05-03.tesserabackup', { create: true })).put(backup)
    await keystore.dropOwn(accountId)
    assert.deepEqual(await signIn(context, ALICE), { next: 'vault' })
  }
  assert.equal(server.copiesOf(ALICE.email, 'file').length, 1)
})

test('another account’s file in the way is passed over, and the server hears nothing of it', async () => {
  const { server, context, keystore, accountId, disk, path } = await keeping()
  const bob = await enrolled(server, BOB, { disk: handle(new FakeDirectory()) })
  await overwrite(disk, path, `Tessera key file 1\nKey: ${bob.keyString}\n`)
  await keystore.dropOwn(accountId)
  server.log.length = 0
  assert.deepEqual(await signIn(context, ALICE), { next: 'authorize' })
  assert.equal(server.log.includes('POST /api/challenge'), false)
})

test('a key file of a replacement that was stopped is passed over: signing in goes on', async () => {
  const { context, keystore, accountId, disk, path } = await keeping()
  const { keyString } = await makeCopy({ accountId, generation: 2 }, context.session.opened)
  await overwrite(disk, path, `Tessera key file 1\nKey: ${keyString}\n`)
  await keystore.dropOwn(accountId)
  assert.deepEqual(await signIn(context, ALICE), { next: 'authorize' })
})

test('a folder that the browser forgot is not read by itself; one click later it serves', async () => {
  const { context, keystore, accountId, disk, picked, path } = await keeping({ folder: true })
  await overwrite(disk, path, 'nonsense')
  picked.medium.permission = 'prompt'
  await keystore.dropOwn(accountId)
  assert.deepEqual(await signIn(context, ALICE), { next: 'authorize' })
  assert.equal((await keptFolder(context))?.permission, 'prompt')
  await refusedWith(authorizeFromFolder(context), 'folder-closed')
  picked.medium.permission = 'granted'
  assert.deepEqual(await authorizeFromFolder(context), { next: 'vault' })
})

test('the folder says why it does not serve', async () => {
  const { server, context, keystore, accountId, disk, picked, path } = await keeping({ folder: true })
  const [file] = server.copiesOf(ALICE.email, 'file')
  await cancelCopy(context, { id: file?.id ?? '' })
  await overwrite(disk, path, 'nonsense')
  await keystore.dropOwn(accountId)
  assert.deepEqual(await signIn(context, ALICE), { next: 'authorize' })
  await refusedWith(authorizeFromFolder(context), 'copy-cancelled')
  await overwrite(picked, path, 'nonsense')
  await refusedWith(authorizeFromFolder(context), 'folder-empty')
})

test('the folder’s key file is issued once, and anew when it is missing, damaged, cancelled, replaced or another account’s', async () => {
  const { server, context, picked, path } = await keeping({ folder: true })
  const issued = () => server.copiesOf(ALICE.email, 'file').length
  await keepKeyFiles(context)
  assert.equal(issued(), 1)
  const bob = await enrolled(server, BOB)
  let count = 1
  for (const spoil of [
    async () => (await picked.getDirectoryHandle(folderName(context.session.known.accountId))).removeEntry(KEY),
    () => overwrite(picked, path, 'nonsense'),
    () => overwrite(picked, path, `Tessera key file 1\nKey: ${bob.keyString}\n`),
    async () => cancelCopy(context, { id: (await copyIdIn(picked, path)) ?? '' }),
    () => Object.assign(context.session.opened, { generation: 2 }),
  ]) {
    await spoil()
    await keepKeyFiles(context)
    assert.equal(issued(), (count += 1))
    assert.equal(await copyIdIn(picked, path), server.copiesOf(ALICE.email, 'file').at(-1)?.id)
  }
})

test('a disk that refuses leaves no copy in the owner’s list, and a server that refuses no file', async () => {
  const { server, context, picked } = await keeping({ folder: true })
  await (await picked.getDirectoryHandle(folderName(context.session.known.accountId))).removeEntry(KEY)
  picked.medium.refusal = 'QuotaExceededError'
  await refusedWith(keepKeyFiles(context), 'no-room')
  assert.equal(server.copiesOf(ALICE.email, 'file').length, 1)
  picked.medium.refusal = null
  server.rewrite = (route, answer) =>
    route === 'POST /api/key-copies' ? { status: 429, body: { error: { code: 'slow-down', detail: {} } } } : answer
  await refusedWith(keepKeyFiles(context), 'slow-down')
  assert.deepEqual(picked.paths, [])
})
