import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ITEM_LIMIT, open, openAll, openItem, seal, sealItem } from '../../../static/js/crypto/envelope.js'
import { itemContext } from '../../../static/js/crypto/contexts.js'
import { pad } from '../../../static/js/crypto/itemtext.js'
import { concat, sha256, toBase64, utf8 } from '../../../static/js/crypto/bytes.js'
import { ALICE, BOB, KEY, filled, flipped } from './cast.js'

const CLOSED = { name: 'TesseraError', code: 'cannot-open' }
const DAMAGED = { name: 'TesseraError', code: 'item-damaged' }
const PLACE = { id: filled(16, 0x11), revision: 3 }
const ID = toBase64(PLACE.id)

/**
 * Seal a plaintext as an item whatever it is.
 * @param {Uint8Array} plaintext
 */
const sealed = async (plaintext) => ({
  ...PLACE,
  blob: await seal(KEY, 'item', itemContext(ALICE, PLACE), new Uint8Array(plaintext)),
})

/**
 * JSON that nests so many objects deep.
 * @param {number} levels
 * @returns {unknown}
 */
const nested = (levels) => (levels === 0 ? 1 : { in: nested(levels - 1) })

test('an item opens as it was sealed, members that nobody knows included', async () => {
  const members = fc.dictionary(
    fc.string(),
    fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()), fc.constant(null)),
  )
  await fc.assert(
    fc.asyncProperty(members, async (others) => {
      const item = { ...others, id: ID }
      const blob = await sealItem(KEY, ALICE, PLACE, item)
      assert.deepEqual(JSON.stringify(await openItem(KEY, ALICE, { ...PLACE, blob })), JSON.stringify(item))
    }),
    { numRuns: 30 },
  )
})

test('a password of 1 and one of 100 characters give the same size', async () => {
  const sizes = await Promise.all(
    [1, 100].map(async (n) => (await sealItem(KEY, ALICE, PLACE, { id: ID, password: 'x'.repeat(n) })).length),
  )
  assert.deepEqual(sizes, [256 + 65, 256 + 65])
})

test('the text is JSON and spaces to a multiple of 256 bytes', async () => {
  const blob = await sealItem(KEY, ALICE, PLACE, { id: ID, title: 'é'.repeat(120) })
  const text = await open(KEY, 'item', itemContext(ALICE, PLACE), blob)
  assert.equal(text.length, 512)
  assert.equal(Buffer.from(text).toString(), JSON.stringify({ id: ID, title: 'é'.repeat(120) }).padEnd(512 - 120))
})

test('an item opens in its own account, generation, id and revision only', async () => {
  const blob = await sealItem(KEY, ALICE, PLACE, { id: ID })
  await assert.rejects(openItem(KEY, BOB, { ...PLACE, blob }), CLOSED)
  await assert.rejects(openItem(KEY, { ...ALICE, generation: 2 }, { ...PLACE, blob }), CLOSED)
  await assert.rejects(openItem(KEY, ALICE, { ...PLACE, revision: 2, blob }), CLOSED)
  await assert.rejects(openItem(KEY, ALICE, { ...PLACE, id: filled(16, 0x12), blob }), CLOSED)
})

test('an item of another id is not sealed', async () => {
  await assert.rejects(sealItem(KEY, ALICE, PLACE, { id: toBase64(filled(16, 9)) }), TypeError)
})

test('an item is sealed 8 deep and not 9', async () => {
  const blob = await sealItem(KEY, ALICE, PLACE, { id: ID, in: nested(7) })
  assert.deepEqual(await openItem(KEY, ALICE, { ...PLACE, blob }), { id: ID, in: nested(7) })
  await assert.rejects(sealItem(KEY, ALICE, PLACE, { id: ID, in: nested(8) }), RangeError)
})

test('an item over the limit is refused with its size', async () => {
  const note = 'x'.repeat(ITEM_LIMIT)
  const error = { code: 'too-large', detail: { size: ITEM_LIMIT + 256 + 65, limit: ITEM_LIMIT } }
  await assert.rejects(sealItem(KEY, ALICE, PLACE, { id: ID, note }), error)
  await assert.rejects(openItem(KEY, ALICE, await sealed(pad(utf8(JSON.stringify({ id: ID, note }))))), DAMAGED)
})

/** @type {Record<string, Uint8Array>} */
const plaintexts = {
  'no text': new Uint8Array(0),
  'only padding': filled(256, 0x20),
  'text without padding': utf8(JSON.stringify({ id: ID })),
  'padding of zeros': concat(utf8(JSON.stringify({ id: ID })), new Uint8Array(256 - 31)),
  'a list': pad(utf8(JSON.stringify([{ id: ID }]))),
  'a text': pad(utf8(JSON.stringify(ID))),
  null: pad(utf8('null')),
  'no id': pad(utf8('{}')),
  'another id': pad(utf8(JSON.stringify({ id: toBase64(filled(16, 9)) }))),
  'two objects': pad(utf8(`{"id":"${ID}"}{}`)),
  'white space in front': pad(utf8(` {"id":"${ID}"}`)),
  'a line end behind': pad(utf8(`{"id":"${ID}"}\n`)),
  'a byte order mark': pad(utf8(`\ufeff{"id":"${ID}"}`)),
  'broken UTF-8': pad(concat(utf8(`{"id":"${ID}","title":"`), Uint8Array.from([0xc3]), utf8('"}'))),
  'JSON nine deep': pad(utf8(JSON.stringify({ id: ID, in: nested(8) }))),
}

for (const [what, plaintext] of Object.entries(plaintexts)) {
  test(`a sealed plaintext that is ${what} is a damaged item`, async () => {
    await assert.rejects(openItem(KEY, ALICE, await sealed(plaintext)), DAMAGED)
  })
}

test('a __proto__ inside an item stays a plain member', async () => {
  const item = await openItem(KEY, ALICE, await sealed(pad(utf8(`{"id":"${ID}","__proto__":{"polluted":1}}`))))
  assert.equal(Object.getPrototypeOf(item), Object.prototype)
  assert.equal('polluted' in item, false)
})

test('openAll opens in order, digests every blob, reports progress, and one bad item spoils no other', async () => {
  const ids = Array.from({ length: 1201 }, (_, i) => concat(filled(14, 0), Uint8Array.from([i >> 8, i])))
  const many = await Promise.all(
    ids.map(async (id) => ({
      id,
      revision: 1,
      blob: await sealItem(KEY, ALICE, { id, revision: 1 }, { id: toBase64(id) }),
    })),
  )
  const bad = /** @type {(typeof many)[number]} */ (many[700])
  bad.blob = flipped(bad.blob, 60)
  /** @type {number[][]} */
  const progress = []
  const opened = await openAll(KEY, ALICE, many, (done, total) => progress.push([done, total]))
  assert.deepEqual(progress, [
    [500, 1201],
    [1000, 1201],
    [1201, 1201],
  ])
  assert.deepEqual(
    opened.map(({ item }) => item?.id),
    ids.map((id, i) => (i === 700 ? undefined : toBase64(id))),
  )
  assert.equal(opened[700]?.item, null)
  for (const i of [0, 700, 1200]) {
    const blob = /** @type {(typeof many)[number]} */ (many[i]).blob
    assert.deepEqual(opened[i]?.digest, await sha256(blob))
  }
})

test('openAll of nothing is nothing', async () => assert.deepEqual(await openAll(KEY, ALICE, []), []))
