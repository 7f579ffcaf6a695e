/**
 * How well an item that has all words of a query fits it: by where in its title they are.
 */
const INSIDE = /[\p{L}\p{N}]/u
/** Of a term that is elsewhere. */
const LAST = 3

/** How many ranks there are for so many terms. @param {number} terms */
export const ranksOf = (terms) => LAST * terms + 1

/**
 * @param {string} text as ./listed.js has it
 * @param {number} end of the title
 * @param {readonly string[]} terms
 * @param {string} phrase the terms as they were typed, one after another
 * @returns {number} -1 where a term is missing; 0 where the title begins so; else for each term 1 where a word of the title
 *   begins so, 2 where it is inside of one, and 3 where it is in another text
 */
export function rankOf(text, end, terms, phrase) {
  let rank = 0
  let begins = false
  for (const term of terms) {
    const at = text.indexOf(term)
    if (at < 0) return -1
    begins ||= at === 0
    rank += at < end ? placeOf(text, term, at, end) : LAST
  }
  return begins && text.startsWith(phrase) ? 0 : rank
}

/** @param {string} text @param {string} term @param {number} first where it is @param {number} end of the title */
function placeOf(text, term, first, end) {
  for (let at = first; at >= 0 && at < end; at = text.indexOf(term, at + 1)) {
    if (at === 0 || !isInside(text, at)) return 1
  }
  return 2
}

/** Whether a word goes on there. @param {string} text @param {number} at */
function isInside(text, at) {
  const before = text.charCodeAt(at - 1)
  if (before > 0x7f) return INSIDE.test(text.charAt(at - 1))
  return (before >= 0x61 && before <= 0x7a) || (before >= 0x30 && before <= 0x39)
}
