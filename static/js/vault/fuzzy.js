/**
 * Words that are nearly what was typed: one slip from four letters on, two from eight on, where a slip is a letter too many,
 * too few or wrong, or two that changed places.
 *
 * Only asked when nothing is spelt as typed. Measured over 100,000 items, 15 MB of text and 5,300 different words: uFuzzy
 * took 25 to 60 ms a keystroke to go through the texts; MiniSearch up to 74 ms, 784 for one letter, after 11 s and 163 MB of
 * indexing. The words by themselves take a few milliseconds, and are read in the time in which nobody types.
 */

/** @typedef {import('./listed.js').Listed} Listed */

const WORD = /\p{L}{3,}/gu
const TYPED = /^\p{L}{4,32}$/u
const LETTERS = /^\p{L}{3,}$/u
const TWO_SLIPS = 8
/** Letters of a word that are looked at: no typed word is longer, slips included. */
const LONGEST = 40

/** The different words of all texts, each with the items that have it. */
export class Vocabulary {
  /** @type {Map<string, Listed[]>} */
  #holders = new Map()
  /** @type {string[]} */
  #words = []
  /** @type {number[]} the letters of each word, a bit for each */
  #letters = []

  /** @param {Listed} entry one that has changed is added anew; who asks leaves out its former self */
  add(entry) {
    for (const [word] of entry.text.matchAll(WORD)) {
      const holders = this.#holders.get(word)
      if (!holders) this.#meet(word, entry)
      else if (holders.at(-1) !== entry) holders.push(entry)
    }
  }

  get size() {
    return this.#words.length
  }

  /**
   * Whether what is typed stands nowhere in the texts: it would be a part of one of these words.
   * @param {string} typed folded
   * @returns {boolean} false where that cannot be said
   */
  lacks(typed) {
    return LETTERS.test(typed) && !this.#words.some((word) => word.includes(typed))
  }

  /**
   * @param {string} typed folded
   * @returns {Map<Listed, number> | null} by how much what it has differs: whole words before words that begin so; null for
   *   what has to be spelt right
   */
  similar(typed) {
    if (!TYPED.test(typed)) return null
    const most = typed.length < TWO_SLIPS ? 1 : 2
    const letters = lettersOf(typed)
    /** @type {Map<Listed, number>} */
    const found = new Map()
    for (const [at, word] of this.#words.entries()) {
      // Each slip brings at most one letter that the word has nowhere.
      if (bits(letters & ~(/** @type {number} */ (this.#letters[at]))) > most || word.length < typed.length - most)
        continue
      const worth = differenceOf(typed, word, most)
      if (worth === null) continue
      for (const entry of this.#holders.get(word) ?? []) found.set(entry, Math.min(worth, found.get(entry) ?? worth))
    }
    return found
  }

  /** @param {string} word @param {Listed} entry */
  #meet(word, entry) {
    this.#holders.set(word, [entry])
    this.#words.push(word)
    this.#letters.push(lettersOf(word))
  }
}

/**
 * @param {string} typed
 * @param {string} word
 * @param {number} most slips
 * @returns {number | null} 2 for each slip, and 1 more where the word goes on; null for too many
 */
export function differenceOf(typed, word, most) {
  const whole = word.slice(0, LONGEST)
  const ends = slips(typed, whole, most)
  const [toEnd, toPrefix] = [ends.at(-1) ?? most + 1, Math.min(...ends)]
  const goesOn = whole.length < word.length || toPrefix < toEnd
  return toPrefix > most ? null : 2 * toPrefix + Number(goesOn)
}

/**
 * Damerau's distance in its restricted form: no letter takes part in two slips.
 * @param {string} typed
 * @param {string} word
 * @param {number} most
 * @returns {number[]} slips between what was typed and each beginning of the word, from none of its letters on; all of them
 *   too many where the whole has no chance
 */
function slips(typed, word, most) {
  const width = typed.length + 1
  let [before, last] = [new Array(width).fill(0), Array.from({ length: width }, (_, at) => at)]
  const ends = [typed.length]
  const end = Math.min(word.length, typed.length + most)
  for (let row = 1; row <= end; row += 1) {
    const next = [row]
    for (let at = 1; at < width; at += 1) {
      const same = typed[at - 1] === word[row - 1]
      let best = Math.min(last[at] + 1, /** @type {number} */ (next[at - 1]) + 1, last[at - 1] + Number(!same))
      const swapped = at > 1 && row > 1 && typed[at - 1] === word[row - 2] && typed[at - 2] === word[row - 1]
      if (swapped) best = Math.min(best, before[at - 2] + 1)
      next.push(best)
    }
    ends.push(/** @type {number} */ (next.at(-1)))
    if (Math.min(...next) > most) break
    ;[before, last] = [last, next]
  }
  if (ends.length <= word.length) ends.push(most + 1)
  return ends
}

/** @param {string} word @returns {number} 32 bits, shared by letters beyond a–z */
function lettersOf(word) {
  let letters = 0
  for (let at = 0; at < word.length; at += 1) letters |= 1 << word.charCodeAt(at)
  return letters
}

/** @param {number} value @returns {number} how many bits are set, counted no further than 3 */
function bits(value) {
  let count = 0
  for (let left = value; left !== 0 && count < 3; left &= left - 1) count += 1
  return count
}
