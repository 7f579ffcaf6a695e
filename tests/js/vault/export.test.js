/** Items in CXF 1.0; tests/tools/test_open_backup.py holds the recovery tool to the same sample. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fromBase64 } from '../../../static/js/crypto/bytes.js'
import { exportText } from '../../../static/js/vault/export.js'
import { isItem } from '../../../static/js/vault/item.js'
import { login, makeWorld } from './cast.js'

const SAMPLE = JSON.parse(readFileSync(new URL('../../vectors/exports/cxf.json', import.meta.url), 'utf8'))

test('items of many kinds are exported as in the sample', () => {
  assert.ok(SAMPLE.items.every(isItem))
  const owner = { accountId: fromBase64(SAMPLE.account_id), email: SAMPLE.email }
  assert.deepEqual(JSON.parse(exportText(SAMPLE.items, owner, SAMPLE.date * 1000 + 999)), SAMPLE.cxf)
})

test('every field has the type that CXF gives it, and nothing is empty', () => {
  const text = JSON.stringify(
    SAMPLE.cxf.accounts[0].items.map((/** @type {{credentials: object[]}} */ item) => item.credentials),
  )
  for (const [field] of text.matchAll(/\{[^{}]*"value":[^{}]*/g)) assert.match(field, /"fieldType":"[a-z-]+"/)
  assert.ok(!text.includes('"value":""'))
})

test('only the chosen items are exported', async () => {
  const { browser, clock } = await makeWorld()
  const alice = await browser().open()
  const id = await alice.save(login({ title: 'chosen', password: 'p' }))
  await alice.save(login({ title: 'other' }))
  const { timestamp, accounts } = JSON.parse(alice.vault.exportItems({ ids: [id, 'nobody'] }))
  assert.equal(timestamp, clock.now / 1000)
  assert.deepEqual(
    accounts[0].items.map((/** @type {{title: string}} */ { title }) => title),
    ['chosen'],
  )
})
