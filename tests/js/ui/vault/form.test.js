import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isChanged,
  makeForm,
  makeLine,
  makeSite,
  moved,
  readForm,
  takeKind,
} from '../../../../static/js/ui/vault/form.js'
import { blankFields, turnInto } from '../../../../static/js/vault/fields.js'
import { kindOf } from '../../../../static/js/vault/kinds.js'

const lineOf = (/** @type {ReturnType<typeof makeForm>} */ form, /** @type {string} */ key) => {
  const line = form.lines.value.find((one) => one.key === key)
  assert.ok(line, key)
  return line
}

test('what is read back is what was put in', () => {
  for (const type of ['login', 'credit-card', 'note', 'passport']) {
    const fields = { ...blankFields(kindOf(type)), title: 'Bank', urls: ['a.example'], tags: ['money'], favorite: true }
    assert.deepEqual(readForm(makeForm(fields)), fields)
  }
})

test('empty websites and own fields with neither name nor value are left out', () => {
  const form = makeForm(blankFields())
  form.sites.value = [makeSite('  '), makeSite(' a.example ')]
  form.lines.value = [...form.lines.value, makeLine()]
  assert.deepEqual(readForm(form).urls, ['a.example'])
  assert.deepEqual(readForm(form).lines, blankFields().lines)
})

test('another kind keeps what was typed, with the very signals that the inputs hold', () => {
  const form = makeForm(blankFields())
  const password = lineOf(form, 'basic-auth.password')
  password.value.value = 'kept'
  takeKind(form, turnInto(readForm(form), kindOf('credit-card')))
  assert.equal(form.type.value, 'credit-card')
  assert.equal(lineOf(form, 'basic-auth.password'), password)
  takeKind(form, turnInto(readForm(form), kindOf('server')))
  assert.equal(lineOf(form, 'basic-auth.password').value.value, 'kept')
})

test('choosing a kind for a new item is nothing to lose yet', () => {
  const was = blankFields()
  const now = blankFields(kindOf('passport'))
  assert.equal(isChanged(was, now, true), false)
  assert.equal(isChanged(was, now, false), true)
  assert.equal(isChanged(was, { ...now, title: 'x' }, true), true)
})

test('a list moves one place at a time and not over its ends', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 1), ['b', 'a', 'c'])
  assert.deepEqual(moved(['a', 'b', 'c'], 2, -1), ['a', 'c', 'b'])
  assert.deepEqual(moved(['a', 'b'], 0, -1), ['a', 'b'])
  assert.deepEqual(moved(['a', 'b'], 1, 1), ['a', 'b'])
})
