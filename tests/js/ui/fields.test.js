import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameOf, nameWithin, webAddress } from '../../../static/js/ui/fields.js'
import { speak } from '../../../static/js/ui/text.js'

test('only http and https become links', () => {
  assert.equal(webAddress('bluestone.example'), 'https://bluestone.example/')
  assert.equal(webAddress('http://bluestone.example/login'), 'http://bluestone.example/login')
  for (const url of [
    'javascript:alert(1)',
    'javascript://%0aalert(1)',
    'data://text/html,x',
    'file:///etc',
    '',
    'two words',
  ]) {
    const href = webAddress(url)
    assert.ok(href === null || href.startsWith('https://'), `${url} became ${href}`)
  }
})

test('a field within a sentence is written small in English, but for abbreviations and what its owner wrote', () => {
  const within = (/** @type {string} */ label, own = false) => nameWithin({ label, own })
  assert.equal(within('Password'), 'password')
  assert.equal(within('PIN'), 'PIN')
  assert.equal(within('Recovery Hint', true), 'Recovery Hint')
  speak({ Password: 'Passwort' }, 'de')
  assert.equal(within('Password'), 'Passwort')
  speak({})
})

test('what its owner called a field is shown in no other language', () => {
  speak({ Password: 'Passwort' }, 'de')
  assert.equal(nameOf({ label: 'Password', own: false }), 'Passwort')
  assert.equal(nameOf({ label: 'Password', own: true }), 'Password')
  speak({})
})
