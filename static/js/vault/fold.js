/**
 * Text as it is compared: lower case, no accents, compatible forms alike, one space for any white space.
 */

const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/
/** Letters that no decomposition takes apart, as people without them on the keyboard type them. */
const LETTERS = new Map(Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' }))
const OTHER = new RegExp(`[${[...LETTERS.keys()].join('')}]`, 'gu')

/**
 * @param {string} text
 * @returns {string} without tabs and line breaks, trimmed
 * @example fold(' Café\t№1') // 'cafe no1'
 */
export function fold(text) {
  if (PLAIN.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(OTHER, (letter) => LETTERS.get(letter) ?? letter)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}
