import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import fc from 'fast-check'
import { toBase32, utf8 } from '../../../static/js/crypto/bytes.js'
import { TesseraError } from '../../../static/js/errors.js'
import { isMigration, parseMigration } from '../../../static/js/vault/migration.js'
import { gather, readPieces, together } from '../../../static/js/vault/setups.js'
import { write } from '../../../static/js/vault/otpauth.js'
import { refusedAs } from '../carriers/cast.js'

/** @typedef {{secret?: Uint8Array, name?: string, issuer?: string, algorithm?: number, digits?: number, type?: number}} Account */

const HELLO = new Uint8Array([...utf8('Hello!'), 0xde, 0xad, 0xbe, 0xef])
/** The sample that the decoders of others are tested with. */
const KNOWN = 'otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZTAC'
const SETUP = 'otpauth://totp/Example:ada?secret=JBSWY3DPEHPK3PXP'

/** @param {Account} account */
function spellAccount({ secret = HELLO, name = '', issuer = '', algorithm = 1, digits = 1, type = 2 }) {
  const account = new BinaryWriter()
  account.tag(1, WireType.LengthDelimited).bytes(secret)
  account.tag(2, WireType.LengthDelimited).string(name)
  account.tag(3, WireType.LengthDelimited).string(issuer)
  for (const [number, value] of [
    [4, algorithm],
    [5, digits],
    [6, type],
    [7, 12],
  ])
    account.tag(number, WireType.Varint).int32(value)
  return account.tag(8, WireType.LengthDelimited).string('something newer').finish()
}

/** @param {Account[]} accounts @param {{size?: number, index?: number, id?: number}} [part] */
function migration(accounts, { size = 1, index = 0, id = -7 } = {}) {
  const payload = new BinaryWriter()
  for (const account of accounts) payload.tag(1, WireType.LengthDelimited).bytes(spellAccount(account))
  for (const [number, value] of [
    [2, 1],
    [3, size],
    [4, index],
    [5, id],
  ])
    payload.tag(number, WireType.Varint).int32(value)
  return address(payload.finish())
}

/** @param {Uint8Array} bytes */
const address = (bytes) =>
  `otpauth-migration://offline?data=${encodeURIComponent(Buffer.from(bytes).toString('base64'))}`

test('the sample of other decoders is read as they do', () => {
  const { setups, part, refused } = parseMigration(KNOWN)
  assert.deepEqual(setups.map(write), [
    'otpauth://totp/Example:alice%40google.com?secret=JBSWY3DPEHPK3PXP&issuer=Example&algorithm=SHA1&digits=6&period=30',
  ])
  assert.deepEqual([part, refused], [{ id: 0, index: 0, size: 1 }, []])
})

test('hash, length and names of every account are kept', () => {
  const { setups } = parseMigration(
    migration([
      { name: 'Bank:ada', algorithm: 3, digits: 2 },
      { name: 'ada', issuer: 'Mail', algorithm: 2, digits: 3 },
      { name: 'Mail:ada', issuer: 'Mail', algorithm: 0, digits: 0 },
    ]),
  )
  assert.deepEqual(
    setups.map(({ issuer, account, algorithm, digits, period }) => [issuer, account, algorithm, digits, period]),
    [
      ['Bank', 'ada', 'sha512', 8, 30],
      ['Mail', 'ada', 'sha256', 7, 30],
      ['Mail', 'ada', 'sha1', 6, 30],
    ],
  )
})

test('accounts that cannot be kept are named with the reason, and the others are kept', () => {
  const { setups, refused } = parseMigration(
    migration([
      { name: 'counts', type: 1 },
      { name: 'ada', issuer: 'Old', algorithm: 4 },
      { name: 'long', digits: 9 },
      { name: 'empty', secret: new Uint8Array() },
      { name: 'unknown', type: 0 },
      { name: 'kept' },
    ]),
  )
  assert.deepEqual(
    setups.map(({ account }) => account),
    ['kept'],
  )
  assert.deepEqual(
    refused.map(({ name, reason }) => [name, reason.code, reason.detail['what']]),
    [
      ['counts', 'setup-counter', undefined],
      ['Old: ada', 'setup-unsupported', 'algorithm'],
      ['long', 'setup-unsupported', 'digits'],
      ['empty', 'setup-secret', undefined],
      ['unknown', 'setup-unsupported', 'type'],
    ],
  )
})

