import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import fc from 'fast-check'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import {
  ROW,
  checkTable,
  firstSummary,
  follow,
  openHead,
  openPinned,
  pinOf,
  rootOf,
  sealHead,
  withRows,
} from '../../../static/js/crypto/head.js'
import { importKey, seal } from '../../../static/js/crypto/envelope.js'
import { versionContext } from '../../../static/js/crypto/contexts.js'
import { concat, sha256, u32, u64 } from '../../../static/js/crypto/bytes.js'
import { ALICE, BOB, KEY, bytes, filled, flipped } from './cast.js'

/** @typedef {import('../../../static/js/crypto/head.js').SealedHead} SealedHead */
/** @typedef {import('../../../static/js/crypto/head.js').Row} Row */

const NOTHING = new Uint8Array(0)
const SUMMARY = { date: 1777800000124, previous: filled(32, 1), root: filled(32, 2), count: 3 }
/** @param {string} code */
const refused = (code) => ({ name: 'TesseraError', code })

/**
 * A chain of heads.
 * @param {number} length
 * @param {SealedHead[]} [start] what to continue
 * @returns {Promise<SealedHead[]>}
 */
async function chain(length, start = []) {
  const heads = [...start]
  while (heads.length < length) {
    const last = heads.at(-1)
    const previous = last ? await sha256(last.blob) : filled(32, 0)
    const version = heads.length + 1
    heads.push({ version, blob: await sealHead(KEY, { ...ALICE, version }, { ...SUMMARY, previous }) })
  }
  return heads
}

/** @type {SealedHead[]} */
let HEADS
before(async () => {
  HEADS = await chain(6)
})

/** @param {number} version */
const sealedAt = (version) => /** @type {SealedHead} */ (HEADS[version - 1])

/** @param {number} version */
const pinAt = async (version) => ({ generation: 1, version, hash: await sha256(sealedAt(version).blob) })

/** @param {SealedHead} head */
const keyed = async (head) => ({ ...head, key: await importKey(KEY), generation: 1 })

/** @param {readonly SealedHead[]} heads */
const served = (heads) => ({ version: heads.at(-1)?.version ?? 0, heads })

test('a head opens as it was sealed, in 141 bytes', async () => {
  const summary = fc.record({ date: fc.maxSafeNat(), previous: bytes(32), root: bytes(32), count: fc.nat(0xffffffff) })
  await fc.assert(
    fc.asyncProperty(summary, fc.integer({ min: 1, max: 2 ** 40 }), async (given, version) => {
      const blob = await sealHead(KEY, { ...ALICE, version }, given)
      assert.equal(blob.length, 141)
      assert.deepEqual(await openHead(KEY, { ...ALICE, version }, blob), { ...given })
    }),
    { numRuns: 30 },
  )
})

test('a head opens in its own account, generation and version only', async () => {
  const { blob } = sealedAt(2)
  await assert.rejects(openHead(KEY, { ...ALICE, version: 3 }, blob), refused('cannot-open'))
  await assert.rejects(openHead(KEY, { ...ALICE, generation: 2, version: 2 }, blob), refused('cannot-open'))
  await assert.rejects(openHead(KEY, { ...BOB, version: 2 }, blob), refused('cannot-open'))
  for (let i = 0; i < blob.length; i += 1) {
    await assert.rejects(openHead(KEY, { ...ALICE, version: 2 }, flipped(blob, i)), refused('cannot-open'))
  }
})

test('a head of another length or of a date beyond all dates is refused', async () => {
  const place = { ...ALICE, version: 2 }
  const hashes = filled(64, 1)
  for (const plaintext of [
    concat(u64(1), hashes),
    concat(u64(1), hashes, u64(1)),
    concat(filled(8, 0xff), hashes, u32(1)),
  ]) {
    const blob = await seal(KEY, 'head', versionContext(place), plaintext)
    await assert.rejects(openHead(KEY, place, blob), refused('cannot-open'))
  }
})

test('following from any pin ends at the newest head', async () => {
  for (let version = 1; version < 6; version += 1) {
    const newest = await follow(KEY, ALICE, await pinAt(version), served(HEADS.slice(version)))
    assert.ok(newest)
    assert.deepEqual(pinOf(ALICE, newest), await pinAt(6))
    assert.deepEqual(newest.root, SUMMARY.root)
  }
})

test('a pin with nothing after it is up to date', async () => {
  assert.equal(await follow(KEY, ALICE, await pinAt(6), { version: 6, heads: [] }), null)
})

test('a browser without a pin takes the newest head alone, or a run', async () => {
  assert.equal((await follow(KEY, ALICE, null, served([sealedAt(6)])))?.version, 6)
  assert.equal((await follow(KEY, ALICE, null, served(HEADS)))?.version, 6)
  await assert.rejects(follow(KEY, ALICE, null, { version: 0, heads: [] }), refused('vault-mismatch'))
})

test('more heads than a batch are followed across its end', async () => {
  const long = await chain(502, HEADS)
  assert.equal((await follow(KEY, ALICE, await pinAt(1), served(long.slice(1))))?.version, 502)
  const torn = [...long.slice(1, 500), ...long.slice(501)]
  await assert.rejects(follow(KEY, ALICE, await pinAt(1), served(torn)), refused('vault-forked'))
})

test('an older version or generation than the pin is a rollback', async () => {
  const pin = await pinAt(4)
  await assert.rejects(follow(KEY, ALICE, pin, { version: 3, heads: [] }), refused('vault-rolled-back'))
  await assert.rejects(follow(KEY, ALICE, pin, served(HEADS.slice(0, 3))), refused('vault-rolled-back'))
  const later = { ...pin, generation: 2 }
  await assert.rejects(follow(KEY, ALICE, later, served(HEADS.slice(4))), refused('vault-rolled-back'))
})

