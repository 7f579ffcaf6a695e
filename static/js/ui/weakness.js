// What is wrong with a password that would be guessed. The strength check says it by zxcvbn's own keys; the English is zxcvbn's too.
import { t, text } from './text.js'

/** @type {Readonly<Record<string, string>>} */
export const WARNINGS = Object.freeze({
  straightRow: text('Straight rows of keys on your keyboard are easy to guess.'),
  keyPattern: text('Short keyboard patterns are easy to guess.'),
  simpleRepeat: text('Repeated characters like "aaa" are easy to guess.'),
  extendedRepeat: text('Repeated character patterns like "abcabcabc" are easy to guess.'),
  sequences: text('Common character sequences like "abc" are easy to guess.'),
  recentYears: text('Recent years are easy to guess.'),
  dates: text('Dates are easy to guess.'),
  topTen: text('This is a heavily used password.'),
  topHundred: text('This is a frequently used password.'),
  common: text('This is a commonly used password.'),
  similarToCommon: text('This is similar to a commonly used password.'),
  wordByItself: text('Single words are easy to guess.'),
  namesByThemselves: text('Single names or surnames are easy to guess.'),
  commonNames: text('Common names and surnames are easy to guess.'),
  userInputs: text('There should not be any personal or page related data.'),
  pwned: text('Your password was exposed by a data breach on the Internet.'),
})

/** @type {Readonly<Record<string, string>>} */
export const SUGGESTIONS = Object.freeze({
  l33t: text("Avoid predictable letter substitutions like '@' for 'a'."),
  reverseWords: text('Avoid reversed spellings of common words.'),
  allUppercase: text('Capitalize some, but not all letters.'),
  capitalization: text('Capitalize more than the first letter.'),
  dates: text('Avoid dates and years that are associated with you.'),
  recentYears: text('Avoid recent years.'),
  associatedYears: text('Avoid years that are associated with you.'),
  sequences: text('Avoid common character sequences.'),
  repeated: text('Avoid repeated words and characters.'),
  longerKeyboardPattern: text('Use longer keyboard patterns and change typing direction multiple times.'),
  anotherWord: text('Add more words that are less common.'),
  useWords: text('Use multiple words, but avoid common phrases.'),
  noNeed: text('You can create strong passwords without using symbols, numbers, or uppercase letters.'),
  pwned: text('If you use this password elsewhere, you should change it.'),
})

/**
 * The sentence for a password that the strength check does not let pass.
 * @param {{warning?: string | null, suggestions?: readonly string[]}} feedback  keys of the tables above
 * @returns {string}
 */
export function weaknessOf({ warning, suggestions = [] }) {
  if (!warning)
    return t('This password would be guessed too easily. Use four or more unrelated words, or let it be longer.')
  const advice = suggestions.map((key) => saidBy(SUGGESTIONS, key))
  return [t('This password would be guessed too easily.'), saidBy(WARNINGS, warning), ...advice].join(' ')
}

/** @param {Readonly<Record<string, string>>} table @param {string} key */
function saidBy(table, key) {
  const english = Object.hasOwn(table, key) ? table[key] : undefined
  if (english === undefined) throw new RangeError(`no text for what the strength check says: ${key}`)
  return t(english)
}
