/**
 * Texts in the order in which people look for them: numbers in titles by what they are worth, "Site 2" before "Site 10".
 */

/** Digits to which numbers are filled up: more than card numbers have. */
const WIDTH = 20
const HAS_DIGITS = /^[^\t]*\d/
const NUMBER = /\d+/g

/**
 * @param {string} text folded; a title, or one with other texts after a TAB
 * @returns {string} what is compared before the text itself: texts of the same title have the same, or are it themselves
 * @example sortKeyOf('site 7') // 'site 00000000000000000007'
 */
export function sortKeyOf(text) {
  // Most titles have none, and need no room for another text.
  if (!HAS_DIGITS.test(text)) return text
  const [title = ''] = text.split('\t', 1)
  return title.replace(NUMBER, (digits) => digits.padStart(WIDTH, '0'))
}
