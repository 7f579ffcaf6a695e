/** How much can be taken back. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeItem } from '../../../static/js/vault/item.js'
import { UndoLog, UNDO_ITEMS, UNDOS } from '../../../static/js/vault/undo.js'
import { login } from './cast.js'

const after = makeItem('AAAAAAAAAAAAAAAAAAAAAA', login({ title: 'x' }), 1)

/** @param {UndoLog} log @param {number} count @returns {number} the token of a change of so many items */
function remember(log, count) {
  const remembered = log.remember(Array.from({ length: count }, () => ({ before: null, after })))
  assert.ok('undo' in remembered)
  return remembered.undo
}

/** @param {UndoLog} log @param {number[]} tokens @returns {number[]} those that are good */
const good = (log, tokens) =>
  tokens.filter((token) => {
    try {
      return log.changes(token).length > 0
    } catch {
      return false
    }
  })

test('the log keeps a hundred changes, the newest', () => {
  const log = new UndoLog()
  const tokens = Array.from({ length: UNDOS + 2 }, () => remember(log, 1))
  assert.deepEqual(good(log, tokens), tokens.slice(2))
})

test('of changes of many items it keeps no more than it has room for', () => {
  const log = new UndoLog()
  const half = UNDO_ITEMS / 2
  const tokens = [remember(log, 1), remember(log, half), remember(log, half)]
  assert.deepEqual(good(log, tokens), tokens.slice(1), 'the oldest goes')
  const one = remember(log, 1)
  assert.deepEqual(good(log, [...tokens, one]), [tokens[2], one])
})

test('the newest change can be taken back, however large it is', () => {
  const log = new UndoLog()
  const tokens = [remember(log, 1), remember(log, UNDO_ITEMS + 1)]
  assert.deepEqual(good(log, tokens), tokens.slice(1))
  const next = remember(log, 1)
  assert.deepEqual(good(log, [...tokens, next]), [next])
})
