import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { read, write } from '../../../static/js/carriers/keyfile.js'
import { TesseraError } from '../../../static/js/errors.js'
import { makeKeyString, refusedAs, utf8 } from './cast.js'

const KEY = makeKeyString()
const COPY = { keyString: KEY, email: 'ada@example.org', ends: '7F2K', date: '2026-05-03' }
const FILE = `Tessera key file 1\nAccount: ada@example.org (ends in 7F2K)\nMade: 2026-05-03\nKey: ${KEY}\n`

test('write gives the four lines of docs/formats.md §5', () => assert.equal(write(COPY), FILE))

test('write lets nobody add a line', () => {
  assert.throws(() => write({ ...COPY, email: 'ada@example.org\nKey: TSRK1:A' }), TypeError)
  assert.throws(() => write({ ...COPY, date: '3 mai\u00a02026' }), TypeError)
})

test('a key file gives its key string, with either kind of line end', async () => {
  assert.equal(await read(utf8(FILE)), KEY)
  assert.equal(await read(utf8(FILE.replaceAll('\n', '\r\n'))), KEY)
})

test('the lines for people are not trusted and may be missing', async () => {
  assert.equal(await read(utf8(`Tessera key file 1\nKey: ${KEY}\n`)), KEY)
  assert.equal(await read(utf8(FILE.replace('ada@example.org', 'eve@example.org'))), KEY)
})

test('other files are not ours', async () => {
  for (const text of [
    '',
    KEY,
    'Tessera key file',
    'tessera key file 1\n',
    `Note\n${FILE}`,
    FILE.replace('file 1', 'file one'),
  ]) {
    assert.equal(await read(utf8(text)), null, text)
  }
})

test('another number is a newer format', async () => {
  await refusedAs(read(utf8(FILE.replace('file 1', 'file 2'))), 'newer-format')
  await refusedAs(read(utf8('Tessera key file 10')), 'newer-format')
  await refusedAs(read(utf8(FILE.replace('TSRK1', 'TSRK2'))), 'newer-format')
})

/** @type {Record<string, string>} */
const BROKEN = {
  'no key line': FILE.replace('Key: ', 'Kay: '),
  'two key lines': `${FILE}Key: ${KEY}\n`,
  'a folded key line': `${FILE.slice(0, -60)}\n${FILE.slice(-60)}`,
  'a key line with something else': FILE.replace(KEY, 'https://example.org'),
  'a changed key': FILE.replace(KEY, `${KEY.slice(0, 60)}${KEY[60] === 'A' ? 'B' : 'A'}${KEY.slice(61)}`),
  'a cut end': FILE.slice(0, -1),
  'more than 4,096 bytes': `${FILE}${'Note: x\n'.repeat(512)}`,
  'letters beyond ASCII': FILE.replace('ada@', 'adä@'),
}

for (const [what, file] of Object.entries(BROKEN)) {
  test(`a key file with ${what} is damaged`, () => refusedAs(read(utf8(file)), 'damaged'))
}

test('a byte changed in the key line is never accepted', async () => {
  const start = FILE.indexOf('Key: ')
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: start, max: FILE.length - 1 }), fc.nat(255), async (at, byte) => {
      const file = utf8(FILE)
      fc.pre(file[at] !== byte)
      file[at] = byte
      const found = await outcome(file)
      const sameLetter = String.fromCharCode(byte).toUpperCase() === FILE[at]
      assert.ok(found === 'damaged' || found === 'newer-format' || (sameLetter && found === KEY), String(found))
    }),
    { numRuns: 500 },
  )
})

test('no bytes make read throw anything but a TesseraError', async () => {
  const start = fc.constantFrom(
    '',
    'Tessera key file 1\n',
    'Tessera key file 1\nKey: ',
    'Tessera key file 1\nKey: TSRK1:',
  )
  await fc.assert(
    fc.asyncProperty(start, fc.uint8Array({ maxLength: 400 }), async (text, rest) => {
      const found = await outcome(Uint8Array.of(...utf8(text), ...rest))
      assert.ok(found === null || ['damaged', 'newer-format'].includes(found), String(found))
    }),
  )
})

/** @param {Uint8Array} bytes */
async function outcome(bytes) {
  try {
    return await read(bytes)
  } catch (error) {
    if (error instanceof TesseraError) return error.code
    throw error
  }
}
