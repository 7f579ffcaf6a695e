/** Custom fields, codes and erased items in merging. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { blankFields, fieldsOf } from '../../../static/js/vault/fields.js'
import { edit, makeItem, stateOf } from '../../../static/js/vault/item.js'
import { merge } from '../../../static/js/vault/merge.js'
import { erase, trash } from '../../../static/js/vault/trash.js'
import { undone } from '../../../static/js/vault/undo.js'

/** @typedef {import('../../../static/js/vault/item.js').Item} Item */
/** @typedef {import('../../../static/js/vault/fields.js').Line} Line */

/** @param {string} key @param {string} value @returns {Line} */
const line = (key, value) => ({ key, label: `Label ${key}`, as: 'text', value, own: true })

/** @param {...Line} lines @returns {Item} */
function itemWith(...lines) {
  const fields = blankFields()
  return makeItem('AAAAAAAAAAAAAAAAAAAAAA', { ...fields, title: 't', lines: [...fields.lines, ...lines] }, 100)
}

/** @param {Item} item @param {(own: Line[]) => Line[]} act @param {number} now */
function change(item, act, now) {
  const was = fieldsOf(item)
  const own = act(was.lines.filter((one) => one.own))
  return edit(item, { ...was, lines: [...was.lines.filter((one) => !one.own), ...own] }, was, now)
}

/** @param {Item} item */
const own = (item) => fieldsOf(item).lines.filter((one) => one.own)

/** @param {Item} item */
const said = (item) => own(item).map(({ key, value }) => `${key}=${value}`)

const BASE = itemWith(line('a', '1'), line('b', '1'), line('c', '1'))

test('different fields are both kept, and those that each added come after what they followed', () => {
  const mine = change(
    BASE,
    ([a, ...others]) => [line('a', 'mine'), line('m', 'new'), ...others.slice(0, a ? 2 : 0)],
    110,
  )
  const theirs = change(BASE, (all) => [...all.slice(0, 2), line('c', 'theirs'), line('t', 'new')], 120)
  assert.deepEqual(said(merge(BASE, mine, theirs)), ['a=mine', 'm=new', 'b=1', 'c=theirs', 't=new'])
  assert.deepEqual(said(merge(BASE, theirs, mine)), ['a=mine', 'm=new', 'b=1', 'c=theirs', 't=new'])
})

test('of one field the later value stands, and the other is in the history', () => {
  const mine = change(BASE, (all) => [line('a', 'mine'), ...all.slice(1)], 110)
  const theirs = change(BASE, (all) => [line('a', 'theirs'), ...all.slice(1)], 120)
  const merged = merge(BASE, mine, theirs)
  assert.deepEqual(said(merged), ['a=theirs', 'b=1', 'c=1'])
  assert.deepEqual(merged.history[0], stateOf(mine))
})

test('a field that one removed is gone, unless the other changed it', () => {
  const mine = change(BASE, (all) => all.slice(2), 110)
  const theirs = change(BASE, (all) => [line('a', 'still'), ...all.slice(1)], 105)
  assert.deepEqual(said(merge(BASE, mine, theirs)), ['a=still', 'c=1'])
})

test('whoever moved fields moved them for both', () => {
  const mine = change(BASE, (all) => all.toReversed(), 110)
  const theirs = change(BASE, (all) => [line('a', 'theirs'), ...all.slice(1), line('t', 'new')], 120)
  for (const merged of [merge(BASE, mine, theirs), merge(BASE, theirs, mine)]) {
    assert.deepEqual(
      said(merged).filter((one) => !one.startsWith('t')),
      ['c=1', 'b=1', 'a=theirs'],
    )
    assert.ok(said(merged).includes('t=new'))
  }
})

test('a label that one changed and a value that the other did are both kept', () => {
  const mine = change(BASE, (all) => all.map((one, at) => (at ? one : { ...one, label: 'Renamed' })), 110)
  const theirs = change(BASE, (all) => all.map((one, at) => (at ? one : { ...one, value: 'theirs' })), 120)
  const [first] = own(merge(BASE, mine, theirs))
  assert.deepEqual([first?.label, first?.value], ['Renamed', 'theirs'])
})

test('a first custom field that both added at once is two fields of one credential', () => {
  const [mine, theirs] = [line('m', '1'), line('t', '1')].map((one, at) => change(itemWith(), () => [one], 110 + at))
  assert.ok(mine && theirs)
  const merged = merge(itemWith(), mine, theirs)
  assert.deepEqual(said(merged).toSorted(), ['m=1', 't=1'])
  assert.equal(merged.credentials.filter(({ type }) => type === 'custom-fields').length, 1)
})

