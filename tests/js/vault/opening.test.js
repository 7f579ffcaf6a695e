/** Pages of sealed items, opened as they come. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { random, toBase64 } from '../../../static/js/crypto/bytes.js'
import { importKey, sealItem } from '../../../static/js/crypto/envelope.js'
import { TesseraError } from '../../../static/js/errors.js'
import { Opening } from '../../../static/js/vault/opening.js'

const RAW = random(32)
const KEYS = { accountId: random(16), generation: 1, vaultKey: await importKey(RAW) }
const GOES_ON = { refuse: () => {}, onProgress: () => {} }

/** @param {Uint8Array<ArrayBuffer>} id @param {number} revision */
async function sealed(id, revision) {
  const blob = await sealItem(KEYS.vaultKey, KEYS, { id, revision }, { id: toBase64(id), revision })
  return { id, revision, blob }
}

/** @param {...Awaited<ReturnType<typeof sealed>>} items */
const page = (...items) => new Map(items.map((item) => [toBase64(item.id), item]))

test('of an item that comes twice the later one counts, also when it does not open', async () => {
  const [one, other] = [random(16), random(16)]
  const opening = new Opening(KEYS, GOES_ON)
  opening.add(page(await sealed(one, 1), await sealed(other, 1)), undefined)
  opening.add(page(await sealed(one, 2), { id: other, revision: 2, blob: random(321) }), 0)
  const found = await opening.all()
  assert.deepEqual(
    found.map(({ revision, item }) => [revision, item?.['revision'] ?? null]),
    [
      [2, 2],
      [2, null],
    ],
  )
})

test('how far it is, is told as soon as it is known of how many', async () => {
  /** @type {number[][]} */
  const told = []
  const opening = new Opening(KEYS, { ...GOES_ON, onProgress: (done, total) => told.push([done, total]) })
  opening.add(page(await sealed(random(16), 1)), undefined)
  await opening.all()
  assert.deepEqual(told, [])
  opening.add(page(await sealed(random(16), 1)), 1)
  await opening.all()
  opening.add(page(await sealed(random(16), 1)), 0)
  await opening.all()
  assert.deepEqual(told, [
    [2, 3],
    [3, 3],
  ])
})

test('nothing further is opened after a refusal, and whoever waits is told why', async () => {
  let [refused, told] = [false, 0]
  const refuse = () => {
    if (refused) throw new TesseraError('locked')
  }
  const opening = new Opening(KEYS, { refuse, onProgress: () => (told += 1) })
  opening.add(page(await sealed(random(16), 1)), 1)
  await opening.all()
  refused = true
  opening.add(page(await sealed(random(16), 1)), 0)
  await assert.rejects(opening.all(), { code: 'locked' })
  assert.equal(told, 1)
})
