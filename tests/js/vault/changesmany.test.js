/** Changes of more items than a commit takes, of which one fails half-way. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TesseraError } from '../../../static/js/errors.js'
import { BATCH } from '../../../static/js/vault/batches.js'
import { login, makeWorld, refusal } from './cast.js'
import { tokenOf } from './changing.js'

const OTHERS = 3
const TOTAL = BATCH + OTHERS

/** A browser with more items than a commit takes. */
async function withMany() {
  const world = await makeWorld()
  const { vault } = await world.browser().open()
  const blank = login({})
  const titled = (/** @type {number} */ count, /** @type {string} */ title) =>
    Array.from({ length: count }, (_, at) => ({ ...blank, title: `${title} ${at}` }))
  const { ids } = await vault.addItems(titled(BATCH, 'first'))
  const { ids: others } = await vault.addItems(titled(OTHERS, 'second'))
  const count = (/** @type {string} */ shelf) => vault.list({ query: '', shelf, start: 0, end: 0 }).total
  return { ...world, vault, ids: [...ids, ...others], count }
}

/** From now on the server takes so many requests, and answers no others. @param {import('./server.js').Server} server @param {number} count */
function answerOnly(server, count) {
  const { requests } = server
  server.before = () => {
    if (server.requests > requests + count) throw new TesseraError('unreachable')
  }
}

/** @param {() => Promise<unknown>} act @returns {Promise<{done?: number, total?: number, undo?: number}>} */
async function failing(act) {
  const error = await act().then(
    () => assert.fail('it did not fail'),
    (/** @type {unknown} */ reason) => reason,
  )
  assert.ok(error instanceof TesseraError, String(error))
  assert.equal(error.code, 'unreachable')
  return error.detail
}

test('a change of many that fails half-way says how far it got, and that much can be taken back', async () => {
  const { server, vault, ids, count } = await withMany()
  answerOnly(server, 1)
  const detail = await failing(() => vault.changeItems({ ids, act: 'favorite' }))
  assert.deepEqual([detail.done, detail.total, count('favorites')], [BATCH, TOTAL, BATCH])
  server.before = () => {}
  const undone = await vault.undo(tokenOf(detail))
  assert.equal(count('favorites'), 0)
  await vault.undo(tokenOf(undone))
  assert.equal(count('favorites'), BATCH)
})

test('one that fails at once says only why', async () => {
  const { server, vault, ids } = await withMany()
  answerOnly(server, 0)
  assert.deepEqual(await failing(() => vault.changeItems({ ids, act: 'favorite' })), {})
})

test('where nothing was to be changed before it failed, there is nothing to take back', async () => {
  const { server, vault, ids } = await withMany()
  await vault.changeItems({ ids: ids.slice(0, BATCH), act: 'favorite' })
  answerOnly(server, 0)
  const detail = await failing(() => vault.changeItems({ ids, act: 'favorite' }))
  assert.deepEqual(detail, { done: BATCH, total: TOTAL })
})

test('an undo of many that fails half-way goes on where it stopped, and what it did can be done again', async () => {
  const { server, vault, ids, count } = await withMany()
  const token = tokenOf(await vault.changeItems({ ids, act: 'favorite' }))
  answerOnly(server, 1)
  const detail = await failing(() => vault.undo(token))
  assert.deepEqual([detail.done, detail.total, count('favorites')], [BATCH, TOTAL, OTHERS])
  server.before = () => {}
  await vault.undo(tokenOf(detail))
  assert.equal(count('favorites'), TOTAL)
  await vault.undo(token)
  assert.equal(count('favorites'), BATCH, 'the token is good for the rest, and for nothing more')
  assert.equal(await refusal(() => vault.undo(token)), 'not-found')
})

test('emptying the trash that fails half-way says how far it got, and forgets what is gone', async () => {
  const { server, vault, ids, count } = await withMany()
  const trashed = tokenOf(await vault.changeItems({ ids, act: 'trash' }))
  answerOnly(server, 1)
  assert.deepEqual(await failing(() => vault.emptyTrash({ ids })), { done: BATCH, total: TOTAL })
  assert.equal(count('trash'), OTHERS)
  server.before = () => {}
  await vault.undo(trashed)
  assert.deepEqual([count('trash'), count('all')], [0, OTHERS])
})
