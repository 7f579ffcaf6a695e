import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { gcm } from '@noble/ciphers/aes.js'
import { hkdf as nobleHkdf } from '@noble/hashes/hkdf.js'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import {
  ITEM_LIMIT,
  OVERHEAD,
  importKey,
  open,
  openCarrierRecord,
  openKeyset,
  openSnapshot,
  seal,
  sealCarrierRecord,
  sealKeyset,
  sealSnapshot,
  sealWithFixedR,
} from '../../../static/js/crypto/envelope.js'
import { accountContext } from '../../../static/js/crypto/contexts.js'
import { concat, utf8 } from '../../../static/js/crypto/bytes.js'
import { ALICE, BOB, KEY, bytes, filled, flipped } from './cast.js'
import { collide } from './twokeys.js'

const CLOSED = { name: 'TesseraError', code: 'cannot-open', detail: {} }
const CONTEXT = utf8('here')

/**
 * `seal` by another implementation.
 * @param {Uint8Array} key
 * @param {Uint8Array} r
 * @param {Uint8Array} info
 * @returns {{k: Uint8Array, c: Uint8Array}}
 */
function oracleKeys(key, r, info) {
  const both = nobleHkdf(nobleSha256, key, r, info, 64)
  return { k: both.slice(0, 32), c: both.slice(32) }
}

const INFO = concat(
  utf8('tessera1/seal'),
  filled(1, 0),
  Uint8Array.from([0, 4]),
  utf8('item'),
  Uint8Array.from([0, 4]),
  CONTEXT,
)

test('what is sealed opens, and is 65 bytes longer', async () => {
  await fc.assert(
    fc.asyncProperty(bytes(32), bytes(0, 60), bytes(0, 500), async (key, context, plaintext) => {
      const blob = await seal(key, 'item', context, plaintext)
      assert.equal(blob.length, plaintext.length + 65)
      assert.deepEqual(await open(key, 'item', context, blob), plaintext)
    }),
    { numRuns: 50 },
  )
  assert.equal(OVERHEAD, 65)
})

test('the bytes are those of another implementation', async () => {
  const [r, plaintext] = [filled(16, 5), utf8('a secret')]
  const { k, c } = oracleKeys(KEY, r, INFO)
  const expected = concat(filled(1, 1), r, c, gcm(k, filled(12, 0), INFO).encrypt(plaintext))
  assert.deepEqual(await sealWithFixedR(KEY, 'item', CONTEXT, plaintext, r), expected)
})

test('sealing twice gives different bytes', async () => {
  const [a, b] = [await seal(KEY, 'item', CONTEXT, KEY), await seal(KEY, 'item', CONTEXT, KEY)]
  assert.notDeepEqual(a.subarray(1, 17), b.subarray(1, 17))
  assert.notDeepEqual(a.subarray(49), b.subarray(49))
})

test('any one changed byte is refused', async () => {
  const blob = await seal(KEY, 'item', CONTEXT, utf8('a secret'))
  for (let i = 0; i < blob.length; i += 1) await assert.rejects(open(KEY, 'item', CONTEXT, flipped(blob, i)), CLOSED)
})

test('any other version byte is refused', async () => {
  const blob = await seal(KEY, 'item', CONTEXT, utf8('a secret'))
  for (let mask = 1; mask < 256; mask += 1)
    await assert.rejects(open(KEY, 'item', CONTEXT, flipped(blob, 0, mask)), CLOSED)
})

test('a blob cut or grown anywhere is refused', async () => {
  const blob = await seal(KEY, 'item', CONTEXT, utf8('a secret'))
  for (let length = 0; length < blob.length; length += 1) {
    await assert.rejects(open(KEY, 'item', CONTEXT, blob.slice(0, length)), CLOSED)
  }
  await assert.rejects(open(KEY, 'item', CONTEXT, concat(blob, filled(1, 0))), CLOSED)
  await assert.rejects(open(KEY, 'item', CONTEXT, concat(filled(1, 1), blob)), CLOSED)
})