test('a stale vault that grew elsewhere is a fork once it is merged back', async () => {
  const branch = await chain(8, HEADS.slice(0, 3))
  await assert.rejects(follow(KEY, ALICE, await pinAt(6), served(branch.slice(6))), refused('vault-forked'))
})

test('heads left out, repeated, out of order, or not up to the named version are a fork', async () => {
  const pin = await pinAt(1)
  const [h2, h3, h4] = [sealedAt(2), sealedAt(3), sealedAt(4)]
  const runs = [[h3], [h2, h4], [h2, h2], [h3, h2], [sealedAt(1), h2], [h2, sealedAt(1), h2]]
  for (const heads of runs) await assert.rejects(follow(KEY, ALICE, pin, served(heads)), refused('vault-forked'))
  await assert.rejects(follow(KEY, ALICE, pin, { version: 4, heads: [h2, h3] }), refused('vault-forked'))
  await assert.rejects(follow(KEY, ALICE, pin, { version: 2, heads: [] }), refused('vault-forked'))
})

test('a first head that names one before it is a fork', async () => {
  const blob = await sealHead(KEY, { ...ALICE, version: 1 }, SUMMARY)
  await assert.rejects(follow(KEY, ALICE, null, served([{ version: 1, blob }])), refused('vault-forked'))
})

test('a head that does not open, or one under another number, is a mismatch', async () => {
  const pin = await pinAt(1)
  const broken = { version: 2, blob: flipped(sealedAt(2).blob, 100) }
  const renamed = { version: 2, blob: sealedAt(3).blob }
  for (const head of [broken, renamed]) {
    await assert.rejects(follow(KEY, ALICE, pin, served([head])), refused('vault-mismatch'))
  }
})

test('the pinned head is opened again, and no other', async () => {
  const pin = await pinAt(3)
  assert.deepEqual((await openPinned(ALICE, pin, await keyed(sealedAt(3)))).root, SUMMARY.root)
  const other = await sealHead(KEY, { ...ALICE, version: 3 }, SUMMARY)
  await assert.rejects(openPinned(ALICE, pin, await keyed({ version: 3, blob: other })), refused('vault-forked'))
})

/** @param {Row} row */
const spelled = ({ id, revision, digest }) => Buffer.concat([id, u32(revision), digest])

/** @type {fc.Arbitrary<Row[]>} */
const ROWS = fc.uniqueArray(
  fc.record({
    id: fc.nat(40).map((n) => concat(filled(15, 0), Uint8Array.from([n]))),
    revision: fc.nat(5),
    digest: bytes(32),
  }),
  { selector: ({ id }) => String(id), maxLength: 40 },
)

test('the root is the hash of the rows sorted by id, in whatever order they came', async () => {
  await fc.assert(
    fc.asyncProperty(ROWS, async (rows) => {
      const sorted = rows.map(spelled).sort(Buffer.compare)
      const expected = new Uint8Array(nobleSha256(new Uint8Array(Buffer.concat(sorted))))
      assert.deepEqual(await rootOf(withRows(NOTHING, rows)), expected)
    }),
    { numRuns: 50 },
  )
})

test('putting rows into a table replaces known ids and adds the others', () => {
  fc.assert(
    fc.property(ROWS, ROWS, (first, second) => {
      const given = withRows(NOTHING, first)
      const untouched = given.slice()
      const merged = new Map([...first, ...second].map((row) => [String(row.id), row]))
      assert.deepEqual(withRows(given, second), withRows(NOTHING, [...merged.values()]))
      assert.deepEqual(given, untouched)
    }),
  )
})

test('rows that name an id twice are a mismatch', () => {
  const row = { id: filled(16, 1), revision: 1, digest: filled(32, 1) }
  for (const other of [row, { ...row, revision: 2 }, { ...row, digest: filled(32, 2) }]) {
    assert.throws(() => withRows(NOTHING, [row, { ...row, id: filled(16, 2) }, other]), refused('vault-mismatch'))
  }
})

test('a table out of order, with an id twice or of odd length is a mistake', async () => {
  const [a, b] = [filled(ROW, 1), filled(ROW, 2)]
  await assert.rejects(rootOf(concat(b, a)), TypeError)
  await assert.rejects(rootOf(concat(a, a)), TypeError)
  await assert.rejects(rootOf(filled(ROW + 1, 1)), TypeError)
})

test('a table that drops, adds, swaps or puts back an item is not the one under the head', async () => {
  const rows = [1, 2, 3].map((n) => ({ id: filled(16, n), revision: 2, digest: filled(32, n) }))
  const table = withRows(NOTHING, rows)
  const head = { ...SUMMARY, root: await rootOf(table), count: 3 }
  await checkTable(head, table)
  const [first] = /** @type {[Row, Row, Row]} */ (rows)
  const wrong = [
    NOTHING,
    withRows(NOTHING, rows.slice(1)),
    withRows(table, [{ ...first, id: filled(16, 4) }]),
    withRows(table, [{ ...first, digest: filled(32, 2) }]),
    withRows(table, [{ ...first, revision: 1 }]),
  ]
  for (const other of wrong) await assert.rejects(checkTable(head, other), refused('vault-mismatch'))
  await assert.rejects(checkTable({ ...head, count: 2 }, table), refused('vault-mismatch'))
})

test('the first head says an empty vault after no other', async () => {
  const summary = await firstSummary(5)
  assert.deepEqual(summary, { date: 5, previous: filled(32, 0), root: await sha256(NOTHING), count: 0 })
  await checkTable(summary, NOTHING)
})
