/**
 * Texts in the order in which people look for them: numbers in titles by what they are worth, "Site 2" before "Site 10".
 */

/** Digits to which numbers are filled up: more than card numbers have. */
const WIDTH = 20
const NUMBER = /\d+/g

/**
 * @param {string} title folded
 * @returns {string} what is compared before the whole texts are
 * @example sortKeyOf('site 7') // 'site 00000000000000000007'
 */
export function sortKeyOf(title) {
  return title.replace(NUMBER, (digits) => digits.padStart(WIDTH, '0'))
}
