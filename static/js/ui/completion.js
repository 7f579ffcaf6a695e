// Completing the word at the caret; which words there are is the caller's matter.

/**
 * The word that is being typed.
 * @param {string} text
 * @param {number} caret
 * @returns {{start: number, end: number, prefix: string} | null} null when the caret is not at the end of a word of letters
 */
export function wordAt(text, caret) {
  const prefix = /[A-Za-z]+$/.exec(text.slice(0, caret))?.[0]
  const before = prefix === undefined ? '' : text.slice(0, caret - prefix.length)
  if (prefix === undefined || /\S$/.test(before) || /^\S/.test(text.slice(caret))) return null
  return { start: caret - prefix.length, end: caret, prefix }
}

/**
 * The text with that word put in, a space after it.
 * @param {string} text
 * @param {{start: number, end: number}} place
 * @param {string} word
 * @returns {{text: string, caret: number}}
 */
export function accept(text, { start, end }, word) {
  const after = text.slice(end).replace(/^ /, '')
  return { text: `${text.slice(0, start)}${word} ${after}`, caret: start + word.length + 1 }
}

/**
 * What to offer: nothing when the only match is typed in full already.
 * @param {string} text
 * @param {number} caret
 * @param {(prefix: string) => string[]} complete
 * @returns {string[]}
 */
export function suggestions(text, caret, complete) {
  const place = wordAt(text, caret)
  if (place === null) return []
  const found = complete(place.prefix)
  return found.length === 1 && found[0] === place.prefix.toLowerCase() ? [] : found
}
