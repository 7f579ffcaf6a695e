/**
 * The score, and what would move it.
 *
 *     score = 100 × (1 − sum of losses ÷ items with a password)
 *
 * An item loses the largest of what its findings cost: what is leaked is not made worse by being old. Cards and documents
 * that expire are reminders and cost nothing.
 */

/** @typedef {keyof typeof COSTS} Costly a section that costs */
/** @typedef {{section: Costly, items: number, gain: number}} Move `gain`: points that mending all of a section would bring, not rounded */

/** What a finding costs of its item. */
export const COSTS = Object.freeze({
  breached: 1,
  weak: 1,
  reused: 0.75,
  plain: 0.5,
  old: 0.25,
  factor: 0.1,
})

/** @type {readonly Costly[]} */
const SECTIONS = /** @type {Costly[]} */ (Object.keys(COSTS))

/**
 * @param {readonly ReadonlySet<Costly>[]} findings of each item with a password
 * @returns {{score: number | null, moves: Move[]}} `score` a whole number, 100 only where nothing is found; null without items.
 *   `moves`: the largest gain first
 */
export function scoreOf(findings) {
  if (findings.length === 0) return { score: null, moves: [] }
  const points = pointsOf(findings)
  const moves = SECTIONS.flatMap((section) => {
    const items = findings.filter((found) => found.has(section)).length
    return items > 0 ? [{ section, items, gain: pointsOf(findings, section) - points }] : []
  })
  return { score: Math.floor(points), moves: moves.sort((a, b) => b.gain - a.gain) }
}

/**
 * @param {readonly ReadonlySet<Costly>[]} findings
 * @param {Costly} [mended] as if no item were in this section
 * @returns {number} 0 to 100
 */
function pointsOf(findings, mended) {
  let lost = 0
  for (const found of findings) {
    let most = 0
    for (const section of found) if (section !== mended) most = Math.max(most, COSTS[section])
    lost += most
  }
  return 100 * (1 - lost / findings.length)
}
