// How long a password would stand against guessing. Large: the dictionaries are loaded only where a password is chosen.
import { COMMON, zxcvbn } from '../vault/strength.js'

/**
 * @typedef {object} Strength
 * @property {number} score  1 (at once) to 5 (not in a lifetime)
 * @property {string | null} warning  zxcvbn's key: see ui/weakness.js
 * @property {readonly string[]} suggestions  the same
 * @property {boolean} common  on the list of the most used passwords
 */

/**
 * @param {string} password
 * @param {string[]} known  what a guesser would try first: the e-mail address and its parts
 * @returns {Strength}
 */
export function measure(password, known) {
  const { score, feedback } = zxcvbn.check(password, known)
  const { warning, suggestions } = feedback
  return { score: score + 1, warning, suggestions, common: COMMON.has(password.toLowerCase()) }
}
