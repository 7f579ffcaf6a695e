// Lines with a few values to choose from, which CXF 1.0 names (docs/formats.md §6), and what people call them.
import { t, text } from './text.js'

/** @typedef {ReadonlyArray<readonly [value: string, english: string]>} Choices */

/** By key of the line; in further credentials of the type that has a number: `wifi#2.hidden`. @type {ReadonlyMap<string, Choices>} */
const CHOICES = new Map([
  [
    'wifi.networkSecurityType',
    [
      ['wpa3-personal', text('WPA3 Personal')],
      ['wpa2-personal', text('WPA2 Personal')],
      ['wpa-personal', text('WPA Personal')],
      ['wep', text('WEP')],
      ['unsecured', text('None: open to all')],
    ],
  ],
  [
    'wifi.hidden',
    [
      ['true', text('Yes')],
      ['false', text('No')],
    ],
  ],
])

/** @param {string} key of a line @returns {Choices | undefined} undefined where anything can be typed */
export const choicesOf = (key) => CHOICES.get(key.replace(/#\d+/, ''))

/**
 * What a list offers: nothing, each choice, and what the line says if it is none of them.
 * @param {Choices} choices
 * @param {string} value
 * @returns {[value: string, shown: string][]}
 */
export function offered(choices, value) {
  const known = choices.map(([one, english]) => /** @type {[string, string]} */ ([one, t(english)]))
  const odd = value !== '' && !choices.some(([one]) => one === value)
  return [['', t('Not said')], ...known, .../** @type {[string, string][]} */ (odd ? [[value, value]] : [])]
}

/** A value in words. @param {string} key of its line @param {string} value */
export function inWords(key, value) {
  const english = choicesOf(key)?.find(([one]) => one === value)?.[1]
  return english === undefined ? value : t(english)
}
