/**
 * How long a password would stand against guessing, as zxcvbn sees it. Large, for its dictionaries: loaded only where a
 * password is chosen, and in a worker of its own where those of a whole vault are rated.
 */
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'

/** @typedef {{password: string, known: readonly string[]}} Asked `known`: what a guesser would try first, names and sites */

const options = { dictionary: { ...common, ...english }, graphs: adjacencyGraphs } // without translations: it answers in keys, which the page says in its language

export const zxcvbn = new ZxcvbnFactory(options)

/**
 * Most of the time goes into a hundred spellings of a password (`4` for `a`, and so on), each held against every dictionary.
 * The first few, which replace the most, already show what is hidden in such a spelling.
 * @type {ZxcvbnFactory | undefined}
 */
let quick
const FEW = 8
/** Tries, as a power of ten, so far above the best score's 10^10 that no further spelling has been seen to matter. */
const BEYOND = 14

/** The most used passwords. @type {ReadonlySet<string>} */
export const COMMON = new Set(common['passwords-common'])

/**
 * @param {Asked} asked
 * @returns {number} zxcvbn's score: 0 (guessed at once) to 4 (not in a lifetime). A tenth of the time for passwords that a
 *   generator made
 */
export function rate({ password, known }) {
  quick ??= new ZxcvbnFactory({ ...options, l33tMaxSubstitutions: FEW })
  const { score, guessesLog10 } = quick.check(password, [...known])
  return guessesLog10 >= BEYOND ? score : zxcvbn.check(password, [...known]).score
}
