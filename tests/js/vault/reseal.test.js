/** The whole vault under another vault key, in pages. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase64, random, sha256, toBase64 } from '../../../static/js/crypto/bytes.js'
import { importKey, openItem } from '../../../static/js/crypto/envelope.js'
import { openHead, rootOf, withRows } from '../../../static/js/crypto/head.js'
import { Reseal } from '../../../static/js/vault/reseal.js'
import { makeItem } from '../../../static/js/vault/item.js'
import { login } from './cast.js'

/** @typedef {import('../../../static/js/api/vault.js').ItemBlob} ItemBlob */
/** @typedef {import('../../../static/js/vault/verify.js').Known} Known */

const NOTHING = new Uint8Array(0)

/** @param {number} count @param {string} [notes] @returns {Known} */
function vaultOf(count, notes = '') {
  const items = Array.from({ length: count }, (_, at) => {
    const id = toBase64(random(16))
    return /** @type {const} */ ([id, { revision: at + 1, item: makeItem(id, login({ title: String(at), notes }), 1) }])
  })
  return { version: 7, hash: new Uint8Array(32).fill(9), head: null, table: NOTHING, items: new Map(items) }
}

/** @param {{isStopped?: () => boolean}} [options] */
async function start({ isStopped = () => false } = {}) {
  const keys = { accountId: random(16), generation: 2, vaultKey: await importKey(random(32)) }
  /** @type {ItemBlob[][]} */
  const pages = []
  /** @type {[number, number][]} */
  const told = []
  const reseal = new Reseal(keys, {
    send: async (items) => void pages.push(items),
    isStopped,
    onProgress: (done, total) => void told.push([done, total]),
  })
  return { keys, pages, told, reseal }
}

test('ten thousand items go in pages of two thousand, each under the next key and revision', async () => {
  const known = vaultOf(10_000)
  const { keys, pages, told, reseal } = await start()
  assert.equal(await reseal.bring(known), true)
  assert.deepEqual(
    pages.map(({ length }) => length),
    [2000, 2000, 2000, 2000, 2000],
  )
  assert.deepEqual(told.at(-1), [10_000, 10_000])
  assert.ok(told.length > 5)
  assert.deepEqual(
    told,
    told.toSorted(([a], [b]) => a - b),
  )
  for (const row of [pages[0]?.[0], pages[4]?.[1999]]) {
    const { id, revision, blob } = /** @type {ItemBlob} */ (row)
    const sealed = { id: fromBase64(id), revision, blob: fromBase64(blob) }
    assert.deepEqual(await openItem(keys.vaultKey, keys, sealed), known.items.get(id)?.item)
    assert.equal(revision, (known.items.get(id)?.revision ?? 0) + 1)
  }
})

test('the head names the one before and the root over what was sent', async () => {
  const known = vaultOf(5)
  const { keys, pages, reseal } = await start()
  await reseal.bring(known)
  const { base, version, root, blob, table } = await reseal.summary(known, 1_780_000_000_000)
  assert.deepEqual([base, version], [7, 8])
  const rows = await Promise.all(
    pages.flat().map(async ({ id, revision, blob: sealed }) => {
      return { id: fromBase64(id), revision, digest: await sha256(fromBase64(sealed)) }
    }),
  )
  assert.deepEqual(table, withRows(NOTHING, rows))
  const head = await openHead(keys.vaultKey, { ...keys, version }, blob)
  assert.deepEqual(head, { date: 1_780_000_000_000, previous: known.hash, root: await rootOf(table), count: 5 })
  assert.deepEqual(root, head.root)
})

test('a page holds no more than the server takes, and an item of a page’s size goes alone', async () => {
  const known = vaultOf(12, 'x'.repeat(1_000_000))
  const { pages, reseal } = await start()
  await reseal.bring(known)
  assert.ok(pages.length > 1)
  for (const page of pages) {
    const size = page.reduce((sum, { blob }) => sum + fromBase64(blob).length, 0)
    assert.ok(size <= 7.5 * 1024 * 1024, String(size))
  }
  assert.equal(pages.flat().length, 12)
})

test('what was sent is not sent again, what has changed since is', async () => {
  const known = vaultOf(3)
  const { pages, reseal } = await start()
  await reseal.bring(known)
  await reseal.bring(known)
  assert.equal(pages.length, 1)
  const [first] = known.items
  if (first) known.items.set(first[0], { ...first[1], revision: first[1].revision + 1 })
  await reseal.bring(known)
  assert.deepEqual(
    pages[1]?.map(({ id, revision }) => [id, revision]),
    [[first?.[0], (first?.[1].revision ?? 0) + 2]],
  )
})

test('stopped, it ends between two batches and says so', async () => {
  let asked = 0
  const { pages, reseal } = await start({ isStopped: () => (asked += 1) > 2 })
  assert.equal(await reseal.bring(vaultOf(5000)), false)
  assert.ok(pages.flat().length <= 1000)
})

test('an empty vault is sealed as well', async () => {
  const { pages, reseal } = await start()
  assert.equal(await reseal.bring(vaultOf(0)), true)
  assert.deepEqual(pages, [])
  assert.equal((await reseal.summary(vaultOf(0), 1)).table.length, 0)
})
