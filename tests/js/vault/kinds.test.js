import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { KINDS } from '../../../static/js/vault/kinds.js'
import { GERMAN } from '../../../static/js/vault/kinds/german.js'

/** @type {Record<string, string>} */
const german = JSON.parse(readFileSync('static/js/languages/de.json', 'utf8'))

test('every kind is found by the names that German pages show, and by no others', () => {
  const shown = new Map(KINDS.map(({ type, name, plural }) => [type, [german[name], german[plural]]]))
  assert.deepEqual(new Map(GERMAN), shown)
})
