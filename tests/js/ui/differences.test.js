import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differ, differences, excerpts } from '../../../static/js/ui/differences.js'
import { blankFields } from '../../../static/js/vault/fields.js'

/** @typedef {import('../../../static/js/vault/fields.js').Fields} Fields */
/** @typedef {import('../../../static/js/vault/fields.js').Line} Line */

/** @param {Partial<Fields>} [change] @returns {Fields} */
const login = (change) => ({ ...blankFields(), title: 'Bank', ...change })

/** @param {string} key @param {Partial<Line>} [change] @returns {Line} */
const own = (key, change) => ({ key, label: key, as: 'text', value: 'x', own: true, ...change })

/** @param {Fields} fields @param {string} key @param {string} value @returns {Fields} */
const withLine = (fields, key, value) => ({
  ...fields,
  lines: fields.lines.map((line) => (line.key === key ? { ...line, value } : line)),
})

/** @param {Fields} one @param {Fields} other */
const names = (one, other) => differences(one, other).map(({ name }) => name)

test('the same fields do not differ, and every single change does', () => {
  assert.equal(differ(login(), login()), false)
  const changes = /** @type {Partial<Fields>[]} */ ([
    { type: 'note' },
    { title: 'x' },
    { notes: 'x' },
    { urls: ['x'] },
    { tags: ['x'] },
    { favorite: true },
  ])
  for (const change of changes) assert.equal(differ(login(), login(change)), true, JSON.stringify(change))
  assert.deepEqual(names(login(), withLine(login(), 'basic-auth.username', 'ada')), ['Username'])
})

test('an empty line of a kind is as good as none, but an own field is there without a value', () => {
  const { lines } = login()
  assert.equal(differ(login(), login({ lines: [] })), false)
  assert.deepEqual(names(login(), login({ lines: [...lines, own('Hint', { value: '' })] })), ['Hint'])
})

test('hidden values are covered, also when the field was hidden before and is text now', () => {
  const [password] = differences(login(), withLine(login(), 'basic-auth.password', 'secret'))
  assert.equal(password?.covered, true)
  const hidden = login({ lines: [own('Hint', { as: 'hidden', value: 'a' })] })
  const shown = login({ lines: [own('Hint', { as: 'text', value: 'b' })] })
  assert.equal(differences(hidden, shown)[0]?.covered, true)
})

test('renaming, turning and moving own fields are told apart', () => {
  const [one, two] = [own('one'), own('two')]
  const before = login({ lines: [one, two] })
  assert.deepEqual(names(before, login({ lines: [{ ...one, label: 'first' }, two] })), ['Name of a field'])
  assert.deepEqual(names(before, login({ lines: [{ ...one, as: 'hidden' }, two] })), ['Type of “one”'])
  assert.deepEqual(names(before, login({ lines: [two, one] })), ['Order of the fields'])
  assert.deepEqual(names(before, login({ lines: [two] })), ['one'])
})

test('of long texts that differ late the difference is shown, and short ones are shown whole', () => {
  assert.deepEqual(excerpts('a', 'b'), ['a', 'b'])
  const alike = 'the same words '.repeat(6000)
  const [left, right] = excerpts(`${alike}before${'.'.repeat(5000)}`, `${alike}after`)
  assert.match(left, /^….{100}before\.{1894}…$/)
  assert.match(right, /^….{100}after$/)
  const [whole, longer] = excerpts(alike, `${alike}😀 and more`)
  assert.equal(whole, `…${alike.slice(-100)}`)
  assert.ok(longer.endsWith('😀 and more'))
  assert.deepEqual(excerpts('x'.repeat(3000), ''), [`${'x'.repeat(2000)}…`, ''])
})
