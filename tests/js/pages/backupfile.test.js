import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TesseraError } from '../../../static/js/errors.js'
import { dateOf, isBackup } from '../../../static/js/pages/backupfile.js'
import { makeBackupRoad } from '../../../static/js/pages/backuproad.js'

/** @param {string} name @param {BlobPart} [content] */
const file = (name, content = 'TSRB\u0001') => new File([content], name, { lastModified: Date.UTC(2026, 4, 4) })

test('a backup is known by its first bytes, whatever it is called', async () => {
  assert.equal(await isBackup(file('photo.png')), true)
  for (const content of ['', 'TSR', 'TSRK1:', 'tsrb', '\u00ff\u00fe']) {
    assert.equal(await isBackup(file('a.tesserabackup', content)), false)
  }
})

test('its date is the one in its name, or else the file system’s; text that was pasted has none', () => {
  assert.equal(dateOf(file('tessera-backup-2026-05-03.tesserabackup')), '2026-05-03T00:00:00.000Z')
  assert.equal(dateOf(file('tessera-backup-2026-05-03 (1).tesserabackup')), '2026-05-03T00:00:00.000Z')
  assert.equal(dateOf(file('old.tesserabackup')), '2026-05-04T00:00:00.000Z')
  assert.equal(dateOf(file('tessera-backup-2026-99-99.tesserabackup')), null)
  assert.equal(dateOf(new Blob(['TSRB'])), null)
})

/** @param {import('../../../static/js/errors.js').Code} code */
const refusing = (code) => async () => {
  throw new TesseraError(code)
}

test('a backup that needs its password is remembered until one opens it', async () => {
  /** @type {(string | undefined)[]} */
  const tried = []
  const road = makeBackupRoad(async (_, password) => {
    tried.push(password)
    if (password === undefined) return refusing('backup-password')()
    if (password === 'wrong') return refusing('backup-password-wrong')()
    return undefined
  })
  const backup = file('tessera-backup-2026-05-03.tesserabackup')
  await assert.rejects(road.take(backup), (error) => {
    assert.ok(error instanceof TesseraError)
    assert.deepEqual([error.code, error.detail], ['backup-password', { at: '2026-05-03T00:00:00.000Z' }])
    return true
  })
  assert.equal(road.asked.value, backup)
  await assert.rejects(road.answer('wrong'), { code: 'backup-password-wrong' })
  assert.equal(road.asked.value, backup)
  await road.answer('right')
  assert.equal(road.asked.value, null)
  await road.answer('again')
  assert.deepEqual(tried, [undefined, 'wrong', 'right'])
})

test('any other failure asks for nothing', async () => {
  const road = makeBackupRoad(refusing('damaged-backup'))
  await assert.rejects(road.take(file('a')), { code: 'damaged-backup' })
  assert.equal(road.asked.value, null)
})
