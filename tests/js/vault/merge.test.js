import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { makeItem, stateOf } from '../../../static/js/vault/item.js'
import { merge } from '../../../static/js/vault/merge.js'
import { erase, trash } from '../../../static/js/vault/trash.js'
import { login, textsOf, type } from './cast.js'

/** @typedef {import('../../../static/js/vault/item.js').Item} Item */

const BASE = makeItem(
  'AAAAAAAAAAAAAAAAAAAAAA',
  login({ title: 'mail', username: 'ada', password: 'p0', url: 'https://a', notes: 'n0' }),
  100,
)

test('different fields are both kept, and nothing gave way', () => {
  const merged = merge(BASE, type(BASE, { password: 'mine' }, 110), type(BASE, { username: 'theirs' }, 120))
  assert.deepEqual(textsOf(merged), { ...textsOf(BASE), password: 'mine', username: 'theirs' })
  assert.deepEqual(merged.history, [stateOf(BASE)])
  assert.equal(merged.modifiedAt, 120)
})

test('of the same field the later stands and the earlier is in the history', () => {
  const [mine, theirs] = [type(BASE, { password: 'mine' }, 110), type(BASE, { password: 'theirs' }, 120)]
  const merged = merge(BASE, mine, theirs)
  assert.equal(textsOf(merged).password, 'theirs')
  assert.deepEqual(merged.history, [stateOf(mine), stateOf(BASE)])
  const turned = merge(BASE, theirs, mine)
  assert.equal(textsOf(turned).password, 'theirs')
  assert.deepEqual(turned.history, [stateOf(mine), stateOf(BASE)])
})

test('an edit beats the trash, whoever was later and whoever merges', () => {
  const [gone, edited] = [trash(BASE, 130, 130), type(BASE, { password: 'new' }, 110)]
  for (const merged of [merge(BASE, gone, edited), merge(BASE, edited, gone)]) {
    assert.equal(merged.trashedAt, null)
    assert.equal(textsOf(merged).password, 'new')
  }
})

test('the trash stands where the other did nothing, and when both put it there', () => {
  const gone = trash(BASE, 130, 130)
  assert.equal(merge(BASE, gone, BASE).trashedAt, 130)
  assert.equal(merge(BASE, gone, trash(BASE, 140, 140)).trashedAt, 140)
})

test('a restored item stays restored', () => {
  const gone = trash(BASE, 130, 130)
  assert.equal(merge(gone, trash(gone, null, 140), gone).trashedAt, null)
  assert.equal(merge(gone, { ...gone, favorite: true }, trash(gone, null, 140)).trashedAt, null)
})

test('an item that was restored and thrown away again is not erased for its first time in the trash', () => {
  const base = trash(makeItem('A'.repeat(22), login({ title: 'mail' }), 100), 100, 100)
  const again = trash(trash(base, null, 200), 300, 300)
  assert.equal(merge(base, erase(base, 400), again), again)
  assert.equal(merge(base, again, erase(base, 400)), again)
  const live = trash(base, null, 100)
  assert.equal(merge(live, trash(live, 300, 300), erase(base, 400)).type, 'erased')
})

test('the same change twice is one, and there is nothing to commit', () => {
  const theirs = type(BASE, { password: 'same' }, 110)
  assert.equal(merge(BASE, type(BASE, { password: 'same' }, 110), theirs), theirs)
})

test('tags of both are kept, and those that one took away are gone', () => {
  const base = { ...BASE, tags: ['home', 'old'] }
  const merged = merge(base, { ...base, tags: ['home', 'old', 'mine'] }, { ...base, tags: ['home', 'theirs'] })
  assert.deepEqual(merged.tags.toSorted(), ['home', 'mine', 'theirs'])
})

test('a note and a login that were added at the same time are both there', () => {
  const base = { ...BASE, credentials: [] }
  const login = { type: 'basic-auth', username: { value: 'u' } }
  const note = { type: 'note', content: { value: 'n' } }
  const merged = merge(base, { ...base, credentials: [login] }, { ...base, credentials: [note] })
  assert.deepEqual(
    merged.credentials.toSorted((a, b) => a.type.localeCompare(b.type)),
    [login, note],
  )
})

test('members that are not known are merged like the others, `__proto__` too', () => {
  const mine = JSON.parse(JSON.stringify(BASE).replace('"title"', '"__proto__":{"mine":1},"title"'))
  const merged = merge(BASE, mine, { ...BASE, passkey: { theirs: 1 } })
  assert.match(JSON.stringify(merged), /"__proto__":\{"mine":1\}/)
  assert.deepEqual(merged['passkey'], { theirs: 1 })
  assert.equal(Object.getPrototypeOf(merged), Object.prototype)
})

const FIELD = fc.constantFrom('title', 'username', 'password', 'url', 'notes')
const EDITS = fc.array(FIELD, { maxLength: 6 })

test('no value that anybody saved is lost, whatever both did', () => {
  fc.assert(
    fc.property(
      EDITS,
      EDITS,
      fc.array(fc.nat(9), { minLength: 12, maxLength: 12 }),
      fc.boolean(),
      (my, their, steps, isNew) => {
        /** @type {string[]} */
        const saved = isNew ? [] : Object.values(textsOf(BASE))
        let now = 100
        /** @param {string[]} edits @param {string} who */
        const branch = (edits, who) =>
          edits.reduce((item, field, at) => {
            const value = `${who}${at}`
            saved.push(value)
            now += steps.pop() ?? 1
            return type(item, { [field]: value }, now)
          }, BASE)
        const mine = branch(my, 'mine')
        now = 100
        const theirs = branch(their, 'theirs')
        const merged = merge(isNew ? null : BASE, mine, theirs)
        const kept = JSON.stringify(merged)
        for (const value of saved) assert.ok(kept.includes(JSON.stringify(value)), `${value} is lost in ${kept}`)
        assert.deepEqual(
          merged.history,
          merged.history.toSorted((a, b) => b.modifiedAt - a.modifiedAt),
        )
      },
    ),
    { numRuns: 500 },
  )
})

test('merging does not depend on the side, but for a tie', () => {
  fc.assert(
    fc.property(EDITS, EDITS, (my, their) => {
      const mine = my.reduce((item, field, at) => type(item, { [field]: `m${at}` }, 200 + 2 * at), BASE)
      const theirs = their.reduce((item, field, at) => type(item, { [field]: `t${at}` }, 201 + 2 * at), BASE)
      assert.deepEqual(textsOf(merge(BASE, mine, theirs)), textsOf(merge(BASE, theirs, mine)))
    }),
  )
})
