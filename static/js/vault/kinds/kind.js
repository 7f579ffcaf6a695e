/**
 * What a kind of item is. Where CXF 1.0 has a word, a line is a member of one of its credentials (`credit-card.number`);
 * else it is a custom field whose id is the line's key (`vehicle-vin`). docs/formats.md §6.
 */
import { memberOf } from '../cxf.js'

/** @typedef {import('../cxf.js').LineType} LineType */
/** @typedef {Readonly<{key: string, label: string, as: LineType, issued?: true}>} KindLine labels are English; what shows them translates them; `issued` is given out by somebody else */
/**
 * @typedef {Readonly<{
 *   type: string, name: string, plural: string, own: boolean, lines: readonly KindLine[], subtitle: readonly string[], websites: boolean,
 * }>} Kind `type` as items have it; `name` of one item and `plural` of the shelf that holds them; `own` was made by the person; `subtitle` are keys, the first of which with a value stands under the title; `websites`
 *   says whether an editor offers a website before there is one
 */
/** @typedef {string | [name: string, label: string, as?: LineType]} Given a key of CXF's members, or a custom field */

/** Secrets that one is given, by a bank, a service or a program: a random value in their place would be wrong. */
const ISSUED = new Set([
  'api-key.key',
  'credit-card.number',
  'credit-card.verificationNumber',
  'crypto-wallet-key',
  'crypto-wallet-phrase',
  'software-license-key',
  'ssh-key.privateKey',
])

/**
 * @param {string} type
 * @param {readonly [name: string, plural: string]} names
 * @param {string[]} subtitle
 * @param {Given[]} given
 * @param {boolean} [websites]
 * @returns {Kind}
 */
export function kind(type, [name, plural], subtitle, given, websites = false) {
  const lines = given.map((one) => Object.freeze(typeof one === 'string' ? cxfLine(one) : ownLine(type, one)))
  const own = false
  const listed = { lines: Object.freeze(lines), subtitle: Object.freeze(subtitle) }
  return Object.freeze({ type, name, plural, own, ...listed, websites })
}

/** @param {string} key @returns {KindLine} */
function cxfLine(key) {
  const [label, as] = memberOf(key)
  return marked({ key, label, as })
}

/** @param {string} type @param {Exclude<Given, string>} given @returns {KindLine} */
function ownLine(type, [name, label, as = 'text']) {
  return marked({ key: `${type}-${name}`, label, as })
}

/** @param {KindLine} line @returns {KindLine} */
const marked = (line) => (ISSUED.has(line.key) ? { ...line, issued: true } : line)
