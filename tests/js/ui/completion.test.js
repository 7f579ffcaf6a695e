import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complete } from '../../../static/js/carriers/wordlist.js'
import { accept, suggestions, wordAt } from '../../../static/js/ui/completion.js'

test('the word at the caret is the one being typed', () => {
  assert.deepEqual(wordAt('able aba', 8), { start: 5, end: 8, prefix: 'aba' })
  assert.deepEqual(wordAt('ab\nab', 5), { start: 3, end: 5, prefix: 'ab' })
})

test('there is none between words, within one, or in a key string', () => {
  assert.equal(wordAt('able ', 5), null)
  assert.equal(wordAt('able', 2), null)
  assert.equal(wordAt('TSRK1:KRSX', 10), null)
})

test('taking a word puts it in, with one space after it, and the caret behind', () => {
  assert.deepEqual(accept('able aba', { start: 5, end: 8 }, 'abandon'), { text: 'able abandon ', caret: 13 })
  assert.deepEqual(accept('ab zoo', { start: 0, end: 2 }, 'able'), { text: 'able zoo', caret: 5 })
})

test('words of the list are offered for what is typed, whatever its case', () => {
  assert.deepEqual(suggestions('ABAN', 4, complete), ['abandon'])
  assert.ok(suggestions('zo', 2, complete).includes('zoo'))
})

test('nothing is offered for a word that is complete or that no word begins with', () => {
  assert.deepEqual(suggestions('zoo', 3, complete), [])
  assert.deepEqual(suggestions('xx', 2, complete), [])
})

test('four letters are always enough to leave one word', () => {
  for (const word of ['abandon', 'ability', 'zebra'])
    assert.deepEqual(suggestions(word.slice(0, 4), 4, complete), [word])
})
