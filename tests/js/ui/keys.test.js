import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSingle, matches, printed } from '../../../static/js/ui/keys.js'

/** @param {Partial<KeyboardEvent> & {key: string}} pressed */
const press = (pressed) => ({
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...pressed,
})

test('Mod is Control as well as Command', () => {
  assert.ok(matches(press({ key: 'k', ctrlKey: true }), 'Mod+K'))
  assert.ok(matches(press({ key: 'k', metaKey: true }), 'Mod+K'))
  assert.ok(!matches(press({ key: 'k' }), 'Mod+K'))
})

test('a plain letter means nothing with Control, Alt or Shift', () => {
  assert.ok(matches(press({ key: 'c' }), 'c'))
  for (const held of ['ctrlKey', 'metaKey', 'altKey', 'shiftKey'])
    assert.ok(!matches(press({ key: 'c', [held]: true }), 'c'), held)
})

test('a letter counts with Caps Lock on, which is no Shift', () => {
  assert.ok(matches(press({ key: 'C' }), 'c'))
})

test('a sign counts however the keyboard makes it', () => {
  assert.ok(matches(press({ key: '?', shiftKey: true }), '?'))
  assert.ok(matches(press({ key: '?' }), '?'))
  assert.ok(matches(press({ key: '/', shiftKey: true }), '/')) // Shift+7 on a German keyboard
})

test('Shift tells named keys apart', () => {
  assert.ok(matches(press({ key: 'Delete' }), 'Delete'))
  assert.ok(!matches(press({ key: 'Delete', shiftKey: true }), 'Delete'))
  assert.ok(matches(press({ key: 'Delete', shiftKey: true }), 'Shift+Delete'))
})

test('on a Greek or Russian keyboard a letter counts by its place', () => {
  assert.ok(matches(press({ key: 'с', code: 'KeyC' }), 'c'))
  assert.ok(matches(press({ key: 'λ', code: 'KeyL', ctrlKey: true }), 'Mod+L'))
})

test('what Latin keyboards type counts as it is typed, wherever the key is', () => {
  assert.ok(matches(press({ key: 'z', code: 'KeyY' }), 'z'))
  assert.ok(!matches(press({ key: 'z', code: 'KeyY' }), 'y'))
})

test('keys are shown as this machine prints them', () => {
  assert.deepEqual(printed('Mod+K', 'Linux x86_64'), ['Ctrl', 'K'])
  assert.deepEqual(printed('Mod+k', 'MacIntel'), ['⌘', 'K'])
  assert.deepEqual(printed('Shift+ArrowDown', 'Win32'), ['Shift', '↓'])
  assert.deepEqual(printed('/', 'Win32'), ['/'])
})

test('one character alone is what WCAG 2.1.4 speaks of', () => {
  assert.deepEqual(['c', '/', '3', 'Mod+K', 'Delete'].filter(isSingle), ['c', '/', '3'])
})
