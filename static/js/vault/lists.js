/** Lists that two changed at once, of texts and of what has names: who is in them, and in which order. docs/formats.md §6. */
import { same } from './json.js'

/**
 * Tags, or websites: each that either added is there, and none that either took away.
 * @param {readonly string[]} base
 * @param {readonly string[]} mine
 * @param {readonly string[]} theirs
 * @param {boolean} mineLeads whether mine stands where both say something about the order
 * @returns {string[]} each once
 */
export function mergeTexts(base, mine, theirs, mineLeads) {
  const taken = base.filter((text) => !mine.includes(text) || !theirs.includes(text))
  return orderOf([base, mine, theirs], mineLeads).filter((text) => !taken.includes(text))
}

/**
 * The order is that of whoever changed it.
 * @param {readonly (readonly string[])[]} orders of the base, mine and theirs
 * @param {boolean} mineLeads whether mine stands where both or neither did
 * @returns {string[]} all names of mine and theirs, each once
 */
export function orderOf([was = [], my = [], their = []], mineLeads) {
  const common = new Set(was.filter((name) => my.includes(name) && their.includes(name)))
  const [before, mine, theirs] = [was, my, their].map((order) => order.filter((name) => common.has(name)))
  const [iMoved, theyMoved] = [!same(before, mine), !same(before, theirs)]
  return (iMoved === theyMoved ? mineLeads : iMoved) ? interleaved(my, their) : interleaved(their, my)
}

/**
 * @param {readonly string[]} leading
 * @param {readonly string[]} others those that `leading` lacks come after the one that they follow here
 */
function interleaved(leading, others) {
  const order = [...new Set(leading)]
  others.forEach((name, at) => {
    if (order.includes(name)) return
    const before = others[at - 1]
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, name)
  })
  return order
}
