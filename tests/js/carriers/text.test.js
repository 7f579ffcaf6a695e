import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { read, write } from '../../../static/js/carriers/text.js'
import { TesseraError } from '../../../static/js/errors.js'
import { makeKeyString, refusedAs, utf8 } from './cast.js'

const KEY = makeKeyString()

test('a key string is read in any case and through any white space', async () => {
  const spellings = [
    KEY,
    KEY.toLowerCase(),
    `\ufeff\n ${KEY}\r\n`,
    KEY.match(/.{1,60}/g)?.join('\r\n') ?? '',
    [...KEY].join('\t'),
  ]
  for (const spelling of spellings) assert.equal(await read(utf8(spelling)), KEY)
})

test('what write gives, read takes', async () => assert.equal(await read(write(KEY)), KEY))

test('other text is not ours', async () => {
  for (const text of ['', 'hello', 'TSRK', 'TSRK:A', 'TSRB1:A', `see ${KEY}`, 'https://example.org']) {
    assert.equal(await read(utf8(text)), null, text)
  }
  assert.equal(await read(utf8(`${KEY}${' '.repeat(4096)}`)), null)
})

test('ours but changed is damaged, of a later format is newer', async () => {
  await refusedAs(read(utf8(KEY.slice(0, -1))), 'damaged')
  await refusedAs(read(utf8(`${KEY}.`)), 'damaged')
  await refusedAs(read(utf8('TSRK1:')), 'damaged')
  await refusedAs(read(utf8(makeKeyString({ magic: 'TSRB' }))), 'damaged')
  await refusedAs(read(utf8(makeKeyString({ number: 2 }))), 'newer-format')
  await refusedAs(read(utf8(makeKeyString({ suite: 2 }))), 'newer-format')
})

test('a changed character is never accepted', async () => {
  const character = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567189:-\u0131\u017f')
  await fc.assert(
    fc.asyncProperty(fc.nat(KEY.length - 1), character, async (at, changed) => {
      fc.pre(KEY[at] !== changed)
      const found = await outcome(utf8(KEY.slice(0, at) + changed + KEY.slice(at + 1)))
      assert.ok(found === null || ['damaged', 'newer-format'].includes(found), String(found))
    }),
    { numRuns: 500 },
  )
})

test('no bytes make read throw anything but a TesseraError', async () => {
  const start = fc.constantFrom('', 'TSRK1:', 'tsrk', 'TSRK99:')
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