test('a code is never half of one and half of another', () => {
  const totp = { type: 'totp', secret: 'AAAA', period: 30, digits: 6, algorithm: 'sha1' }
  const base = { ...BASE, credentials: [totp] }
  const mine = { ...base, modifiedAt: 110, credentials: [{ ...totp, secret: 'BBBB', period: 60 }] }
  const theirs = { ...base, modifiedAt: 120, credentials: [{ ...totp, secret: 'CCCC' }] }
  const merged = merge(base, mine, theirs)
  assert.deepEqual(merged.credentials, theirs.credentials)
  assert.deepEqual(merged.history[0], stateOf(mine))
})

test('codes of the person’s own are told apart by their names', () => {
  const [one, two] = ['AAAA', 'BBBB'].map((secret, at) => ({ type: 'totp', id: `id${at}`, label: `l${at}`, secret }))
  assert.ok(one && two)
  const base = { ...BASE, credentials: [] }
  const merged = merge(base, { ...base, credentials: [one] }, { ...base, credentials: [two] })
  assert.deepEqual(
    merged.credentials.toSorted((a, b) => String(a['id']).localeCompare(String(b['id']))),
    [one, two],
  )
})

test('lists whose members have no names of their own are not mixed', () => {
  const base = { ...BASE, links: [{ x: 1 }] }
  const merged = merge(base, { ...base, modifiedAt: 130, links: [{ y: 1 }] }, { ...base, links: [{ z: 1 }] })
  assert.deepEqual(merged['links'], [{ y: 1 }])
})

test('erasing stands where nobody wanted the item, and gives way where somebody did', () => {
  const gone = trash(BASE, 130, 130)
  const erased = erase(gone, 140)
  assert.equal(merge(gone, erased, gone), erased)
  assert.equal(merge(gone, gone, erased), erased)
  const edited = change(gone, (all) => [line('a', 'new'), ...all.slice(1)], 135)
  const restored = trash(gone, null, 135)
  for (const wanted of [edited, restored]) {
    assert.equal(merge(gone, erased, wanted), wanted)
    assert.equal(merge(gone, wanted, erased), wanted)
  }
  const later = erase(gone, 150)
  assert.equal(merge(gone, erased, later), later)
  assert.equal(undone({ before: BASE, after: gone }, erased, 160), erased)
})

const ACT = fc.record({
  act: fc.constantFrom('set', 'add', 'remove', 'move', 'label'),
  at: fc.nat(5),
})

/**
 * @param {Item} item
 * @param {{act: string, at: number}[]} acts
 * @param {string} who
 * @param {number} now
 */
function apply(item, acts, who, now) {
  return acts.reduce(
    (before, { act, at }, nth) =>
      change(
        before,
        (all) => {
          const place = all.length > 0 ? at % all.length : 0
          const one = all[place]
          if (act === 'add' || !one) return all.toSpliced(place, 0, line(`${who}${nth}`, `new ${who}${nth}`))
          if (act === 'remove') return all.toSpliced(place, 1)
          if (act === 'move') return [...all.toSpliced(place, 1), one]
          if (act === 'label') return all.with(place, { ...one, label: `label ${who}${nth}` })
          return all.with(place, { ...one, value: `set ${who}${nth}` })
        },
        now + 2 * nth,
      ),
    item,
  )
}

const ACTS = fc.array(ACT, { maxLength: 5 })

test('whatever two browsers do to the fields, no value is lost, and it does not matter who merges', () => {
  fc.assert(
    fc.property(ACTS, ACTS, (my, their) => {
      const [mine, theirs] = [apply(BASE, my, 'm', 200), apply(BASE, their, 't', 201)]
      const merged = merge(BASE, mine, theirs)
      const kept = JSON.stringify(merged)
      for (const item of [mine, theirs])
        for (const { value } of own(item)) assert.ok(kept.includes(JSON.stringify(value)))
      const keys = own(merged).map(({ key }) => key)
      assert.equal(new Set(keys).size, keys.length)
      assert.deepEqual(own(merged), own(merge(BASE, theirs, mine)))
    }),
    { numRuns: 500 },
  )
})

test('an undo right after a change gives exactly what was before', () => {
  fc.assert(
    fc.property(ACTS, ACTS, (first, second) => {
      const before = apply(BASE, first, 'm', 200)
      const after = apply(before, second, 't', 300)
      assert.deepEqual(own(undone({ before, after }, after, 400)), own(before))
    }),
    { numRuns: 300 },
  )
})

test('an undo leaves alone what another browser did to other fields', () => {
  const before = BASE
  const after = change(before, (all) => [line('a', 'mine'), ...all.slice(1), line('m', 'new')], 110)
  const current = change(after, (all) => [...all.slice(0, 1), line('b', 'theirs'), ...all.slice(2)], 120)
  assert.deepEqual(said(undone({ before, after }, current, 130)), ['a=1', 'b=theirs', 'c=1'])
})
