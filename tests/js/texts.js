// The texts that the sources show: what `t`, `tn`, `rich`, `text` and `counted` are given.
import { KINDS } from '../../static/js/vault/kinds.js'

export const SOURCES_OF_TEXTS = ['static/js/pages/*.{js,jsx}', 'static/js/ui/**/*.{js,jsx}']

/**
 * @param {typeof import('espree')} espree
 * @param {string} source
 * @returns {string[]}
 */
export function textsIn(espree, source) {
  /** @type {string[]} */
  const found = []
  const options = /** @type {const} */ ({ ecmaVersion: 'latest', sourceType: 'module', ecmaFeatures: { jsx: true } })
  visit(espree.parse(source, options), found)
  return found
}

/** Labels are data there, shown through `t`. */
export function textsOfKinds() {
  return KINDS.flatMap(({ name, plural, lines }) => [name, plural, ...lines.map(({ label }) => label)])
}

/** @param {any} node @param {string[]} found */
function visit(node, found) {
  if (node.type === 'CallExpression') found.push(...textsOfCall(node))
  for (const child of Object.values(node)) {
    for (const one of Array.isArray(child) ? child : [child]) if (one?.type) visit(one, found)
  }
}

/** @param {any} call @returns {string[]} */
function textsOfCall({ callee, arguments: given }) {
  const texts = given.map(textOf)
  if (['t', 'rich', 'text'].includes(callee.name)) return texts.slice(0, 1).filter(Boolean)
  if (callee.name === 'tn') return texts.slice(1, 3).filter(Boolean)
  if (callee.name !== 'counted' || !texts[1]) return []
  return [`{count} ${texts[1]}`, `{count} ${texts[1]}s`]
}

/** @param {any} node @returns {string | null} */
function textOf({ type, value, quasis, expressions }) {
  if (type === 'TemplateLiteral' && expressions.length === 0) return quasis[0].value.cooked
  return typeof value === 'string' ? value : null
}
