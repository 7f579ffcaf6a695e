import assert from 'node:assert/strict'
import { test } from 'node:test'
import decodeQR from 'qr/decode.js'
import { wifiModules, wifiText } from '../../../static/js/carriers/wifi.js'

const GUEST = { ssid: 'Guest', passphrase: 'pass', security: 'wpa2-personal', hidden: false }

test('a login is written as phones read it', () => {
  assert.equal(wifiText(GUEST), 'WIFI:T:WPA;S:Guest;P:pass;;')
  assert.equal(wifiText({ ...GUEST, security: 'wep' }), 'WIFI:T:WEP;S:Guest;P:pass;;')
  assert.equal(wifiText({ ...GUEST, security: '', passphrase: '' }), 'WIFI:T:nopass;S:Guest;;')
  assert.equal(wifiText({ ...GUEST, security: 'unsecured' }), 'WIFI:T:nopass;S:Guest;;')
  assert.equal(wifiText({ ...GUEST, security: 'WPA2 of the café' }), 'WIFI:T:WPA;S:Guest;P:pass;;')
  assert.equal(wifiText({ ...GUEST, hidden: true }), 'WIFI:T:WPA;S:Guest;P:pass;H:true;;')
})

test('what means something in the code is escaped', () => {
  const text = wifiText({ ...GUEST, ssid: 'a;b,c:d', passphrase: 'x"y\\z' })
  assert.equal(text, 'WIFI:T:WPA;S:a\\;b\\,c\\:d;P:x\\"y\\\\z;;')
})

test('a decoder reads the code back, umlauts too', () => {
  const network = { ...GUEST, ssid: 'Café Ålesund', passphrase: 'Straße; 7!' }
  const modules = wifiModules(network)
  const scale = 4
  const side = modules.length * scale
  const data = new Uint8ClampedArray(side * side * 4)
  for (let at = 0; at < side * side; at++) {
    const row = modules[Math.floor(at / side / scale)] ?? []
    data.fill(row[Math.floor((at % side) / scale)] ? 0 : 255, at * 4, at * 4 + 3)
    data[at * 4 + 3] = 255
  }
  assert.equal(decodeQR({ width: side, height: side, data }), wifiText(network))
})
