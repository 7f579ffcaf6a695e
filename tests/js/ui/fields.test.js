import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldsOf, webAddress } from '../../../static/js/ui/fields.js'

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

test('an item without a login has empty fields for one', () => {
  const item = {
    id: 'x',
    type: 'note',
    title: 'T',
    creationAt: 1,
    modifiedAt: 1,
    trashedAt: null,
    credentials: [{ type: 'note', content: { value: 'text' } }],
  }
  assert.deepEqual(fieldsOf(item), { type: 'note', title: 'T', username: '', password: '', url: '', notes: 'text' })
})
