import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assemble, headerOf } from '../../../static/js/crypto/accountkey.js'
import { BACKUP_LIMIT, isBackup, openContent, openPasswordPart, parse, seal } from '../../../static/js/crypto/backup.js'
import { readContent, writeContent } from '../../../static/js/crypto/backuptext.js'
import { concat, toBase64, utf8 } from '../../../static/js/crypto/bytes.js'
import { deriveBackupKey } from '../../../static/js/crypto/kdf.js'
import { TesseraError } from '../../../static/js/errors.js'
import { ALICE, BOB, KEY, bytes, filled, flipped } from './cast.js'

/** @typedef {import('../../../static/js/crypto/backup.js').Backup} Backup */

const HASH = filled(32, 3)
const KEYS = { accountKey: filled(32, 4), vaultKey: KEY }
const CONTENT = { date: 1_777_800_000, version: 7, items: [{ id: toBase64(filled(16, 1)), title: 'Foundry git' }] }
const TEXT = writeContent(CONTENT)

/** @param {{accountId: Uint8Array<ArrayBuffer>, generation: number}} account */
async function originOf(account) {
  const keyString = await assemble(headerOf({ ...account, copyId: filled(16, 5) }), filled(97, 6))
  return { ...account, salt: filled(16, 8), email: 'ada@example.org', keyset: filled(97, 9), keyString }
}

/** @param {{alone?: boolean, text?: Uint8Array<ArrayBuffer>}} [options] */
async function made({ alone = true, text = TEXT } = {}) {
  const part = alone ? { ...KEYS, backupKey: await deriveBackupKey(HASH) } : null
  return seal(KEY, await originOf(ALICE), text, part)
}

/** @param {Uint8Array<ArrayBuffer>} file @returns {Promise<Backup>} */
async function read(file) {
  const backup = await parse(file)
  assert.ok(backup)
  return backup
}

/** @param {string} code */
const refusal = (code) => (/** @type {unknown} */ error) => error instanceof TesseraError && error.code === code

test('what was sealed is read back, by the vault key and by the password part', async () => {
  const backup = await read(await made())
  assert.deepEqual(await openContent(KEY, backup), CONTENT)
  assert.deepEqual(await openPasswordPart(HASH, backup), KEYS)
  const without = await read(await made({ alone: false }))
  assert.equal(without.passwordPart, null)
  assert.deepEqual(await openContent(KEY, without), CONTENT)
  await assert.rejects(openPasswordPart(HASH, without), refusal('cannot-open'))
})

test('every byte of a backup counts', async () => {
  const file = await made()
  for (let at = 0; at < file.length; at += 1) {
    const outcome = await parse(flipped(file, at))
      .then(async (backup) => (backup ? (await openContent(KEY, backup), 'taken') : 'backup-unknown'))
      .catch((error) => error.code)
    const expected = at < 4 ? 'backup-unknown' : at === 4 ? 'newer-format' : 'damaged-backup'
    assert.equal(outcome, expected, `byte ${at}`)
  }
})

test('a backup that was cut or grown is damaged, wherever', async () => {
  const file = await made()
  for (let end = 5; end < file.length; end += 1) {
    const opened = parse(file.slice(0, end)).then((backup) => backup && openContent(KEY, backup))
    await assert.rejects(opened, refusal('damaged-backup'), `${end} bytes`)
  }
  await assert.rejects(
    async () => openContent(KEY, await read(concat(file, new Uint8Array(1)))),
    refusal('damaged-backup'),
  )
})

test('no file makes the reader throw anything but a TesseraError, or yield what it was not given', async () => {
  const start = utf8('TSRB')
  await fc.assert(
    fc.asyncProperty(bytes(0, 900), fc.boolean(), async (rest, ours) => {
      const file = ours ? concat(start, new Uint8Array([1]), rest) : rest
      try {
        assert.equal(await parse(file), null)
        assert.equal(isBackup(file), false)
      } catch (error) {
        assert.ok(error instanceof TesseraError, String(error))
      }
    }),
  )
})

test('no vouched-for text makes the reader throw anything but damaged-backup, and what it yields is items', () => {
  const item = fc.record({ id: fc.oneof(fc.constant(toBase64(filled(16, 1))), fc.string()), title: fc.anything() })
  const content = fc.record({ date: fc.anything(), version: fc.nat(), items: fc.array(fc.oneof(item, fc.anything())) })
  const text = fc.oneof(
    fc.json(),
    fc.string(),
    content.map((value) => JSON.stringify(value) ?? ''),
  )
  fc.assert(
    fc.property(text, (value) => {
      try {
        const { items } = readContent(utf8(value.toWellFormed()))
        assert.equal(new Set(items.map(({ id }) => id)).size, items.length)
      } catch (error) {
        assert.ok(refusal('damaged-backup')(error), String(error))
      }
    }),
  )
})

test('what is written is read, whatever the items hold', () => {
  const title = fc.oneof(fc.string(), fc.constant('__proto__'), fc.constant('\u2028"\\'))
  const listed = fc.uniqueArray(fc.record({ id: bytes(16).map(toBase64), title, ['__proto__']: title }), {
    selector: ({ id }) => id,
  })
  fc.assert(
    fc.property(fc.nat(), fc.nat(), listed, (date, version, items) => {
      const read = readContent(writeContent({ date, version, items }))
      assert.deepEqual(JSON.parse(JSON.stringify(read)), JSON.parse(JSON.stringify({ date, version, items })))
    }),
  )
})

test('members called __proto__ stay members', () => {
  const text = utf8(`{"date":1,"version":1,"items":[{"id":"${CONTENT.items[0]?.id}","__proto__":{"trashedAt":1}}]}`)
  const [item] = readContent(text).items
  assert.ok(item && Object.hasOwn(item, '__proto__'))
  assert.equal(item['trashedAt'], undefined)
})

test('the key string has to be of the same account and Account Key', async () => {
  const { keyString } = await originOf(BOB)
  for (const other of [keyString, (await originOf({ ...ALICE, generation: 2 })).keyString]) {
    const file = await seal(KEY, { ...(await originOf(ALICE)), keyString: other }, TEXT, null)
    await assert.rejects(parse(file), refusal('damaged-backup'))
  }
})

test('64 MiB are the limit, for writing and for reading', async () => {
  const origin = await originOf(ALICE)
  const over = new Uint8Array(BACKUP_LIMIT)
  await assert.rejects(seal(KEY, origin, over, null), refusal('too-large'))
  over.set(utf8('TSRB\x01'))
  await assert.rejects(parse(concat(over, new Uint8Array(1))), refusal('too-large'))
  await assert.rejects(parse(over), refusal('damaged-backup'))
})

test('progress is told for every 500 items', () => {
  const items = Array.from({ length: 1200 }, (_, at) => ({
    id: toBase64(concat(filled(14, 0), new Uint8Array([at >> 8, at]))),
  }))
  /** @type {[number, number][]} */
  const told = []
  const text = writeContent({ date: 1, version: 1, items }, (done, total) => void told.push([done, total]))
  assert.deepEqual(told, [
    [500, 1200],
    [1000, 1200],
    [1200, 1200],
  ])
  assert.equal(readContent(text).items.length, 1200)
})
