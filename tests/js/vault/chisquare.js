/** How far counts may be from what is expected, before chance is no explanation any more. */

/** Of a thousand million runs one may fail without cause. */
const FALSE_ALARM = 1e-9

/**
 * The largest statistic that chance explains: a chi-square variable of `df` degrees is above it with a probability below
 * FALSE_ALARM (Laurent and Massart 2000, lemma 1: P(X >= df + 2 sqrt(df t) + 2 t) <= exp(-t)).
 * @param {number} df
 */
export function bound(df) {
  const t = -Math.log(FALSE_ALARM)
  return df + 2 * Math.sqrt(df * t) + 2 * t
}

/**
 * Pearson's statistic.
 * @param {readonly number[]} counts
 * @param {readonly number[]} [weights] what is expected, up to a factor; all the same when left out
 */
export function statistic(counts, weights = counts.map(() => 1)) {
  const sum = (/** @type {readonly number[]} */ of) => of.reduce((total, one) => total + one, 0)
  const factor = sum(counts) / sum(weights)
  return sum(counts.map((count, at) => (count - (weights[at] ?? 0) * factor) ** 2 / ((weights[at] ?? 0) * factor)))
}

/**
 * How often each of the possible outcomes came.
 * @param {readonly string[]} possible
 * @param {Iterable<string>} outcomes @throws {RangeError} for one that is not possible
 */
export function countsOf(possible, outcomes) {
  const counts = new Map(possible.map((one) => [one, 0]))
  for (const outcome of outcomes) {
    const count = counts.get(outcome)
    if (count === undefined) throw new RangeError('an outcome that should not be possible')
    counts.set(outcome, count + 1)
  }
  return [...counts.values()]
}

let pool = new Uint8Array(0)

/**
 * The browser's own randomness, fetched in large pieces: samples of a million values would take minutes else.
 * @param {number} length
 */
export function randomBytes(length) {
  if (pool.length < length) pool = crypto.getRandomValues(new Uint8Array(0x10000))
  const taken = pool.slice(0, length)
  pool = pool.subarray(length)
  return taken
}
