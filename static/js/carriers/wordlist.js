import { wordlist } from '@scure/bip39/wordlists/english.js'

// The list without the arithmetic: what a page needs to help with typing. Only the key worker turns words into a key.

const CANDIDATES = 6

/**
 * Words of the list that begin with what has been typed, in the list's order.
 * @param {string} prefix  case and surrounding white space don't matter
 * @returns {string[]} at most 6; none for an empty prefix
 */
export function complete(prefix) {
  const typed = prefix.trim().toLowerCase()
  if (typed === '') return []
  return wordlist.filter((word) => word.startsWith(typed)).slice(0, CANDIDATES)
}

/**
 * Whether a person who typed this was typing words (rightly or not) and no key string.
 * @param {string} text
 */
export function looksLikeWords(text) {
  const words = split(text)
  return words.every((word) => /^[a-z]+$/.test(word)) && words.some((word) => wordlist.includes(word))
}

/**
 * @param {string} text
 * @returns {string[]} lower case, in order
 */
export function split(text) {
  return text.trim().toLowerCase().split(/\s+/)
}
