import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { pieces } from '../../../static/js/ui/colour.js'

test('digits and symbols are told apart from letters, in runs', () => {
  assert.deepEqual(pieces('vJ7q-!92'), [
    { text: 'vJ', kind: 'letters' },
    { text: '7', kind: 'digits' },
    { text: 'q', kind: 'letters' },
    { text: '-!', kind: 'symbols' },
    { text: '92', kind: 'digits' },
  ])
})

test('letters of any script and their marks are letters; spaces do not stand out', () => {
  assert.deepEqual(pieces('žluťoučký kůň'), [{ text: 'žluťoučký kůň', kind: 'letters' }])
  assert.deepEqual(pieces('e\u0301'), [{ text: 'e\u0301', kind: 'letters' }])
})

test('a character of two code units stays whole', () => {
  assert.deepEqual(
    pieces('a🗝b').map(({ text }) => text),
    ['a', '🗝', 'b'],
  )
})

test('whatever the password, the pieces are the password', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (password) => {
      assert.equal(
        pieces(password)
          .map(({ text }) => text)
          .join(''),
        password,
      )
    }),
  )
})
