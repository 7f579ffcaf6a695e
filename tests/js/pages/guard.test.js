import assert from 'node:assert/strict'
import { test } from 'node:test'
import { destination } from '../../../static/js/pages/guard.js'

/** @typedef {import('../../../static/js/account/standing.js').State} State */
/** @type {(path: string, state: State['state'], more?: Partial<State>) => string | null} */
const from = (path, state, more) => destination(path, { state, ...more })

test('the anonymous see only the way in, and help', () => {
  for (const path of ['/vault/', '/settings/', '/welcome/', '/authorize/'])
    assert.equal(from(path, 'anonymous'), '/signin/')
  for (const path of ['/signin/', '/signup/', '/verify/', '/help/']) assert.equal(from(path, 'anonymous'), null)
})

test('a revoked browser starts anew', () => {
  assert.equal(from('/vault/', 'ended'), '/signin/')
})

test('a browser that is to be authorized goes there, as long as the password is at hand', () => {
  assert.equal(from('/vault/', 'unauthorized', { entering: true }), '/authorize/')
  assert.equal(from('/authorize/', 'unauthorized', { entering: true }), null)
  assert.equal(from('/authorize/', 'unauthorized', { entering: false }), '/signin/')
})

test('nobody passes the welcome page before a copy of the key is taken', () => {
  for (const path of ['/vault/', '/settings/', '/signin/'])
    assert.equal(from(path, 'unlocked', { keyTaken: false }), '/welcome/')
  assert.equal(from('/welcome/', 'unlocked', { keyTaken: false }), null)
})

test('who is in stays in, locked or not', () => {
  for (const state of /** @type {const} */ (['locked', 'unlocked'])) {
    for (const path of ['/signin/', '/signup/', '/verify/', '/authorize/'])
      assert.equal(from(path, state, { keyTaken: true }), '/vault/')
    for (const path of ['/vault/', '/settings/', '/welcome/', '/help/'])
      assert.equal(from(path, state, { keyTaken: true }), null)
  }
})
