import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { rich, speak, t, tn } from '../../../static/js/ui/text.js'

afterEach(() => speak({}))

test('a text without a translation is shown in English', () => {
  assert.equal(t('Changed {when}', { when: 'today' }), 'Changed today')
})

test('a translation may put its values elsewhere', () => {
  speak({ 'Delete {title} now': 'Jetzt {title} löschen' })
  assert.equal(t('Delete {title} now', { title: 'Bank' }), 'Jetzt Bank löschen')
})

test('a value is never taken for a place of its own', () => {
  assert.equal(t('{title}', { title: '{other}', other: 'no' }), '{other}')
})

test('elements take their places in a text', () => {
  const key = { type: 'kbd' }
  assert.deepEqual(rich('Press {key} to search', /** @type {any} */ ({ key })), ['Press ', key, ' to search'])
})

test('one and many have texts of their own', () => {
  assert.equal(tn(1, '{count} item', '{count} items'), '1 item')
  assert.equal(tn(2, '{count} item', '{count} items'), '2 items')
})

test('numbers are written as the language writes them', () => {
  assert.equal(tn(10_000, '{count} item found', '{count} items found'), '10,000 items found')
  speak({}, 'de')
  assert.equal(t('{read} of {size}', { read: 1.5, size: 86_400 }), '1,5 of 86.400')
  assert.deepEqual(rich('All {count}', { count: 1284 }), ['All ', '1.284', ''])
})

test('what is no number to be read as one comes as a text, and stays', () => {
  assert.equal(t('Since {year}', { year: '2026' }), 'Since 2026')
})

test('a name that somebody typed is no member of the catalogue that it has from elsewhere', () => {
  for (const name of ['constructor', 'toString', '__proto__']) {
    assert.equal(t(name), name)
    assert.deepEqual(rich(name, {}), [name])
  }
})