test('another key, label or context is refused', async () => {
  const blob = await seal(KEY, 'item', CONTEXT, utf8('a secret'))
  await assert.rejects(open(filled(32, 8), 'item', CONTEXT, blob), CLOSED)
  await assert.rejects(open(KEY, 'head', CONTEXT, blob), CLOSED)
  await assert.rejects(open(KEY, 'item', utf8('there'), blob), CLOSED)
  await assert.rejects(open(KEY, 'item', new Uint8Array(0), blob), CLOSED)
  await assert.rejects(open(KEY, 'itemh', utf8('ere'), blob), CLOSED)
})

test('a ciphertext that GCM accepts under two keys opens under the one it is committed to only', async () => {
  const r = filled(16, 5)
  const keys = [KEY, filled(32, 8)]
  const [first, second] = keys.map((key) => oracleKeys(key, r, INFO))
  assert.ok(first && second)
  const box = collide(first.k, second.k, INFO)
  // GCM by itself is fooled: without this the test would prove nothing.
  for (const { k } of [first, second]) assert.equal(gcm(k, filled(12, 0), INFO).decrypt(box).length, 32)
  const blob = concat(filled(1, 1), r, first.c, box)
  assert.equal((await open(KEY, 'item', CONTEXT, blob)).length, 32)
  await assert.rejects(open(filled(32, 8), 'item', CONTEXT, blob), CLOSED)
})

test('a right commitment does not excuse a wrong tag', async () => {
  const { c } = oracleKeys(KEY, filled(16, 5), INFO)
  await assert.rejects(open(KEY, 'item', CONTEXT, concat(filled(1, 1), filled(16, 5), c, filled(48, 0))), CLOSED)
})

test('a key that WebCrypto holds does the same and cannot be exported', async () => {
  const held = await importKey(KEY)
  const blob = await seal(held, 'item', CONTEXT, utf8('a secret'))
  assert.deepEqual(await open(KEY, 'item', CONTEXT, blob), utf8('a secret'))
  assert.equal(held.extractable, false)
})

test('a key of another length is a mistake, not a refusal', async () => {
  await assert.rejects(seal(filled(31, 1), 'item', CONTEXT, KEY), /key: expected 32 bytes, found 31 bytes/)
  await assert.rejects(open(filled(16, 1), 'item', CONTEXT, filled(65, 1)), /key: expected 32 bytes, found 16 bytes/)
})

test('keyset and carrier record open in their own account, generation and kind only', async () => {
  const keyset = await sealKeyset(KEY, ALICE, filled(32, 2))
  const record = await sealCarrierRecord(KEY, ALICE, filled(32, 3))
  assert.equal(keyset.length, 97)
  assert.deepEqual(await openKeyset(KEY, ALICE, keyset), filled(32, 2))
  assert.deepEqual(await openCarrierRecord(KEY, ALICE, record), filled(32, 3))
  await assert.rejects(openKeyset(KEY, ALICE, record), CLOSED)
  await assert.rejects(openCarrierRecord(KEY, ALICE, keyset), CLOSED)
  await assert.rejects(openKeyset(KEY, BOB, keyset), CLOSED)
  await assert.rejects(openKeyset(KEY, { ...ALICE, generation: 2 }, keyset), CLOSED)
})

test('a keyset that holds another length than 32 bytes is refused', async () => {
  for (const length of [0, 31, 33]) {
    const blob = await seal(KEY, 'keyset', accountContext(ALICE), filled(length, 2))
    await assert.rejects(openKeyset(KEY, ALICE, blob), CLOSED)
  }
})

test('a snapshot opens at its own version only', async () => {
  const blob = await sealSnapshot(KEY, { ...ALICE, version: 7 }, utf8('{}'))
  assert.deepEqual(await openSnapshot(KEY, { ...ALICE, version: 7 }, blob), utf8('{}'))
  await assert.rejects(openSnapshot(KEY, { ...ALICE, version: 8 }, blob), CLOSED)
})

test('an item may have a mebibyte', () => assert.equal(ITEM_LIMIT, 1048576))
