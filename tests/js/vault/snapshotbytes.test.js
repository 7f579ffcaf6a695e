/** A snapshot is of the whole vault, or it is not written. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase64, random, toBase64 } from '../../../static/js/crypto/bytes.js'
import { withRows } from '../../../static/js/crypto/head.js'
import { makeItem } from '../../../static/js/vault/item.js'
import { ListedItem } from '../../../static/js/vault/listed.js'
import { parse, write } from '../../../static/js/vault/snapshotbytes.js'
import { login } from './cast.js'

/** @param {string[]} titles */
function makeVault(titles) {
  const all = titles.map((title) => makeItem(toBase64(random(16)), login({ title }), 1))
  const rows = all.map(({ id }) => ({ id: fromBase64(id), revision: 1, digest: random(32) }))
  const table = withRows(new Uint8Array(0), rows)
  const known = { version: 2, hash: random(32), head: null, table, items: new Map() }
  return { known, order: all.map((item) => new ListedItem(item)) }
}

test('a vault whose items are all in order is written', async () => {
  const { known, order } = makeVault(['x', 'x', 'x'])
  assert.equal(parse(2, await write(known, order)).order.length, 3)
})

test('out of a snapshot items are sorted as they were into it', async () => {
  const titles = ['Site 10', 'site', 'Zürich 7 – 2', '', '猫 12']
  const { known, order } = makeVault(titles)
  const { order: taken } = parse(2, await write(known, order))
  const all = (/** @type {readonly import('../../../static/js/vault/listed.js').Listed[]} */ entries) =>
    entries.map(({ text, sortKey }) => ({ text, sortKey }))
  assert.deepEqual(all(taken), all(order))
})

test('one that lacks an item, has one too many or has another’s is not', async () => {
  const { known, order } = makeVault(['x', 'x', 'x'])
  const other = makeVault(['x']).order
  const twice = order.slice(0, 1)
  for (const wrong of [
    order.slice(1),
    [],
    [...order, ...other],
    [...order.slice(1), ...other],
    [...order.slice(0, 2), ...twice],
  ])
    await assert.rejects(write(known, wrong), RangeError)
})
