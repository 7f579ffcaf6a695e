import { encodeQR } from 'qr'

/** @typedef {{ssid: string, passphrase: string, security: string, hidden: boolean}} Network security: CXF's `wep`, `unsecured`, … or what else was typed */

/** @param {string} text  with what means something in such a code marked as text */
const escaped = (text) => text.replace(/[\\;,:"]/g, '\\$&')

/** @param {Network} network */
function kindOf({ security, passphrase }) {
  if (security === 'wep') return 'WEP'
  return passphrase === '' || security === 'unsecured' ? 'nopass' : 'WPA' // also stands for WPA2 and WPA3
}

/**
 * A Wi-Fi login as phones read it from a QR: the form that ZXing introduced and WPA3 §7 took over.
 * @param {Network} network
 * @returns {string}
 * @example wifiText({ ssid: 'Guest', passphrase: 'a;b', security: 'wpa2-personal', hidden: false }) // 'WIFI:T:WPA;S:Guest;P:a\\;b;;'
 */
export function wifiText(network) {
  const { ssid, passphrase, hidden } = network
  const kind = kindOf(network)
  const secret = kind === 'nopass' ? '' : `P:${escaped(passphrase)};`
  return `WIFI:T:${kind};S:${escaped(ssid)};${secret}${hidden ? 'H:true;' : ''};`
}

/**
 * @param {Network} network
 * @returns {boolean[][]} rows, true is black; the margin of 4 white modules is included
 */
export function wifiModules(network) {
  return encodeQR(wifiText(network), 'raw', { ecc: 'medium', encoding: 'byte', border: 4, scale: 1 })
}
