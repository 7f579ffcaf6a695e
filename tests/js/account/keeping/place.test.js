import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase64, utf8 } from '../../../../static/js/crypto/bytes.js'
import { ends } from '../../../../static/js/crypto/accountkey.js'
import { KEY_FILE, Place, folderName } from '../../../../static/js/account/keeping/place.js'
import { refusedWith } from '../cast.js'
import { FakeDirectory, handle } from '../disk.js'

const ALICE = fromBase64('7zOJ4fM1cM6rV2eSIeQ4pg', 16)
const BOB = new Uint8Array(16)
const MAY = 'tessera-backup-2026-05-03.tesserabackup'
const JUNE = 'tessera-backup-2026-06-01.tesserabackup'

/** @param {FakeDirectory} [disk] */
function placeOn(disk = new FakeDirectory()) {
  return { disk, place: new Place('folder', handle(disk), ALICE), folder: folderName(ALICE) }
}

test('an account’s folder is its id in lower-case base32, and ends as people know the account', () => {
  assert.match(folderName(ALICE), /^[a-z2-7]{26}$/)
  assert.equal(folderName(ALICE).slice(-4).toUpperCase(), ends(ALICE))
})

test('key file and backups lie where the product says, and are listed with date and size, newest first', async () => {
  const { disk, place, folder } = placeOn()
  disk.medium.now = 1_780_000_000_000
  for (const name of [MAY, KEY_FILE, JUNE]) await place.write(name, utf8(`of ${name}`))
  assert.deepEqual(disk.paths.sort(), [
    `${folder}/backups/${MAY}`,
    `${folder}/backups/${JUNE}`,
    `${folder}/${KEY_FILE}`,
  ])
  assert.deepEqual(await place.list(), [
    { name: KEY_FILE, size: 21, at: 1_780_000_000_000 },
    { name: JUNE, size: 42, at: 1_780_000_000_000 },
    { name: MAY, size: 42, at: 1_780_000_000_000 },
  ])
  assert.equal(await (await place.read(MAY))?.text(), `of ${MAY}`)
})

test('nothing is there before something is written, and looking creates nothing', async () => {
  const { disk, place } = placeOn()
  assert.deepEqual(await place.list(), [])
  assert.equal(await place.read(KEY_FILE), null)
  await place.drop(MAY)
  await place.wipe()
  assert.deepEqual(disk.paths, [])
})

test('a file is replaced whole or not at all, and a new one that fails leaves nothing', async () => {
  const { disk, place } = placeOn()
  await place.write(KEY_FILE, utf8('as it was'))
  disk.medium.refusal = 'QuotaExceededError'
  await refusedWith(place.write(KEY_FILE, utf8('cut')), 'no-room')
  await refusedWith(place.write(MAY, utf8('cut')), 'no-room')
  assert.equal(await (await place.read(KEY_FILE))?.text(), 'as it was')
  assert.deepEqual(
    (await place.list()).map(({ name }) => name),
    [KEY_FILE],
  )
  assert.equal(disk.paths.length, 1)
})

test('an empty file, which a machine that died leaves behind, counts as none', async () => {
  const { disk, place, folder } = placeOn()
  await place.write(MAY, utf8('x'))
  const own = await disk.getDirectoryHandle(folder)
  await own.getFileHandle(KEY_FILE, { create: true })
  await (await own.getDirectoryHandle('backups')).getFileHandle(JUNE, { create: true })
  assert.deepEqual(
    (await place.list()).map(({ name }) => name),
    [MAY],
  )
  assert.equal(await place.read(KEY_FILE), null)
})

test('what else lies in the folder is neither listed nor wiped', async () => {
  const { disk, place, folder } = placeOn()
  await place.write(MAY, utf8('x'))
  await new Place('folder', handle(disk), BOB).write(KEY_FILE, utf8('of Bob'))
  const backups = await (await disk.getDirectoryHandle(folder)).getDirectoryHandle('backups')
  await backups.getFileHandle('holiday.jpg', { create: true })
  assert.deepEqual(
    (await place.list()).map(({ name }) => name),
    [MAY],
  )
  await place.wipe()
  assert.deepEqual(disk.paths, [`${folderName(BOB)}/${KEY_FILE}`])
})

for (const [name, code] of /** @type {const} */ ([
  ['NotAllowedError', 'folder-closed'],
  ['QuotaExceededError', 'no-room'],
  ['NoModificationAllowedError', 'folder-failed'],
  ['InvalidStateError', 'folder-failed'],
])) {
  test(`${name} is told as ${code}`, async () => {
    const { disk, place } = placeOn()
    disk.medium.refusal = name
    await refusedWith(place.write(KEY_FILE, utf8('x')), code)
  })
}

test('a folder that was moved away says so when it is written to, and has nothing to list', async () => {
  const { disk, place } = placeOn()
  disk.isGone = true
  await refusedWith(place.write(KEY_FILE, utf8('x')), 'folder-gone')
  assert.deepEqual(await place.list(), [])
})

/** A disk of a browser that has no `createWritable`: files are written in place, by a handle of a worker. */
class OldDirectory extends FakeDirectory {
  written = 0

  /** @override @param {string} name @param {{create?: boolean}} [options] @returns {Promise<any>} */
  async getFileHandle(name, options) {
    const file = await super.getFileHandle(name, options)
    return Object.assign(Object.create(file), {
      createWritable: undefined,
      getFile: () => file.getFile(),
      move: async (/** @type {string} */ to) => {
        assert.equal(this.entries.has(to), false, 'not every browser moves onto a name that is taken')
        this.entries.set(to, file)
        this.entries.delete(name)
      },
      createSyncAccessHandle: async () => ({
        truncate: () => {},
        write: (/** @type {Uint8Array<ArrayBuffer>} */ bytes) => {
          this.written = bytes.length
          file.put(bytes)
          return this.medium.refusal ? bytes.length - 1 : bytes.length
        },
        flush: () => {},
        close: () => {},
      }),
    })
  }
}

test('without createWritable a file is written beside the old one and moved there', async () => {
  const disk = new OldDirectory()
  const own = new OldDirectory(folderName(ALICE), disk.medium)
  disk.entries.set(own.name, own)
  const place = new Place('browser', handle(disk), ALICE)
  await place.write(KEY_FILE, utf8('one'))
  await place.write(KEY_FILE, utf8('three'))
  assert.equal(own.written, 5)
  assert.deepEqual(disk.paths, [`${own.name}/${KEY_FILE}`])
  disk.medium.refusal = 'full'
  await refusedWith(place.write(KEY_FILE, utf8('seven')), 'no-room')
  assert.equal(await (await place.read(KEY_FILE))?.text(), 'three')
})
