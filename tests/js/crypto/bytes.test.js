import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  compare,
  concat,
  equal,
  fromBase32,
  fromBase64,
  len16,
  random,
  sha256,
  toBase32,
  toBase64,
  u16,
  u32,
  u64,
  utf8,
  zero,
} from '../../../static/js/crypto/bytes.js'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { bytes, filled } from './cast.js'

const DAMAGED = { name: 'TesseraError', code: 'damaged' }

test('integers are big-endian and of fixed width', () => {
  assert.deepEqual([...u16(0x0102)], [1, 2])
  assert.deepEqual([...u32(0xfffefdfc)], [0xff, 0xfe, 0xfd, 0xfc])
  assert.deepEqual([...u64(0x1fffffffffffff)], [0, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
  assert.deepEqual([...u64(2 ** 32)], [0, 0, 0, 1, 0, 0, 0, 0])
})

test('an integer that does not fit is refused and named', () => {
  assert.throws(() => u16(65536), /u16: expected an integer from 0 to 65535, found 65536/)
  assert.throws(() => u32(-1), RangeError)
  assert.throws(() => u32(1.5), RangeError)
  assert.throws(() => u64(2 ** 53), RangeError)
})

test('concat and len16 join without separators', () => {
  assert.deepEqual([...concat(utf8('a'), new Uint8Array(0), utf8('bc'))], [97, 98, 99])
  assert.deepEqual([...len16(utf8('é'))], [0, 2, 0xc3, 0xa9])
})

test('base64url is what Node writes, and comes back', () => {
  fc.assert(
    fc.property(bytes(0, 300), (value) => {
      const text = toBase64(value)
      assert.equal(text, Buffer.from(value).toString('base64url'))
      assert.deepEqual(fromBase64(text), value)
    }),
  )
})

test('any text that base64url reads is the text that it writes', () => {
  const character = fc.constantFrom(...'ABYZabyz0189-_+/= \n')
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 9 }), (text) => {
      try {
        assert.equal(toBase64(fromBase64(text)), text)
      } catch (reason) {
        assert.equal(/** @type {{code?: string}} */ (reason).code, 'damaged')
      }
    }),
  )
})

for (const text of ['AA==', 'AB', 'AAB', 'A', 'AAAAA', 'AA+A', 'AA/A', 'AA A', 'AAAA\n', 'AAÄA', 'AA\u{1F600}A']) {
  test(`base64url refuses ${JSON.stringify(text)}`, () => assert.throws(() => fromBase64(text), DAMAGED))
}

test('base64url of another length than expected is refused', () => {
  assert.equal(fromBase64('AAAA', 3).length, 3)
  assert.throws(() => fromBase64('AAAA', 4), DAMAGED)
})

test('base32 gives the vectors of RFC 4648 §10 without their padding', () => {
  const vectors = {
    '': '',
    f: 'MY',
    fo: 'MZXQ',
    foo: 'MZXW6',
    foob: 'MZXW6YQ',
    fooba: 'MZXW6YTB',
    foobar: 'MZXW6YTBOI',
  }
  for (const [plain, text] of Object.entries(vectors)) {
    assert.equal(toBase32(utf8(plain)), text)
    assert.deepEqual(fromBase32(text), utf8(plain))
  }
})

test('any text that base32 reads is the text that it writes', () => {
  const character = fc.constantFrom(...'ABQYZ27a018=')
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 17 }), (text) => {
      try {
        assert.equal(toBase32(fromBase32(text)), text)
      } catch (reason) {
        assert.equal(/** @type {{code?: string}} */ (reason).code, 'damaged')
      }
    }),
  )
})

for (const text of ['MZ', 'MY======', 'my', 'A', 'AAA', 'AAAAAA', 'M1', 'M0', 'M8', 'MY ', 'ſY', 'İA']) {
  test(`base32 refuses ${JSON.stringify(text)}`, () => assert.throws(() => fromBase32(text), DAMAGED))
}

test('equal is true for the same bytes only', () => {
  assert.ok(equal(filled(32, 1), filled(32, 1)))
  assert.ok(equal(new Uint8Array(0), new Uint8Array(0)))
  assert.ok(!equal(filled(32, 1), filled(31, 1)))
  for (let i = 0; i < 32; i += 1) assert.ok(!equal(filled(32, 0), filled(32, 0).fill(128, i, i + 1)))
})

test('compare orders as Buffer does', () => {
  fc.assert(
    fc.property(bytes(0, 4), bytes(0, 4), (a, b) => {
      assert.equal(Math.sign(compare(a, b)), Buffer.compare(a, b))
    }),
  )
})

test('random bytes have the length asked for and do not repeat', () => {
  assert.equal(random(16).length, 16)
  assert.ok(!equal(random(32), random(32)))
  assert.throws(() => random(-1), RangeError)
})

test('sha256 agrees with another implementation', async () => {
  const value = utf8('tessera')
  assert.deepEqual(await sha256(value), new Uint8Array(nobleSha256(value)))
})

test('zero wipes every array it is given', () => {
  const [a, b] = [filled(4, 1), filled(2, 2)]
  zero(a, b)
  assert.deepEqual([...a, ...b], [0, 0, 0, 0, 0, 0])
})

test('zero passes over bytes that were handed to another thread', () => {
  const [given, kept] = [filled(4, 1), filled(2, 2)]
  structuredClone(given, { transfer: [given.buffer] })
  zero(given, kept)
  assert.deepEqual([...kept], [0, 0])
})
