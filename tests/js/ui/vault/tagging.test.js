import assert from 'node:assert/strict'
import { test } from 'node:test'
import { offers, tidy } from '../../../../static/js/ui/vault/tagging.js'

const KNOWN = ['family', 'work', 'work/clients', 'old/work', 'worms']

test('a tag has no spaces around its parts and no empty ones', () => {
  assert.equal(tidy('  work /  clients /'), 'work/clients')
  assert.equal(tidy(' / '), '')
})

test('known tags are offered: those that begin so first, then those with such a part', () => {
  assert.deepEqual(offers(KNOWN, [], 'WOR'), ['work', 'work/clients', 'worms', 'old/work'])
  assert.deepEqual(offers(KNOWN, ['work'], 'work'), ['work/clients', 'old/work'])
  assert.deepEqual(offers(KNOWN, [], ''), [])
})
