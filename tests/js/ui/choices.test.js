import assert from 'node:assert/strict'
import { test } from 'node:test'
import { choicesOf, inWords, offered } from '../../../static/js/ui/choices.js'
import { typeFor } from '../../../static/js/vault/cxf.js'

const SECURITY = 'wifi.networkSecurityType'

/** @param {string} key */
const choices = (key) => choicesOf(key) ?? assert.fail(`${key} has no choices`)

test('all that is offered is a value that others read', () => {
  for (const [value] of choices(SECURITY))
    assert.equal(typeFor('wifi-network-security-type', value), 'wifi-network-security-type')
  for (const [value] of choices('wifi.hidden')) assert.equal(typeFor('boolean', value), 'boolean')
})

test('a value that is none of the choices stays on offer as it is', () => {
  const known = ['', 'wpa3-personal', 'wpa2-personal', 'wpa-personal', 'wep', 'unsecured']
  const values = (/** @type {string} */ value) => offered(choices(SECURITY), value).map(([one]) => one)
  assert.deepEqual(values(''), known)
  assert.deepEqual(values('wep'), known)
  assert.deepEqual(values('WPA2 of the café'), [...known, 'WPA2 of the café'])
})

test('a value is shown in words where it has some, in a second network as well', () => {
  assert.equal(inWords(SECURITY, 'wpa2-personal'), 'WPA2 Personal')
  assert.equal(inWords('wifi#2.hidden', 'true'), 'Yes')
  assert.equal(inWords('wifi.hidden', 'ja'), 'ja')
  assert.equal(inWords('wifi.ssid', 'wep'), 'wep')
})
