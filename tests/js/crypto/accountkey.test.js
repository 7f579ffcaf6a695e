import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assemble, ends, headerOf, make, open, parse, seal } from '../../../static/js/crypto/accountkey.js'
import { seal as sealBytes } from '../../../static/js/crypto/envelope.js'
import { deriveWrapKey } from '../../../static/js/crypto/kdf.js'
import { concat, fromBase32, sha256, toBase32 } from '../../../static/js/crypto/bytes.js'
import { ALICE, bytes, filled, flipped } from './cast.js'

/** @typedef {import('../../../static/js/crypto/accountkey.js').KeyString} KeyString */

const CLOSED = { name: 'TesseraError', code: 'cannot-open' }
const DAMAGED = { name: 'TesseraError', code: 'damaged' }
const NEWER = { name: 'TesseraError', code: 'newer-format' }
const COPY = { ...ALICE, copyId: filled(16, 0xc0) }
const HALVES = { carrierSecret: filled(32, 3), share: filled(32, 4) }
const AK = filled(32, 2)
const TEXT = await seal(COPY, HALVES, AK)
const BINARY = fromBase32(TEXT.slice(6))

/**
 * The key string of any text, which must be one.
 * @param {string} text
 * @returns {Promise<KeyString>}
 */
async function read(text) {
  const keyString = await parse(text)
  assert.ok(keyString)
  return keyString
}

/**
 * The text of a binary form, under a right checksum.
 * @param {Uint8Array} checked 138 bytes
 */
async function spell(checked) {
  const whole = new Uint8Array(checked)
  return `TSRK1:${toBase32(concat(whole, (await sha256(whole)).subarray(0, 4)))}`
}

test('a key string has 6 and 228 characters that a QR code holds as alphanumerics', () => {
  assert.match(TEXT, /^TSRK1:[A-Z2-7]{228}$/)
})

test('what is sealed is read without keys and opens with both halves', async () => {
  const copies = fc.record({
    accountId: bytes(16),
    generation: fc.integer({ min: 0, max: 0xffffffff }),
    copyId: bytes(16),
  })
  await fc.assert(
    fc.asyncProperty(copies, bytes(32), bytes(32), bytes(32), async (copy, carrierSecret, share, ak) => {
      const text = await seal(copy, { carrierSecret, share }, ak)
      const keyString = await read(text)
      const { suite, accountId, generation, copyId } = keyString
      assert.deepEqual({ suite, accountId, generation, copyId }, { suite: 1, ...copy })
      assert.equal(keyString.text, text)
      assert.deepEqual(await open(keyString, { carrierSecret, share }), ak)
    }),
    { numRuns: 20 },
  )
})

test('lower case and white space of every kind do not matter', async () => {
  const mangled = ` \ufeff${TEXT.toLowerCase().replace(/(.{7})/g, '$1\r\n\t\u00a0')} `
  assert.equal((await read(mangled)).text, TEXT)
})

for (const text of [
  '',
  'https://example.org/',
  'otpauth://totp/x',
  'TSRK:ABC',
  'TSRK1',
  'TSRKx:AB',
  `x${TEXT}`,
  TEXT.replace('S', 'ſ'),
  TEXT.replace('1', '１'),
]) {
  test(`${JSON.stringify(text.slice(0, 22))} is not ours`, async () => assert.equal(await parse(text), null))
}

for (const prefix of ['TSRK0:', 'TSRK2:', 'tsrk10:', 'TSRK01:']) {
  test(`${prefix} is a newer format, whatever follows`, async () => {
    await assert.rejects(parse(prefix), NEWER)
    await assert.rejects(parse(`${prefix} a+b==`), NEWER)
    await assert.rejects(parse(prefix + TEXT.slice(6)), NEWER)
  })
}

test('any other character in its text is refused', async () => {
  for (const character of ['0', '1', '8', '9', '=', '-', 'ſ', 'ı', 'é', '\u200b', '\0']) {
    await assert.rejects(parse(`${TEXT.slice(0, 40)}${character}${TEXT.slice(41)}`), DAMAGED)
  }
})

test('a text of another length is refused', async () => {
  for (const text of ['TSRK1:', TEXT.slice(0, -1), TEXT.slice(0, -8), `${TEXT}A`, `${TEXT}AAAAAAAA`, `${TEXT}=`]) {
    await assert.rejects(parse(text), DAMAGED)
  }
})

test('spare bits that are not zero are refused', async () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const last = alphabet.indexOf(TEXT.slice(-1))
  assert.equal(last % 16, 0) // 142 bytes leave one bit in the last character
  for (let spare = 1; spare < 16; spare += 1) {
    await assert.rejects(parse(TEXT.slice(0, -1) + alphabet[last + spare]), DAMAGED)
  }
})

test('any one changed byte is damage', async () => {
  for (let i = 0; i < BINARY.length; i += 1) {
    await assert.rejects(parse(`TSRK1:${toBase32(flipped(BINARY, i))}`), DAMAGED)
  }
})

test('another suite under a right checksum is a newer format, under a wrong one damage', async () => {
  const suite2 = flipped(BINARY.subarray(0, 138), 4, 3)
  await assert.rejects(parse(await spell(suite2)), NEWER)
  await assert.rejects(parse(`TSRK1:${toBase32(concat(suite2, BINARY.subarray(138)))}`), DAMAGED)
})

test('another magic under a right checksum is damage, whatever its suite', async () => {
  const magic = flipped(BINARY.subarray(0, 138), 3)
  await assert.rejects(parse(await spell(magic)), DAMAGED)
  await assert.rejects(parse(await spell(flipped(magic, 4, 3))), DAMAGED)
})

test('neither half opens it alone', async () => {
  const keyString = await read(TEXT)
  await assert.rejects(open(keyString, { ...HALVES, share: filled(32, 9) }), CLOSED)
  await assert.rejects(open(keyString, { ...HALVES, carrierSecret: filled(32, 9) }), CLOSED)
  await assert.rejects(open(keyString, { carrierSecret: HALVES.share, share: HALVES.carrierSecret }), CLOSED)
})

test('a header changed under a right checksum does not open', async () => {
  for (const index of [5, 24, 40]) {
    const keyString = await read(await spell(flipped(BINARY.subarray(0, 138), index)))
    await assert.rejects(open(keyString, HALVES), CLOSED)
  }
})

test('the parts put together are the text', async () => {
  const { header, sealed } = await read(TEXT)
  assert.deepEqual(headerOf(COPY), header)
  assert.equal(await assemble(header, sealed), TEXT)
})

test('a key string that seals another thing does not open', async () => {
  const header = headerOf(COPY)
  const wrapKey = await deriveWrapKey(HALVES.carrierSecret, HALVES.share)
  const other = await assemble(header, await sealBytes(wrapKey, 'carrier', header, AK))
  await assert.rejects(open(await read(other), HALVES), CLOSED)
})

test('made keys are 32 bytes and differ', () => {
  assert.equal(make().length, 32)
  assert.notDeepEqual(make(), make())
})

test('an account is named by the end of its base32', () => {
  assert.equal(ends(ALICE.accountId), 'NBUE')
  assert.throws(() => ends(filled(15, 1)), TypeError)
})
