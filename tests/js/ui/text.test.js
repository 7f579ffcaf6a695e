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
  assert.deepEqual(rich('Press {key} to search', { key: 7 }), ['Press ', 7, ' to search'])
})

test('one and many have texts of their own', () => {
  assert.equal(tn(1, '{count} item', '{count} items'), '1 item')
  assert.equal(tn(2, '{count} item', '{count} items'), '2 items')
})

test('a name that somebody typed is no member of the catalogue that it has from elsewhere', () => {
  for (const name of ['constructor', 'toString', '__proto__']) {
    assert.equal(t(name), name)
    assert.deepEqual(rich(name, {}), [name])
  }
})
