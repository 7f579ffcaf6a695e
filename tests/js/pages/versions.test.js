import assert from 'node:assert/strict'
import { test } from 'node:test'
import { versionsOf } from '../../../static/js/pages/versions.js'
import { fieldsOf } from '../../../static/js/vault/fields.js'
import { edit, makeItem } from '../../../static/js/vault/item.js'
import { blankFields } from '../../../static/js/vault/fields.js'

test('what an item is and was comes newest first, also what was kept as text', () => {
  const was = { ...blankFields(), title: 'Bank', notes: 'old' }
  const item = edit(makeItem('AAAA', was, 100), { ...was, notes: 'new' }, was, 200)
  const [kept] = item.history
  assert.ok(kept)
  const folded = { ...kept, item: { ...kept.item, credentials: { json: JSON.stringify(kept.item['credentials']) } } }
  for (const history of [item.history, [folded]]) {
    const versions = versionsOf({ ...item, history }, (state) => fieldsOf(state))
    assert.deepEqual(
      versions.map(({ modifiedAt, fields }) => [modifiedAt, fields.notes]),
      [
        [200, 'new'],
        [100, 'old'],
      ],
    )
  }
})

test('a state that lacks members is shown for what it has', () => {
  const item = { ...makeItem('AAAA', blankFields(), 100), history: [{ modifiedAt: 50, item: { title: 'bare' } }] }
  assert.equal(versionsOf(item, (state) => fieldsOf(state))[1]?.fields.title, 'bare')
})
