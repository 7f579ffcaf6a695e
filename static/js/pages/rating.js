// How strong a generated value is: what zxcvbn guesses, in a worker of its own, and no more than its entropy says.
import { createTurns } from '../account/inturn.js'
import { TesseraError } from '../errors.js'
import { scoreOf } from '../vault/generator.js'
import { raterIn } from '../worker/rating.js'
import { raterScript } from './site.js'

const PAUSE = 150 // ms
/** zxcvbn takes seconds for a hundred characters, and a longer value is never the weaker. */
const RATED = 24

const rater = raterIn(raterScript)
const inTurn = createTurns()

/**
 * @param {string} value
 * @param {number} bits of entropy
 * @param {(score: number) => void} then  1 (at once) to 5 (not in a lifetime), a moment after the last change
 * @returns {() => void} no longer
 */
export function rating(value, bits, then) {
  let isWanted = value !== ''
  const rate = async () => {
    if (!isWanted) return
    const guessed = await guessedOf(value)
    if (isWanted) then(Math.min(guessed, scoreOf(bits)))
  }
  const timer = setTimeout(() => void inTurn(rate), PAUSE)
  return () => {
    isWanted = false
    clearTimeout(timer)
  }
}

/** Forgets everything that was rated, and gives the memory back. */
export function endRating() {
  rater.end()
}

/** @param {string} value @returns {Promise<number>} zxcvbn's score, 1 to 5; 5, which holds nothing down, when it cannot be had */
async function guessedOf(value) {
  try {
    const [score = 4] = await rater.rate([{ password: value.slice(0, RATED), known: [] }])
    return score + 1
  } catch (error) {
    if (error instanceof TesseraError) return 5 // ended, or its script could not be loaded: the entropy stands
    throw error
  }
}
