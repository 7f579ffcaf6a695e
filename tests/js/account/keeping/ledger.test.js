import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  begun,
  counted,
  ended,
  failed,
  isDue,
  isLedger,
  keyFilesSeenTo,
  nextOf,
} from '../../../../static/js/account/keeping/ledger.js'

const NOW = 1_780_000_000_000
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const FAILURE = { code: /** @type {const} */ ('no-room'), detail: {}, at: NOW }

test('the first backup is due after five changes', () => {
  for (const [changes, due] of /** @type {const} */ ([
    [0, false],
    [4, false],
    [5, true],
    [500, true],
  ]))
    assert.equal(isDue({ changes }, NOW, 1), due)
})

test('the next one is due after five more, and a day later at the earliest', () => {
  const ledger = { changes: 5, madeAt: NOW, generation: 1 }
  assert.equal(isDue(ledger, NOW + DAY - 1, 1), false)
  assert.equal(isDue(ledger, NOW + DAY, 1), true)
  assert.equal(isDue({ ...ledger, changes: 4 }, NOW + 9 * DAY, 1), false)
})

test('a replaced Account Key makes one due at once, for the earlier ones are void', () => {
  assert.equal(isDue({ changes: 0, madeAt: NOW, generation: 1 }, NOW + MINUTE, 2), true)
  assert.equal(isDue({ changes: 0 }, NOW, 2), false, 'there is no earlier one')
})

test('a clock that was put back holds nothing up', () => {
  assert.equal(isDue({ changes: 5, madeAt: NOW + 400 * DAY, generation: 1 }, NOW, 1), true)
  assert.equal(isDue({ changes: 5, failure: { ...FAILURE, at: NOW + DAY } }, NOW, 1), true)
})

test('one tab makes it; one that was closed over it is followed after five minutes', () => {
  const ledger = begun({ changes: 6 }, NOW)
  assert.equal(isDue(ledger, NOW + 4 * MINUTE, 1), false)
  assert.equal(isDue(ledger, NOW + 5 * MINUTE, 1), true)
})

test('changes made meanwhile count for the next one', () => {
  const making = counted(begun({ changes: 6 }, NOW), 3)
  assert.deepEqual(ended(making, { now: NOW + 1, generation: 2, failure: null }), {
    changes: 3,
    madeAt: NOW + 1,
    generation: 2,
  })
})

test('a failure keeps the changes, says why, and is not tried again with every change', () => {
  const ledger = failed(begun({ changes: 6 }, NOW), FAILURE)
  assert.deepEqual(ledger, { changes: 6, failure: FAILURE })
  assert.equal(isDue(ledger, NOW + 9 * MINUTE, 1), false)
  assert.equal(isDue(ledger, NOW + 10 * MINUTE, 1), true)
  assert.deepEqual(ended(begun(ledger, NOW + 1), { now: NOW + 2, generation: 1, failure: null }).failure, undefined)
})

test('a lock is no failure, and hides none', () => {
  assert.deepEqual(failed(begun({ changes: 6 }, NOW), null), { changes: 6 })
  assert.deepEqual(failed({ changes: 6, failure: FAILURE }, null), { changes: 6, failure: FAILURE })
})

test('what the next one waits for is told', () => {
  assert.deepEqual(nextOf(null, NOW), { changes: 5, from: null })
  assert.deepEqual(nextOf({ changes: 7, madeAt: NOW, generation: 1 }, NOW + MINUTE), { changes: 0, from: NOW + DAY })
  assert.deepEqual(nextOf({ changes: 2, madeAt: NOW, generation: 1 }, NOW + DAY), { changes: 3, from: null })
})

test('key files that are in order again are no news, unless they were not', () => {
  assert.equal(keyFilesSeenTo(null, null), null)
  assert.deepEqual(keyFilesSeenTo(null, FAILURE), { changes: 0, keyFailure: FAILURE })
  assert.deepEqual(keyFilesSeenTo({ changes: 2, keyFailure: FAILURE }, null), { changes: 2 })
})

test('a record that somebody else wrote is not believed', () => {
  assert.ok(isLedger({ changes: 1, madeAt: NOW, making: { at: NOW, changes: 1 }, failure: FAILURE }))
  for (const value of [
    null,
    5,
    {},
    { changes: '5' },
    { changes: -1 },
    { changes: 1, madeAt: 'x' },
    { changes: 1, failure: { at: {} } },
  ])
    assert.equal(isLedger(value), false)
})
