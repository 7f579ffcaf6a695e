import assert from 'node:assert/strict'
import { test } from 'node:test'
import { measure } from '../../../static/js/pages/strength.js'

test('a password of the list is common, whatever its case', () => {
  assert.equal(measure('password1234', []).common, true)
  assert.equal(measure('Password1234', []).common, true)
})

test('repetition is weak and says why', () => {
  const { score, warning, suggestions } = measure('aaaaaaaaaaaaaaaa', [])
  assert.equal(score, 1)
  assert.deepEqual([warning, suggestions], ['simpleRepeat', ['anotherWord', 'repeated']])
})

test('unrelated words are strong', () => {
  assert.deepEqual(measure('correct horse battery staple', []), {
    score: 5,
    warning: null,
    suggestions: [],
    common: false,
  })
})

test('what is known of the owner does not count', () => {
  assert.equal(measure('quibble.frotz1', []).score, 5)
  assert.equal(measure('quibble.frotz1', ['quibble.frotz']).score, 2)
})
