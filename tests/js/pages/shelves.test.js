import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindsOf, nameOf } from '../../../static/js/pages/shelves.js'
import { KINDS, kindOf } from '../../../static/js/vault/kinds.js'

const shelves = {
  all: 4,
  favorites: 0,
  trash: 0,
  kinds: [
    { type: 'login', count: 3 },
    { type: 'passport', count: 0 },
    { type: 'own:boat', name: 'Boat', count: 1 },
  ],
  tags: [],
}
/** @param {string} type */
const plural = (type) => kindOf(type).plural

test('a shelf is called what its items are together', () => {
  assert.deepEqual(kindsOf(shelves, plural), [
    { shelf: 'kind:login', name: 'Logins', count: 3 },
    { shelf: 'kind:own:boat', name: 'Boat', count: 1 },
  ])
  assert.equal(nameOf('kind:login', shelves, plural), 'Logins')
})

test('a shelf that has become empty keeps its name', () => {
  assert.equal(nameOf('kind:passport', shelves, plural), 'Passports')
})

test('every kind has a name for one and a name for several, and no two shelves the same', () => {
  assert.equal(new Set(KINDS.map(({ plural: several }) => several)).size, KINDS.length)
  for (const { type, name, plural: several } of KINDS) {
    assert.ok(name !== '' && several !== '', type)
    assert.equal(name === several, type === 'other', type)
  }
})
