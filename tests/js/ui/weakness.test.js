import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { afterEach, test } from 'node:test'
import { translations } from '@zxcvbn-ts/language-en'
import { measure } from '../../../static/js/pages/strength.js'
import { sentence } from '../../../static/js/ui/messages.js'
import { speak } from '../../../static/js/ui/text.js'
import { SUGGESTIONS, WARNINGS } from '../../../static/js/ui/weakness.js'

const german = JSON.parse(readFileSync('static/js/languages/de.json', 'utf8'))

afterEach(() => speak({}))

/** @param {string} password */
function toldOf(password) {
  const { warning, suggestions } = measure(password, [])
  return sentence({ code: 'weak-password', detail: { warning, suggestions } })
}

test('whatever the strength check may say has its text, in its own words', () => {
  assert.deepEqual(WARNINGS, translations.warnings)
  assert.deepEqual(SUGGESTIONS, translations.suggestions)
})

test('a weak password is told what is wrong with it, and what to do', () => {
  assert.equal(
    toldOf('abcabcabcabcabc'),
    'This password would be guessed too easily. Repeated character patterns like "abcabcabc" are easy to guess. ' +
      'Add more words that are less common. Avoid repeated words and characters.',
  )
})

test('where nothing in particular is wrong, words are asked for', () => {
  assert.equal(
    sentence({ code: 'weak-password', detail: { warning: null, suggestions: ['anotherWord'] } }),
    'This password would be guessed too easily. Use four or more unrelated words, or let it be longer.',
  )
})

test('what the strength check says is told in the language of the page', () => {
  speak(german, 'de')
  assert.equal(
    toldOf('abcabcabcabcabc'),
    'Dieses Passwort wäre zu leicht zu erraten. Wiederholte Zeichenmuster wie „abcabcabc“ sind leicht zu erraten. ' +
      'Fügen Sie weitere, weniger gebräuchliche Wörter hinzu. Vermeiden Sie wiederholte Wörter und Zeichen.',
  )
})

test('what the strength check has no key for is a fault of the program', () => {
  const detail = { warning: 'Dates are easy to guess.', suggestions: [] }
  assert.throws(() => sentence({ code: 'weak-password', detail }), RangeError)
})
