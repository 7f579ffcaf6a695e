/** Kinds that the person made. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fieldsOf } from '../../../static/js/vault/fields.js'
import { refusal } from './cast.js'
import { tokenOf, withItems } from './changing.js'

test('a kind of the person’s own is made, used, changed and taken back', async () => {
  const { alice, vault } = await withItems('mail')
  const made = await vault.saveKind({
    name: ' Boat ',
    lines: [
      { label: 'Berth', as: 'text' },
      { label: 'Pass', as: 'hidden' },
    ],
  })
  const [kind] = vault.kinds()
  assert.ok(kind)
  assert.deepEqual([kind.id, kind.type, kind.name, kind.own], [made.id, `own:${made.id}`, 'Boat', true])
  assert.deepEqual(
    kind.lines.map(({ label, as }) => [label, as]),
    [
      ['Berth', 'text'],
      ['Pass', 'hidden'],
    ],
  )
  assert.deepEqual(kind.subtitle, [kind.lines[0]?.key])
  assert.deepEqual(Object.keys(alice.shown), ['mail'], 'it is in no list')
  const lines = kind.lines.map((line) => ({ ...line, own: false, value: `my ${line.label}` }))
  const { id } = await vault.saveItem({ type: kind.type, title: 'Ivory Air', lines })
  assert.deepEqual(fieldsOf(vault.item({ id }), kind).lines, lines)
  const [berth] = kind.lines
  await vault.saveKind({
    id: kind.id,
    name: 'Ship',
    lines: [
      { label: 'Flag', as: 'text' },
      { ...berth, label: 'Place', as: 'text' },
    ],
  })
  const [renamed] = vault.kinds()
  assert.deepEqual(
    renamed?.lines.map(({ label }) => label),
    ['Flag', 'Place'],
  )
  assert.equal(renamed?.lines[1]?.key, berth?.key)
  assert.deepEqual(
    fieldsOf(vault.item({ id }), renamed).lines.map(({ value, own }) => [value, own]),
    [
      ['', false],
      ['my Berth', false],
      ['my Pass', true],
    ],
  )
  await vault.undo(tokenOf(made))
  assert.deepEqual(vault.kinds(), [])
  assert.equal(await refusal(() => vault.saveKind({ id, name: 'x', lines: [] })), 'not-found')
})

test('what another browser did to a kind stays, also where it was taken in before this browser saved', async () => {
  const { alice, vault, browser } = await withItems('mail')
  const berth = { label: 'Berth', as: /** @type {const} */ ('text') }
  const { id } = await vault.saveKind({ name: 'Boat', lines: [berth] })
  const [{ lines = [] } = {}] = vault.kinds()
  const was = { name: 'Boat', lines: [...lines] } // a dialog opens
  const other = await browser().open()
  await other.vault.saveKind({ id, was, name: 'Ship', lines: [...lines, { label: 'Flag', as: 'text' }] })
  await alice.vault.sync()
  await vault.saveKind({ id, was, name: 'Boat', lines: [...lines, { label: 'Length', as: 'number' }] })
  const [kind] = vault.kinds()
  assert.equal(kind?.name, 'Ship')
  assert.deepEqual(kind?.lines.map(({ label }) => label).toSorted(), ['Berth', 'Flag', 'Length'])
})
