import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BLANK, differ, webAddress } from '../../../static/js/ui/fields.js'

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

test('fields differ when any one of them does', () => {
  assert.equal(differ(BLANK, { ...BLANK }), false)
  for (const name of Object.keys(BLANK)) assert.equal(differ(BLANK, { ...BLANK, [name]: 'x' }), true, name)
})