test('base64 is taken however the address was escaped, and nothing else', () => {
  // Pluses and slashes wherever in three bytes it begins.
  const signs = [0xfb, 0xef, 0xbe, 0xff, 0xff, 0xff, 0]
  const secret = new Uint8Array([...signs, ...signs, ...signs])
  const escaped = migration([{ secret }])
  const plain = decodeURIComponent(escaped)
  assert.ok(plain.includes('+') && plain.includes('/'))
  for (const text of [escaped, plain, plain.replaceAll('+', ' '), plain.replace(/=+$/, ''), `${escaped}#top`]) {
    assert.equal(parseMigration(text).setups[0].secret, toBase32(secret), text)
  }
})

test('data that was cut, changed or doubled is damaged, wherever', () => {
  const bytes = Buffer.from(decodeURIComponent(KNOWN.slice(KNOWN.indexOf('=') + 1)), 'base64')
  const whole = migration([{ name: 'ada' }])
  const damaged = [
    'otpauth-migration://offline',
    'otpauth-migration://online?data=CjEK',
    'otpauth-migration://offline?data=%%%',
    `${whole}&data=CjEK`,
    migration([], { size: 2, index: 2 }),
    migration([], { size: 2, index: -1 }),
    migration([], { size: 1001 }),
    address(new Uint8Array([0x08, 0x01])),
    ...Array.from({ length: 50 }, (_, length) => address(bytes.subarray(0, length + 1))),
  ]
  for (const text of damaged) assert.throws(() => parseMigration(text), { code: 'setup-damaged' }, text)
})

test('no bytes make the reader throw anything but a refusal', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.uint8Array({ maxLength: 60 }).map((rest) => new Uint8Array([10, rest.length, ...rest])),
  )
  fc.assert(
    fc.property(bytes, (payload) => {
      try {
        const { setups } = parseMigration(address(payload))
        assert.ok(Array.isArray(setups.map(write)))
      } catch (error) {
        assert.ok(error instanceof TesseraError && error.code === 'setup-damaged', String(error))
      }
    }),
  )
})

test('the codes of one export are gathered in any order, counted once, and put in theirs', () => {
  const parts = ['a', 'b', 'c'].map((name, index) => migration([{ name }], { size: 3, index, id: 42 }))
  let pieces = gather([], readPieces(parts[2]))
  assert.deepEqual([together(pieces).read, together(pieces).size], [1, 3])
  pieces = gather(pieces, readPieces(parts[0]))
  pieces = gather(pieces, readPieces(parts[2]))
  assert.deepEqual([together(pieces).read, together(pieces).size], [2, 3])
  pieces = gather(pieces, readPieces(parts[1]))
  const found = together(pieces)
  assert.deepEqual([found.read, found.size, found.setups.map(({ account }) => account)], [3, 3, ['a', 'b', 'c']])
})

test('another export, or a set-up by itself, begins anew', () => {
  const first = gather([], readPieces(migration([{ name: 'a' }], { size: 2, index: 0, id: 1 })))
  const other = gather(first, readPieces(migration([{ name: 'b' }], { size: 2, index: 1, id: 2 })))
  assert.deepEqual(
    together(other).setups.map(({ account }) => account),
    ['b'],
  )
  assert.deepEqual(
    together(gather(other, readPieces(SETUP))).setups.map(({ account }) => account),
    ['ada'],
  )
})

test('a text has one set-up a line, none twice; what is broken among others is counted, alone it is refused', async () => {
  const found = together(readPieces(`${SETUP}\n\n${KNOWN}\r\n${SETUP}\notpauth://hotp/a?secret=JBSWY3DP`))
  assert.deepEqual(
    [
      found.setups.map(({ account }) => account),
      found.refused.map(({ reason }) => reason.code),
      found.read,
      found.size,
    ],
    [['ada', 'alice@google.com'], ['setup-counter'], 1, 1],
  )
  assert.equal(together(readPieces('jbsw y3dp\nehpk 3pxp')).setups[0].secret, 'JBSWY3DPEHPK3PXP')
  await refusedAs(
    Promise.resolve().then(() => readPieces('otpauth://hotp/a')),
    'setup-counter',
  )
  await refusedAs(
    Promise.resolve().then(() => readPieces('')),
    'setup-unknown',
  )
})

test('an export is known by its scheme', () => {
  assert.ok(isMigration(` ${KNOWN.toUpperCase()}`))
  assert.ok(!isMigration(SETUP))
})
